/** One incremental update seen as a change: the objects it overrides, adds and frees. ISO 32000-2, 7.5.6. */

import { equalEntries, equalObjects } from '../../format/pdf/equal.ts'
import type { PdfFile, Revision } from '../../format/pdf/file.ts'
import { asArray, asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { IndirectObject, PdfDictionary, PdfObject } from '../../format/pdf/object.ts'

export type Update = {
  readonly file: PdfFile
  /** Number of the revision that the update made, and of the one before it. */
  readonly after: number
  readonly before: number
  readonly revision: Revision
  /** Objects that existed before and mean something else now. */
  readonly overridden: ReadonlySet<number>
  /** Objects that meant nothing before. */
  readonly added: ReadonlySet<number>
  /** Objects that existed before and are free now. */
  readonly freed: ReadonlySet<number>
  /** Cross-reference and object streams of the revision, under numbers that meant nothing before or such a stream. */
  readonly serving: ReadonlySet<number>
}

export function readUpdate(file: PdfFile, revision: Revision): Update {
  const after = revision.number
  const before = after - 1
  const overridden = new Set<number>()
  const added = new Set<number>()
  const freed = new Set<number>()
  const serving = new Set<number>()
  for (const [number, entry] of revision.entries) {
    const old = file.object(number, before)
    if (entry.kind === 'free') {
      // Freeing a number that was never used, as some writers do at each signature, takes nothing away.
      if (old) freed.add(number)
      continue
    }
    const now = file.object(number, after)
    if (now && isBookkeeping(file, revision, now) && (!old || isCrossReference(file, old))) {
      serving.add(number)
      continue
    }
    if (!old) added.add(number)
    else if (!now) freed.add(number)
    else if (!sameObject(old, now)) overridden.add(number)
  }
  return { file, after, before, revision, overridden, added, freed, serving }
}

/** Written again without change, or moved into an object stream. Another generation is another object (ISO 32000-2, 7.3.10). */
function sameObject(a: IndirectObject, b: IndirectObject): boolean {
  return a === b || (a.generation === b.generation && equalObjects(a.value, b.value))
}

/**
 * What serves a revision as its cross-reference stream or as an object stream holds the file together and is nothing that a
 * reader shows (ISO 32000-2, 7.5.7 and 7.5.8). Serving decides, not what an object says of its own type.
 */
function isBookkeeping(file: PdfFile, revision: Revision, object: IndirectObject): boolean {
  if (isCrossReference(file, object)) return true
  const type = asName(asStream(object.value)?.dictionary.entries.get('Type'))
  return type === 'ObjStm' && containersOf(revision).has(object.number)
}

const containers = new WeakMap<Revision, ReadonlySet<number>>()

/** Numbers of the object streams in which a revision lists objects; gathered once, as a file may have many that it does not use. */
function containersOf(revision: Revision): ReadonlySet<number> {
  const known = containers.get(revision)
  if (known) return known
  const found = new Set<number>()
  for (const entry of revision.entries.values()) if (entry.kind === 'compressed') found.add(entry.stream)
  containers.set(revision, found)
  return found
}

/** A stream at a place where the chain of revisions has a cross-reference section: those of linearised files and hybrids included. */
function isCrossReference(file: PdfFile, { start, value }: IndirectObject): boolean {
  if (asName(asStream(value)?.dictionary.entries.get('Type')) !== 'XRef') return false
  return file.revisions.some(({ sections }) => sections.includes(start))
}

/**
 * Numbers that a revision lists at two places. Not those of a table beside the stream of an older save, which some writers name
 * again: the stream tells where the objects were before, and the table is heard first (ISO 32000-2, 7.5.8.4).
 */
export function contestedIn({ revisions }: PdfFile, revision: Revision): readonly number[] {
  const older = new Set(revisions.slice(0, revision.number - 1).flatMap(({ sections }) => sections))
  const isStale = revision.kind === 'hybrid' && revision.sections.some((place) => older.has(place))
  return isStale ? [] : [...revision.contested]
}

/** A dictionary, or that of a stream. */
export function dictionaryOf(value: PdfObject | undefined): PdfDictionary | null {
  return asDictionary(value) ?? asStream(value)?.dictionary ?? null
}

/** Keys whose values differ between two dictionaries, references compared as references. */
export function changedKeys(a: PdfDictionary, b: PdfDictionary): readonly string[] {
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()])
  return [...keys].filter((key) => !equalEntries(a, b, key))
}

/** Whether a dictionary in `value` names a key twice: readers differ in which of the two they take. */
export function hasDuplicateKeys(value: PdfObject): boolean {
  const open: PdfObject[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const dictionary = dictionaryOf(next)
    if (dictionary && dictionary.duplicateKeys.length > 0) return true
    for (const item of dictionary?.entries.values() ?? asArray(next)?.items ?? []) open.push(item)
  }
  return false
}

/** Which objects refer to which, as far as the revisions of the file were gone through. */
type References = {
  upTo: number
  /** Of each number that some object refers to: the first revision in which one does, and all that ever did, some of them repeated. */
  readonly targets: Map<number, { readonly first: number; readonly referrers: number[] }>
}

const references = new WeakMap<PdfFile, References>()

/** Each revision is gone through once, for all updates of the file. */
function referencesUpTo(file: PdfFile, revision: number): References['targets'] {
  const known = references.get(file) ?? { upTo: 0, targets: new Map() }
  references.set(file, known)
  for (; known.upTo < revision; known.upTo++) {
    const number = known.upTo + 1
    for (const referrer of file.revisions[known.upTo]?.entries.keys() ?? []) {
      for (const target of referencesOf(file, number, referrer)) {
        const listed = known.targets.get(target)
        if (!listed) known.targets.set(target, { first: number, referrers: [referrer] })
        else if (listed.referrers.at(-1) !== referrer) listed.referrers.push(referrer)
      }
    }
  }
  return known.targets
}

/** Object streams are read through their members; a cross-reference stream refers to what the next one refers to as well. */
function referencesOf(file: PdfFile, revision: number, referrer: number): readonly number[] {
  const outline = file.outline(referrer, revision)
  if (outline?.type !== 'XRef') return outline?.references ?? []
  const object = file.object(referrer, revision)
  return object && isCrossReference(file, object) ? [] : outline.references
}

/** Whether some object of revisions 1 … `revision` refers to `object`, which may mean nothing. */
export function isReferredTo(file: PdfFile, revision: number, object: number): boolean {
  const listed = referencesUpTo(file, revision).get(object)
  return listed !== undefined && listed.first <= revision
}

/** Numbers of objects that refer to `object` in `revision` or did so before. */
export function everReferring(file: PdfFile, revision: number, object: number): Iterable<number> {
  return new Set(referencesUpTo(file, revision).get(object)?.referrers)
}

/** The object `number`, unless it is nothing but a part of the cross-reference, which refers to what the next one refers to as well. */
export function holderAt(file: PdfFile, revision: number, number: number): PdfObject {
  const holder = file.object(number, revision)
  return holder && !isCrossReference(file, holder) ? holder.value : null
}

/** Whether an object is after the update one of the changed ones, or refers to one; the others of a long document need not be read. */
export function isNextTo({ file, after }: Update, isChanged: (object: number) => boolean): (number: number) => boolean {
  return (number) => isChanged(number) || file.outline(number, after)?.references.some(isChanged) === true
}

/** Numbers of the objects of `revision` that refer to `object`. */
export function* referrersOf(file: PdfFile, revision: number, object: number): Generator<number> {
  for (const referrer of everReferring(file, revision, object))
    if (referencesOf(file, revision, referrer).includes(object)) yield referrer
}

/** Those of `objects` to which some object of `revision` refers. Each of these is gone through once, whatever it refers to. */
export function referredAmong(file: PdfFile, revision: number, objects: ReadonlySet<number>): ReadonlySet<number> {
  const referrers = new Set([...objects].flatMap((object) => [...everReferring(file, revision, object)]))
  const referred = new Set<number>()
  for (const referrer of referrers)
    for (const target of referencesOf(file, revision, referrer)) if (objects.has(target)) referred.add(target)
  return referred
}
