/** The cross-reference sections that `startxref` and /Prev lead to, as revisions. ISO 32000-2, 7.5.6 and annex F. */
import { FormatError } from '../../read.ts'
import { exhausted, PDF_BUDGET } from '../budget.ts'
import type { Revision } from '../file.ts'
import { directLength, readIndirectObject } from '../indirect-object.ts'
import { asCount, asDictionary } from '../narrow.ts'
import { readSection, type Section } from './section.ts'
import { cursorAt, type Source } from './source.ts'
import { lastStartXref, nextStartXref, type StartXref } from './start-xref.ts'

/** Oldest first. */
export function readRevisions(source: Source): readonly Revision[] {
  const last = lastStartXref(source)
  if (!last) throw new FormatError('No startxref names a cross-reference section', 'ISO 32000-2, 7.5.5')
  const sections = readChain(source, last.target)
  const revisions: Omit<Revision, 'number'>[] = []
  for (const [index, section] of sections.entries()) {
    const ending = section.offset === last.target ? last : endingOf(section, source)
    const older = sections[index + 1]
    if (older && index === sections.length - 2 && ending && isLinearised(section, older, ending, source)) {
      revisions.unshift(revisionOf({ ...section, entries: new Map([...older.entries, ...section.entries]) }, ending))
      break
    }
    revisions.unshift(revisionOf(section, ending))
  }
  return revisions.map((revision, index) => ({ ...revision, number: index + 1 }))
}

/** Newest first. */
function readChain(source: Source, newest: number): readonly Section[] {
  const visited = new Set<number>()
  const sections: Section[] = []
  for (let offset: number | null = newest; offset !== null; ) {
    if (visited.has(offset)) throw new FormatError('/Prev leads back', 'ISO 32000-2, 7.5.6', offset)
    if (sections.length === PDF_BUDGET.sections) throw exhausted('sections', offset)
    visited.add(offset)
    const section = readSection(source, offset)
    sections.push(section)
    const previous = asCount(section.trailer.entries.get('Prev'))
    offset = previous === null ? null : previous + source.base
  }
  return sections
}

/** More than one `startxref` between a section and its own has been seen in linearised files only, where it is one. */
const ENDINGS_TRIED = 4

/** The first `startxref` behind the section that names it. */
function endingOf(section: Section, source: Source): StartXref | null {
  let ending = nextStartXref(source, section.end)
  for (let tried = 1; ending && ending.target !== section.offset && tried < ENDINGS_TRIED; tried++) {
    ending = nextStartXref(source, ending.keyword + 1)
  }
  return ending?.target === section.offset ? ending : null
}

/**
 * Whether `first` is the first-page section of a linearised file and `main` its other section, both written by one
 * save: /Prev leads forward, and the next `startxref` behind `main` names `first`, so `main` never ended a file.
 */
function isLinearised(first: Section, main: Section, ending: StartXref, source: Source): boolean {
  if (main.offset < first.offset || nextStartXref(source, main.end)?.keyword !== ending.keyword) return false
  // The header is a comment, so the first object is the next thing (ISO 32000-2, annex F.3.3).
  const object = readIndirectObject(cursorAt(source, source.header), directLength)
  return object.end <= first.offset && asDictionary(object.value)?.entries.has('Linearized') === true
}

function revisionOf(section: Section, ending: StartXref | null): Omit<Revision, 'number'> {
  const { kind, entries, contested, trailer, offset } = section
  return {
    kind,
    entries,
    contested,
    trailer,
    xrefOffset: offset,
    startXrefOffset: ending?.keyword ?? -1,
    end: ending?.end ?? -1,
  }
}
