/** Whether a value of one revision shows what a value of another shows, references followed. ISO 32000-2, 7.3. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { asArray, asDictionary, asReference, asStream, asString } from '../../format/pdf/narrow.ts'
import type { PdfArray, PdfDictionary, PdfObject, PdfStream } from '../../format/pdf/object.ts'
import { readText } from '../../format/pdf/text-string.ts'
import { reading } from '../../format/read.ts'
import { type Comparison, NAMED, SEEN, UNSEEN, type Versions, worst } from './comparison.ts'
import { compareNumbers } from './content.ts'
import { DIAGNOSIS_BUDGET, spendPair } from './effort.ts'
import { compareData, compareStreamContent, namesIn } from './stream-content.ts'

/** One comparison under way: what was concluded of pairs of objects, those still open taken for the same. */
type Course = { readonly versions: Versions; readonly known: Map<string, Comparison> }

export function compareValues(versions: Versions, was: PdfObject | undefined, is: PdfObject | undefined): Comparison {
  const course: Course = { versions, known: new Map() }
  return conclude(course, () => compare(course, was ?? null, is ?? null, 0, 'named'))
}

/** What a page or a form draws: streams one after the other, and the resources that they name. */
export type Drawing = { readonly streams: readonly PdfStream[]; readonly resources: PdfObject }

export function compareDrawings(versions: Versions, was: Drawing, is: Drawing): Comparison {
  const course: Course = { versions, known: new Map() }
  return conclude(course, () => compareDrawing(course, was, is, 0))
}

function conclude({ versions, known }: Course, run: () => Comparison): Comparison {
  const compared = reading(run)
  if (!compared.ok) return 'unsure'
  if (compared.value === 'same') for (const [pair, outcome] of known) if (outcome === 'same') versions.same.add(pair)
  return compared.value
}

type Keys = 'known' | 'named'

function compare(course: Course, was: PdfObject, is: PdfObject, depth: number, keys: Keys): Comparison {
  const { versions, known } = course
  if (!spendPair(versions.effort) || depth > DIAGNOSIS_BUDGET.depth) return 'unsure'
  const [from, to] = [asReference(was), asReference(is)]
  if (!from && !to) return compareDirect(course, was, is, depth, keys)
  const { file, before, after } = versions
  const pair = from && to ? `${from.number} ${to.number}` : null
  const outcome = pair === null ? undefined : versions.same.has(pair) ? 'same' : known.get(pair)
  if (outcome) return outcome
  if (pair !== null) known.set(pair, 'same')
  const concluded = compareDirect(course, file.resolve(was, before), file.resolve(is, after), depth, keys)
  if (pair !== null) known.set(pair, concluded)
  return concluded
}

function compareDirect(course: Course, was: PdfObject, is: PdfObject, depth: number, keys: Keys): Comparison {
  if (was === is && typeof was !== 'object') return 'same'
  if (typeof was === 'number' && typeof is === 'number') return compareNumbers(was, is)
  const [wasStream, isStream] = [asStream(was), asStream(is)]
  if (wasStream && isStream) return compareStreams(course, wasStream, isStream, depth)
  const [wasArray, isArray] = [asArray(was), asArray(is)]
  if (wasArray && isArray) return compareArrays(course, wasArray, isArray, depth)
  const [wasDictionary, isDictionary] = [asDictionary(was), asDictionary(is)]
  if (wasDictionary && isDictionary) return compareDictionaries(course, wasDictionary, isDictionary, depth, keys)
  return equalObjects(was, is) || sameText(was, is) ? 'same' : 'different'
}

/** One text in two encodings. Strings that are no text begin with no byte order mark, and are compared as bytes. */
function sameText(was: PdfObject, is: PdfObject): boolean {
  const [a, b] = [asString(was), asString(is)]
  if (!a || !b || (a.bytes[0] !== BYTE_ORDER_MARK && b.bytes[0] !== BYTE_ORDER_MARK)) return false
  return readText(a) === readText(b)
}

const BYTE_ORDER_MARK = 0xfe

function compareArrays(course: Course, was: PdfArray, is: PdfArray, depth: number): Comparison {
  if (was.items.length !== is.items.length) return 'different'
  let outcome: Comparison = 'same'
  for (const [index, item] of was.items.entries()) {
    outcome = worst(outcome, compare(course, item, is.items[index] ?? null, depth + 1, 'known'))
    if (outcome === 'different') return outcome
  }
  return outcome
}

function compareDictionaries(
  course: Course,
  was: PdfDictionary,
  is: PdfDictionary,
  depth: number,
  keys: Keys,
  apart: ReadonlySet<string> = UNSEEN,
): Comparison {
  if (was.duplicateKeys.length > 0 || is.duplicateKeys.length > 0) return equalObjects(was, is) ? 'same' : 'unsure'
  let outcome: Comparison = 'same'
  for (const key of new Set([...was.entries.keys(), ...is.entries.keys()])) {
    if (apart.has(key) && keys === 'known') continue
    const [a, b] = [was.entries.get(key) ?? null, is.entries.get(key) ?? null]
    const step = compare(course, a, b, depth + 1, NAMED.has(key) ? 'named' : 'known')
    outcome = worst(outcome, step === 'different' && keys === 'known' && !SEEN.has(key) ? 'unsure' : step)
    if (outcome === 'different') return outcome
  }
  return outcome
}

const WITHOUT_RESOURCES = new Set([...UNSEEN, 'Resources'])

/** Streams that draw are compared as drawings; of all others what they decode to. */
function compareStreams(course: Course, was: PdfStream, is: PdfStream, depth: number): Comparison {
  if (was === is && !draws(was)) return compareDictionaries(course, was.dictionary, is.dictionary, depth, 'known')
  if (!draws(was) || !draws(is)) {
    const about = compareDictionaries(course, was.dictionary, is.dictionary, depth, 'known')
    return about === 'different' ? about : worst(about, compareData(course.versions, was, is))
  }
  const about = compareDictionaries(course, was.dictionary, is.dictionary, depth, 'known', WITHOUT_RESOURCES)
  if (about === 'different') return about
  return worst(about, compareDrawing(course, drawingOf(was), drawingOf(is), depth + 1))
}

/** Forms and tiling patterns (ISO 32000-2, 8.10 and 8.7.3). */
const draws = ({ dictionary }: PdfStream): boolean => dictionary.entries.has('BBox')

const drawingOf = (stream: PdfStream): Drawing => ({
  streams: [stream],
  resources: stream.dictionary.entries.get('Resources') ?? null,
})

function compareDrawing(course: Course, was: Drawing, is: Drawing, depth: number): Comparison {
  const content = compareStreamContent(course.versions, was.streams, is.streams)
  return content === 'different' ? content : worst(content, compareResources(course, was, is, depth))
}

/** A change of resources shows where the content names the one that changed. */
function compareResources(course: Course, was: Drawing, is: Drawing, depth: number): Comparison {
  const { versions } = course
  const before = asDictionary(versions.file.resolve(was.resources, versions.before))
  const after = asDictionary(versions.file.resolve(is.resources, versions.after))
  let used: ReadonlySet<string> | null | undefined
  const isUsed = (name: string): boolean | null => {
    used ??= namesIn(versions, is.streams)
    return used === null ? null : used.has(name)
  }
  let outcome: Comparison = 'same'
  for (const category of ['Font', 'XObject', 'ExtGState', 'Pattern', 'Shading', 'ColorSpace', 'Properties']) {
    const [a, b] = [
      asDictionary(versions.file.resolve(before?.entries.get(category), versions.before)),
      asDictionary(versions.file.resolve(after?.entries.get(category), versions.after)),
    ]
    for (const name of new Set([...(a?.entries.keys() ?? []), ...(b?.entries.keys() ?? [])])) {
      if (!spendPair(versions.effort)) return 'unsure'
      const step = compare(course, a?.entries.get(name) ?? null, b?.entries.get(name) ?? null, depth + 1, 'known')
      if (step === 'same') continue
      const isSeen = isUsed(name)
      if (step === 'different' && isSeen === true) return step
      if (isSeen !== false) outcome = 'unsure'
    }
  }
  return outcome
}
