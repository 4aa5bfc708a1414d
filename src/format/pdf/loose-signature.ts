/** Signature dictionaries that no field of the form holds. ISO 32000-2, 12.8.1 and 12.8.6. */
import { readCatalog } from './catalog.ts'
import type { PdfFile } from './file.ts'
import { longStreams } from './long-streams.ts'
import { asArray, asDictionary, asName, asReference } from './narrow.ts'
import type { IndirectObject, PdfDictionary, PdfObject, PdfReference } from './object.ts'
import type { SignatureField } from './signature-field.ts'
import { occurrences, type Place, placeBefore } from './xref/search.ts'

export type LooseSignature = {
  /** Null for a direct dictionary. */
  readonly reference: PdfReference | null
  readonly value: PdfDictionary
}

/**
 * Those that /Perms names, then all others in the order of the file. Objects in object streams are not searched: a
 * byte range cannot leave out one string of compressed data, so nothing there was ever a signature.
 */
export function readLooseSignatures(
  file: PdfFile,
  revision: number,
  linked: readonly SignatureField[],
): readonly LooseSignature[] {
  const known = new Set(linked.map(({ value }) => value))
  const loose: LooseSignature[] = []
  const add = (signature: LooseSignature): void => {
    if (!known.has(signature.value) && !grantsUsageRights(file, revision, signature.value)) loose.push(signature)
    known.add(signature.value)
  }
  for (const signature of namedInPermissions(file, revision)) add(signature)
  for (const object of objectsWithByteRange(file, revision, linked)) {
    for (const value of signaturesIn(object.value)) {
      add({ reference: value === object.value ? referenceTo(object) : null, value })
    }
  }
  return loose
}

/** ISO 32000-2, table 263. */
function namedInPermissions(file: PdfFile, revision: number): readonly LooseSignature[] {
  const permissions = asDictionary(file.resolve(readCatalog(file, revision)?.entries.get('Perms'), revision))
  return [...(permissions?.entries.values() ?? [])].flatMap((item) => {
    const value = asDictionary(file.resolve(item, revision))
    return value ? [{ reference: asReference(item), value }] : []
  })
}

/** Objects of `revision` in whose bytes /ByteRange stands, but for those that fields hold. A search costs less than reading all objects. */
function* objectsWithByteRange(
  file: PdfFile,
  revision: number,
  linked: readonly SignatureField[],
): Generator<IndirectObject> {
  const held = linked.flatMap(({ field, valueReference }) => {
    const holder = valueReference ?? field
    return (holder && file.object(holder.number, revision)) ?? []
  })
  const heldPlaces = sorted(held.map(({ number, start }) => ({ number, offset: start })))
  const holds = (places: readonly Place[], at: number): IndirectObject | null => {
    const place = placeBefore(places, at)
    const object = place && file.object(place.number, revision)
    return object && at < object.end ? object : null
  }
  const end = file.revisions[revision - 1]?.end ?? -1
  let places: readonly Place[] | null = null
  let last: IndirectObject | null = null
  for (const at of placesOfByteRange(file)) {
    if (end >= 0 && at + BYTE_RANGE.length > end) break
    if (holds(heldPlaces, at)) continue
    places ??= placesOf(file, revision)
    const object = holds(places, at)
    if (object && object !== last) yield object
    last = object
  }
}

const BYTE_RANGE = '/ByteRange'

const searched = new WeakMap<PdfFile, readonly number[]>()

/** Searched once for all revisions. A stream holds no signature, whatever stands in it, so the long ones are passed over. */
function placesOfByteRange(file: PdfFile): readonly number[] {
  const places = searched.get(file) ?? [...occurrences(file.bytes, BYTE_RANGE, longStreams(file))]
  searched.set(file, places)
  return places
}

/** Where the objects of `revision` begin, in the order of the file. */
function placesOf(file: PdfFile, revision: number): readonly Place[] {
  const offsets = new Map<number, number>()
  for (const { entries } of file.revisions.slice(0, revision)) {
    for (const [number, entry] of entries) {
      if (entry.kind === 'used') offsets.set(number, entry.offset)
      else offsets.delete(number)
    }
  }
  return sorted([...offsets].map(([number, offset]) => ({ number, offset })))
}

function sorted(places: readonly Place[]): readonly Place[] {
  return places.toSorted((a, b) => a.offset - b.offset)
}

/**
 * Whether a signature says by its own transform method that it switches on features of a viewer: nobody signed the
 * document by it (ISO 32000-2, 12.8.2.3).
 */
function grantsUsageRights(file: PdfFile, revision: number, signature: PdfDictionary): boolean {
  const references = asArray(file.resolve(signature.entries.get('Reference'), revision))?.items ?? []
  return references.some((item) => {
    const method = asDictionary(file.resolve(item, revision))?.entries.get('TransformMethod')
    return /^UR3?$/.test(asName(file.resolve(method, revision)) ?? '')
  })
}

/** Dictionaries with /ByteRange and /Contents in `value`, itself included. */
function signaturesIn(value: PdfObject): readonly PdfDictionary[] {
  const found: PdfDictionary[] = []
  const open: PdfObject[] = [value]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part === null || typeof part !== 'object') continue
    if (part.kind !== 'array' && part.kind !== 'dictionary') continue
    if (part.kind === 'dictionary' && part.entries.has('ByteRange') && part.entries.has('Contents')) found.push(part)
    for (const inner of part.kind === 'array' ? part.items : part.entries.values()) open.push(inner)
  }
  return found
}

function referenceTo({ number, generation }: IndirectObject): PdfReference {
  return { kind: 'reference', number, generation }
}
