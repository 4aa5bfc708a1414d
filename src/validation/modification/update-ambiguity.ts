/** What different readers understand differently in an update, and so is explained by no rule. ISO 32000-2, 7.3 and 7.5. */
import { type Bytes, equalBytes } from '../../bytes.ts'
import { asStream } from '../../format/pdf/narrow.ts'
import type { IndirectObject, PdfReference } from '../../format/pdf/object.ts'
import { visitReferences } from '../../format/pdf/references.ts'
import { contestedIn, hasDuplicateKeys, type Update } from './update.ts'
import { deny, type Work } from './work.ts'

export function refuseAmbiguity(work: Work): void {
  const { file, revision, overridden, added, after } = work.update
  for (const object of contestedIn(file, revision)) deny(work, object, 'listed at two places')
  if (revision.trailer.duplicateKeys.length > 0) deny(work, 0, 'trailer with a key twice')
  refuseLaxSpelling(work)
  refuseLengths(work)
  refuseGenerations(work)
  // Reading an object notes it where any dictionary of it names a key twice.
  if (!file.notes.has('duplicate-key')) return
  for (const object of [...overridden, ...added])
    if (hasDuplicateKeys(file.object(object, after)?.value ?? null)) deny(work, object, 'a key twice')
}

/**
 * What the syntax does not allow readers repair, and no two of them alike: a number with a sign inside, data that begin right behind
 * `stream`. An update that writes it says one thing here and another there, though what was written before were the same to us. Words
 * that were signed like that are kept by honest writers.
 */
function refuseLaxSpelling(work: Work): void {
  const { file, before, after, revision } = work.update
  if (revision.isLax) deny(work, 0, 'a cross-reference that only some readers understand')
  for (const number of revision.entries.keys()) {
    const now = file.object(number, after)
    if (!now?.isLax) continue
    const old = file.object(number, before)
    if (!old || !isSpelledAlike(file.bytes, old, now)) deny(work, number, LAX)
  }
}

/** Of what only some readers understand as we do. */
export const LAX = 'a spelling that only some readers understand'

function isSpelledAlike(bytes: Bytes, a: IndirectObject, b: IndirectObject): boolean {
  const spelled = ({ start, end }: IndirectObject) => bytes.subarray(start, end)
  return a === b || (a.container === null && b.container === null && equalBytes(spelled(a), spelled(b)))
}

/** Of streams that do not end where they say, the ones that hold other objects included: some readers believe their /Length. */
function refuseLengths(work: Work): void {
  const { file, after, revision } = work.update
  for (const [object, { kind }] of revision.entries) {
    const stream = kind === 'used' ? asStream(file.object(object, after)?.value) : null
    if (stream && !stream.lengthHolds) deny(work, object, 'a length that does not hold')
  }
}

/**
 * An object of another generation than the cross-reference says, or than it had, and a reference to a generation that its object does not
 * have: they mean nothing (ISO 32000-2, 7.3.10), and the object to readers that do not look at it. References that were signed like
 * that are kept by honest writers.
 */
function refuseGenerations(work: Work): void {
  const { file, before, after, revision, overridden, added } = work.update
  const later = new Set<number>()
  for (const [number, entry] of revision.entries) {
    const object = entry.kind === 'used' ? file.object(number, after) : null
    if (!object || entry.kind !== 'used') continue
    const isMoved = overridden.has(number) && file.object(number, before)?.generation !== object.generation
    if (isMoved || object.generation !== entry.generation) deny(work, number, GENERATION)
    if (object.generation !== 0) later.add(number)
  }
  for (const object of [...overridden, ...added])
    if (refersToOtherGeneration(work.update, object, later)) deny(work, object, GENERATION)
}

const GENERATION = 'another generation'

/** @param later objects of the update that are not of generation 0, the one that all have in files of today. */
function refersToOtherGeneration({ file, before, after }: Update, object: number, later: ReadonlySet<number>): boolean {
  const strays = (revision: number): readonly PdfReference[] => {
    const found: PdfReference[] = []
    visitReferences(file.object(object, revision)?.value ?? null, (reference) => {
      if (reference.generation !== 0 || later.has(reference.number)) found.push(reference)
    })
    return found
  }
  const spelled = ({ number, generation }: PdfReference) => `${number} ${generation}`
  const suspects = strays(after)
  if (suspects.length === 0) return false
  const known = new Set(strays(before).map(spelled))
  return suspects.some((reference) => {
    const target = file.object(reference.number, after)
    return target !== null && target.generation !== reference.generation && !known.has(spelled(reference))
  })
}
