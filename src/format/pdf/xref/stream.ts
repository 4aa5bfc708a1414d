/** Cross-reference streams. ISO 32000-2, 7.5.8. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { undoFilters } from '../decode-stream.ts'
import type { XrefEntry } from '../file.ts'
import { directLength, readIndirectObject } from '../indirect-object.ts'
import { asArray, asCount, asName, asStream } from '../narrow.ts'
import type { PdfDictionary } from '../object.ts'
import { addRow, noRows, usedEntry } from './rows.ts'
import type { Section } from './section.ts'
import { cursorAt, type Source } from './source.ts'

/** Nothing in a cross-reference stream may be a reference (ISO 32000-2, 7.5.8.2), so none is followed. */
export function readXrefStream(source: Source, offset: number): Section {
  const object = readIndirectObject(cursorAt(source, offset), directLength)
  const stream = asStream(object.value)
  if (!stream || asName(stream.dictionary.entries.get('Type')) !== 'XRef') {
    throw new FormatError('No cross-reference section begins here', 'ISO 32000-2, 7.5.8', offset)
  }
  const { bytes: data, isSound } = undoFilters(stream, (value) => value ?? null, source.ledger)
  const widths = readWidths(stream.dictionary, offset)
  const rows = noRows()
  let position = 0
  const index = readIndex(stream.dictionary)
  // Laxer than ISO 32000-2, 7.5.8.3: there may be fewer rows than /Index says.
  const isWhole = index.reduce((rows, [, count]) => rows + count, 0) * widths.row <= data.length
  // Readers that know no such type search the file instead.
  let isStrange = false
  for (const [first, count] of index) {
    for (let index = 0; index < count && position + widths.row <= data.length; index++, position += widths.row) {
      if (typeAt(data, position, widths) > 2) isStrange = true
      addRow(rows, first + index, readEntry(data, position, widths, source), source.ledger)
    }
  }
  const { end } = object
  const isLax = object.isLax || !isSound || !isWhole || !widths.isWhole || !isPlainIndex(stream.dictionary) || isStrange
  return { kind: 'stream', offset, end, reach: end, places: [offset], ...rows, trailer: stream.dictionary, isLax }
}

type Widths = {
  readonly type: number
  readonly second: number
  readonly third: number
  readonly row: number
  /** Whether there are three, each small enough for a number. */
  readonly isWhole: boolean
}

function readWidths(dictionary: PdfDictionary, offset: number): Widths {
  const items = asArray(dictionary.entries.get('W'))?.items ?? []
  const [type, second, third] = items.map(asCount)
  const row = (type ?? 0) + (second ?? 0) + (third ?? 0)
  if (typeof type !== 'number' || typeof second !== 'number' || typeof third !== 'number' || row === 0) {
    throw new FormatError('/W names no widths', 'ISO 32000-2, 7.5.8.2', offset)
  }
  return { type, second, third, row, isWhole: items.length === 3 && Math.max(type, second, third) <= 8 }
}

/** Pairs of first number and count; the whole of 0 … /Size where /Index is missing (ISO 32000-2, table 17). */
function readIndex(dictionary: PdfDictionary): readonly (readonly [number, number])[] {
  const numbers = asArray(dictionary.entries.get('Index'))?.items.map((item) => asCount(item) ?? 0)
  if (!numbers) return [[0, asCount(dictionary.entries.get('Size')) ?? 0]]
  return numbers.flatMap((first, index) => (index % 2 === 0 ? [[first, numbers[index + 1] ?? 0] as const] : []))
}

/** Whether it is missing, or pairs of whole numbers. */
function isPlainIndex({ entries }: PdfDictionary): boolean {
  const items = asArray(entries.get('Index'))?.items
  return items ? items.length % 2 === 0 && items.every((item) => asCount(item) !== null) : !entries.has('Index')
}

/** A missing type is 1. */
const typeAt = (data: Bytes, position: number, widths: Widths): number =>
  widths.type === 0 ? 1 : bigEndian(data, position, widths.type)

/** Types beyond 2 stand for the null object (ISO 32000-2, 7.5.8.3). */
function readEntry(data: Bytes, position: number, widths: Widths, source: Source): XrefEntry {
  const type = typeAt(data, position, widths)
  const second = bigEndian(data, position + widths.type, widths.second)
  const third = bigEndian(data, position + widths.type + widths.second, widths.third)
  if (type === 1) return usedEntry(second, third, source.base)
  if (type === 2) return { kind: 'compressed', stream: second, index: third }
  return { kind: 'free', generation: third }
}

function bigEndian(data: Bytes, start: number, width: number): number {
  let value = 0
  for (let index = start; index < start + width; index++) value = value * 256 + (data[index] ?? 0)
  return value
}
