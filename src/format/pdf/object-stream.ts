/** Object streams. ISO 32000-2, 7.5.7. */
import { FormatError } from '../read.ts'
import { type Ledger, spend, unpaid } from './budget.ts'
import { type Cursor, takeInteger } from './cursor.ts'
import { type Resolve, undoFilters } from './decode-stream.ts'
import { asCount, asName, asStream } from './narrow.ts'
import type { IndirectObject } from './object.ts'
import { type Outline, outlineOf, scanObject } from './outline.ts'
import { readObject } from './read-object.ts'

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
  const bytes = undoFilters(stream, resolve, ledger)
  const places = readPlaces({ bytes, position: 0, inFile: false, ledger }, count)
  const members = new Map<number, IndirectObject>()
  const outlines = new Map<number, Outline>()
  const member = (index: number): IndirectObject | null => {
    const place = places[index]
    const known = members.get(index)
    if (known || !place) return known ?? null
    // What was gone through once costs nothing more.
    const paying = outlines.has(index) ? unpaid(ledger) : ledger
    const value = readObject({ bytes, position: first + place.offset, inFile: false, ledger: paying })
    const { start, end } = container
    const object = { number: place.number, generation: 0, value, start, end, container: container.number }
    members.set(index, object)
    return object
  }
  const outline = (index: number): Outline | null => {
    const place = places[index]
    const known = outlines.get(index)
    if (known || !place) return known ?? null
    const value = members.get(index)?.value
    const found =
      value === undefined ? scanObject({ bytes, position: first + place.offset, inFile: false, ledger }) : null
    const outlined = found ?? outlineOf(member(index)?.value ?? null)
    outlines.set(index, outlined)
    return outlined
  }
  return { numbers: places.map(({ number }) => number), member, outline }
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
