/** Object streams. ISO 32000-2, 7.5.7. */

import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { type Ledger, spend, unpaid } from './budget.ts'
import { isRegular, isWhiteSpace } from './characters.ts'
import { type Cursor, openCursor, takeInteger } from './cursor.ts'
import { type Resolve, undoFilters } from './decode-stream.ts'
import { asCount, asName, asStream } from './narrow.ts'
import type { IndirectObject } from './object.ts'
import { type Outline, outlineOf, scanObject } from './outline.ts'
import { isWholeReal, readObject } from './read-object.ts'

export type ObjectStream = {
  /** Object numbers, in the order of the stream. */
  readonly numbers: readonly number[]
  /** The member at `index`, read when first asked for. */
  readonly member: (index: number) => IndirectObject | null
  /** What it refers to, read or not. */
  readonly outline: (index: number) => Outline | null
}

export function openObjectStream(container: IndirectObject, resolve: Resolve, ledger: Ledger): ObjectStream {
  const stream = asStream(container.value)
  if (!stream || asName(resolve(stream.dictionary.entries.get('Type'))) !== 'ObjStm') {
    throw new FormatError(`Object ${container.number} is no object stream`, 'ISO 32000-2, 7.5.7', container.start)
  }
  const first = asCount(resolve(stream.dictionary.entries.get('First'))) ?? 0
  const count = asCount(resolve(stream.dictionary.entries.get('N'))) ?? 0
  const { bytes, isSound } = undoFilters(stream, resolve, ledger)
  const head = openCursor(bytes, 0, ledger, false)
  const places = readPlaces(head, count)
  const isListed = isSound && places.length === count && isBlank(bytes, head.position, first)
  const members = new Map<number, IndirectObject>()
  const outlines = new Map<number, Outline>()
  const member = (index: number): IndirectObject | null => {
    const place = places[index]
    const known = members.get(index)
    if (known || !place) return known ?? null
    const from = first + place.offset
    const to = index + 1 < places.length ? first + (places[index + 1]?.offset ?? 0) : bytes.length
    // What was gone through once costs nothing more.
    const paying = outlines.has(index) ? unpaid(ledger) : ledger
    const cursor = openCursor(bytes, from, paying, false)
    const value = readObject(cursor)
    const isWhole = !(isRegular(bytes[from - 1]) && isRegular(bytes[from]))
    // Some readers take one member after the other instead of each at its place.
    const isLax =
      cursor.isLax || isWholeReal(cursor, value) || !isListed || !isWhole || !isBlank(bytes, cursor.position, to)
    const { start, end } = container
    const object = { number: place.number, generation: 0, value, start, end, container: container.number, isLax }
    members.set(index, object)
    return object
  }
  const outline = (index: number): Outline | null => {
    const place = places[index]
    const known = outlines.get(index)
    if (known || !place) return known ?? null
    const value = members.get(index)?.value
    const found = value === undefined ? scanObject(openCursor(bytes, first + place.offset, ledger, false)) : null
    const outlined = found ?? outlineOf(member(index)?.value ?? null)
    outlines.set(index, outlined)
    return outlined
  }
  return { numbers: places.map(({ number }) => number), member, outline }
}

/** Whether nothing but white-space stands from one place to a later one. */
function isBlank(bytes: Bytes, from: number, to: number): boolean {
  return to >= from && bytes.subarray(from, to).every(isWhiteSpace)
}

function readPlaces(cursor: Cursor, count: number): readonly { readonly number: number; readonly offset: number }[] {
  const places: { number: number; offset: number }[] = []
  for (let index = 0; index < count; index++) {
    const number = takeInteger(cursor)
    const offset = takeInteger(cursor)
    if (number === null || offset === null) break
    spend(cursor.ledger, 'elements')
    places.push({ number, offset })
  }
  return places
}
