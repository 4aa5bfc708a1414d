/** Objects and trailers found by searching the bytes of a file instead of reading its cross-reference. */
import { type Bytes, indexOf, lastIndexOf, toLatin1 } from '../../../bytes.ts'
import { isDigit, isWhiteSpace } from '../characters.ts'
import type { Stretch } from '../long-streams.ts'
import { asDictionary } from '../narrow.ts'
import type { PdfDictionary } from '../object.ts'
import { readObject } from '../read-object.ts'
import { readable } from '../readable.ts'
import { cursorAt, type Source } from './source.ts'

export type Place = { readonly number: number; readonly offset: number }

/** Every `number generation obj` of the bytes, in their order; some may lie inside of streams. */
export function searchObjects(bytes: Bytes): readonly Place[] {
  const places: Place[] = []
  for (let at = indexOf(bytes, 'obj'); at >= 0; at = indexOf(bytes, 'obj', at + 3)) {
    const generation = integerBefore(bytes, at)
    const number = generation && integerBefore(bytes, generation.offset)
    if (number) places.push(number)
  }
  return places
}

/** Digits that end before `end`, white-space between allowed: ten at most, as in a cross-reference row. */
function integerBefore(bytes: Bytes, end: number): Place | null {
  let last = end
  while (last > end - 4 && isWhiteSpace(bytes[last - 1])) last--
  let offset = last
  while (offset > last - 10 && isDigit(bytes[offset - 1])) offset--
  return offset === last ? null : { number: Number(toLatin1(bytes.subarray(offset, last))), offset }
}

/** The last place before `offset`, or null. */
export function placeBefore(places: readonly Place[], offset: number): Place | null {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle]?.offset ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return places[low - 1] ?? null
}

/** Offsets of `word`, in the order of the file, outside of the stretches to be passed over, which are in this order too. */
export function* occurrences(bytes: Bytes, word: string, passedOver: readonly Stretch[] = []): Generator<number> {
  let from = 0
  for (const { start, end } of [...passedOver, { start: bytes.length, end: bytes.length }]) {
    const part = bytes.subarray(0, start)
    for (let at = indexOf(part, word, from); at >= 0; at = indexOf(part, word, at + 1)) yield at
    from = end
  }
}

/** Updates that a damaged file may have after its last readable trailer. */
const TRAILERS_TRIED = 16

/** The last trailer dictionaries that can be read, newest first. */
export function searchTrailers(source: Source): readonly PdfDictionary[] {
  const trailers: PdfDictionary[] = []
  let at = lastIndexOf(source.bytes, 'trailer')
  for (let tried = 0; at >= 0 && tried < TRAILERS_TRIED; tried++) {
    const cursor = cursorAt(source, at + 'trailer'.length)
    const read = readable(() => asDictionary(readObject(cursor)))
    if (read.ok && read.value) trailers.push(read.value)
    at = at === 0 ? -1 : lastIndexOf(source.bytes, 'trailer', at - 1)
  }
  return trailers
}
