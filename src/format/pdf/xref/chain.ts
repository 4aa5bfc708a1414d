/** The cross-reference sections that `startxref` and /Prev lead to, as revisions. ISO 32000-2, 7.5.6 and annex F. */
import { FormatError } from '../../read.ts'
import { exhausted, PDF_BUDGET, spend } from '../budget.ts'
import type { Revision } from '../file.ts'
import { asCount } from '../narrow.ts'
import { readable } from '../readable.ts'
import { readSection, type Section } from './section.ts'
import type { Source } from './source.ts'
import { lastStartXref, nextStartXref, type StartXref, sectionStart } from './start-xref.ts'

type Save = {
  readonly ending: StartXref
  /** Newest first. */
  readonly sections: Section[]
}

/**
 * Oldest first. A section that no `startxref` behind it names never ended a file, so it belongs to the save that wrote
 * the next one: the main section of a linearised file, and the first of the two that some writers of hybrids make.
 */
export function readRevisions(source: Source): readonly Revision[] {
  const last = lastStartXref(source)
  if (!last) throw new FormatError('No startxref names a cross-reference section', 'ISO 32000-2, 7.5.5')
  const saves: Save[] = []
  for (const section of readChain(source, last.target)) {
    const newer = saves.at(-1)
    const before = newer?.ending.keyword ?? source.bytes.length
    const ending = endingOf(section, source, before)
    // What lies behind the end of a save was not there when it was made, and is no part of it or of an older one.
    if (section.reach > (ending?.keyword ?? before)) {
      throw new FormatError('A section lies behind the end of its revision', 'ISO 32000-2, 7.5.6', section.offset)
    }
    if (newer && !ending) newer.sections.push(section)
    else saves.push({ ending: ending ?? last, sections: [section] })
  }
  return saves.reverse().map((save, index) => revisionOf(save, index + 1))
}

/** Newest first, as far as a reader comes that does not mind where the chain breaks. */
export function readableSections(source: Source): readonly Section[] {
  const last = lastStartXref(source)
  const sections: Section[] = []
  readable(() => {
    for (const section of last ? readChain(source, last.target) : []) sections.push(section)
  })
  return sections
}

/** Newest first. */
function* readChain(source: Source, newest: number): Generator<Section> {
  const visited = new Set<number>()
  for (let offset: number | null = newest; offset !== null; ) {
    if (visited.has(offset)) throw new FormatError('/Prev leads back', 'ISO 32000-2, 7.5.6', offset)
    if (visited.size === PDF_BUDGET.sections) throw exhausted('sections', offset)
    visited.add(offset)
    const section: Section = readSection(source, offset)
    spend(source.ledger, 'readBytes', section.end - offset)
    yield section
    offset = previousOf(section, source)
  }
}

function previousOf({ trailer, offset }: Section, source: Source): number | null {
  const stated = trailer.entries.get('Prev')
  if (stated === undefined) return null
  const previous = asCount(stated)
  if (previous === null) throw new FormatError('/Prev is no offset', 'ISO 32000-2, 7.5.5', offset)
  return sectionStart(source, previous)
}

/** In linearised files a first `startxref`, of no meaning, stands between a section and its own (ISO 32000-2, F.3.4). */
const ENDINGS_TRIED = 4

/** The first `startxref` behind the section and before `before` that names it. */
function endingOf(section: Section, source: Source, before: number): StartXref | null {
  let from = section.end
  for (let tried = 0; tried < ENDINGS_TRIED; tried++) {
    const ending = nextStartXref(source, from, before)
    if (!ending || ending.target === section.offset) return ending
    from = ending.keyword + 1
  }
  return null
}

function revisionOf({ ending, sections }: Save, number: number): Revision {
  const [newest, ...older] = sections
  if (!newest) throw new Error('A save without a section')
  const { kind, offset, trailer } = newest
  const oldestFirst = [...older].reverse()
  return {
    number,
    kind,
    entries: older.length ? new Map([...oldestFirst, newest].flatMap(({ entries }) => [...entries])) : newest.entries,
    contested: new Set(sections.flatMap(({ contested }) => [...contested])),
    trailer,
    xrefOffset: offset,
    startXrefOffset: ending.keyword,
    end: ending.end,
    sections: sections.flatMap(({ places }) => places),
    isLax: sections.some(({ isLax }) => isLax),
  }
}
