/** The text that an appearance shows, where it is simple enough to be told for certain. ISO 32000-2, 12.7.4.3 and 9.4. */
import type { Bytes } from '../../bytes.ts'
import { equalObjects } from '../../format/pdf/equal.ts'
import { asArray, asName, asString } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { type Operation, readOperations } from './content.ts'

/** What the bytes of a string mean in the font of that name; null where it cannot be told. */
export type Typefaces = (font: string) => ((bytes: Bytes) => string | null) | null

/**
 * The text between `/Tx BMC` and `EMC`, or of an appearance without these marks, parts in the order in which they are read, white-space as written. Null for anything but
 * one run of text from left to right and downwards in a visible hand, with at most a ground and a frame before it.
 *
 * @param ground the operations of the appearance before the change: the same ground and frame may be drawn again.
 */
export function shownText(content: Bytes, typefaces: Typefaces, ground: Bytes | null): string | null {
  const operations = operationsOf(content)
  const parts = operations && markedParts(operations)
  if (!parts) return null
  const old = ground ? (markedParts(operationsOf(ground) ?? []) ?? null) : null
  if (!isGround(parts.head) && !(old && sameOperations(parts.head, old.head))) return null
  if (!parts.tail.every(({ operator }) => operator === 'Q')) return null
  return readRun(parts.body, typefaces)
}

function operationsOf(content: Bytes): readonly Operation[] | null {
  const read = reading(() => [...readOperations(content)])
  return read.ok ? read.value : null
}

type Parts = {
  readonly head: readonly Operation[]
  readonly body: readonly Operation[]
  readonly tail: readonly Operation[]
}

/** Before, between and after the outermost marks of a variable text; null where there is not exactly one pair of them. */
function markedParts(operations: readonly Operation[]): Parts | null {
  const isMark = ({ operator, operands }: Operation) => operator === 'BMC' && asName(operands[0]) === 'Tx'
  const start = operations.findIndex(isMark)
  const end = operations.findLastIndex(({ operator }) => operator === 'EMC')
  if (start < 0 && end < 0) return unmarkedParts(operations)
  if (start < 0 || end < start) return null
  const body = operations.slice(start + 1, end)
  let depth = 1
  for (const operation of body) {
    if (isMark(operation)) depth++
    else if (operation.operator === 'EMC') depth--
    if (depth === 0) return null
  }
  if (depth !== 1) return null
  const text = body.filter((operation) => !isMark(operation) && operation.operator !== 'EMC')
  return { head: operations.slice(0, start), body: text, tail: operations.slice(end + 1) }
}

/** Writers of plain appearances leave the marks out (ISO 32000-2, 12.7.4.3): one text object, with what comes before and after it. */
function unmarkedParts(operations: readonly Operation[]): Parts | null {
  const start = operations.findIndex(({ operator }) => operator === 'BT')
  const end = operations.findLastIndex(({ operator }) => operator === 'ET')
  if (start < 0 || end < start) return null
  return { head: operations.slice(0, start), body: operations.slice(start, end + 1), tail: operations.slice(end + 1) }
}

const sameOperations = (a: readonly Operation[], b: readonly Operation[]): boolean =>
  a.length === b.length &&
  a.every(({ operator, operands }, index) => {
    const other = b[index]
    return (
      other?.operator === operator &&
      other.operands.length === operands.length &&
      operands.every((operand, at) => equalObjects(operand, other.operands[at] ?? null))
    )
  })

/** Graphics state and colours, ISO 32000-2, tables 56 and 73. */
const STATE = ['q', 'Q', 'w', 'd', 'j', 'J', 'M', 'g', 'G', 'rg', 'RG', 'k', 'K']
const CLIPPING = ['re', 'W', 'W*', 'n']
const PAINTING = ['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*']

/** Rectangles of a ground, a frame and its shadows; glyphs are not drawn with so few. */
const MAX_RECTANGLES = 4

function isGround(head: readonly Operation[]): boolean {
  const allowed = new Set([...STATE, ...CLIPPING, ...PAINTING])
  return (
    head.every(({ operator }) => allowed.has(operator)) &&
    head.filter(({ operator }) => operator === 're').length <= MAX_RECTANGLES
  )
}

/** A place in a run of text. Only moves are followed: it is not known how far a text itself reaches. */
type Pen = { x: number; y: number; leading: number; moved: boolean; decode: ((bytes: Bytes) => string | null) | null }

function readRun(body: readonly Operation[], typefaces: Typefaces): string | null {
  const pen: Pen = { x: 0, y: 0, leading: 0, moved: true, decode: null }
  let last: { readonly x: number; readonly y: number } | null = null
  let text = ''
  for (const { operator, operands } of body) {
    // The font of before holds again; which it was is not kept.
    if (operator === 'Q') pen.decode = null
    if (SILENT.has(operator) || move(pen, operator, operands.map(numberOr))) continue
    if (operator === 'Tf') {
      pen.decode = typefaces(asName(operands[0]) ?? '')
      continue
    }
    const strings = stringsShown(operator, operands)
    const shown = strings?.map((bytes) => pen.decode?.(bytes) ?? null)
    if (!shown || shown.includes(null)) return null
    if (pen.moved && last && !(pen.y < last.y || (pen.y === last.y && pen.x > last.x))) return null
    text += (pen.moved && last ? ' ' : '') + shown.join('')
    last = { x: pen.x, y: pen.y }
    pen.moved = false
  }
  return text
}

/** Operators that change neither where a text stands nor whether it is seen. A ground behind it is drawn before. */
const SILENT = new Set([...STATE, ...CLIPPING, 'ET'])

const numberOr = (operand: PdfObject): number => (typeof operand === 'number' ? operand : Number.NaN)

/** Text positioning (ISO 32000-2, tables 103 to 106); false for what is none, or turns, mirrors or overlaps the text. */
function move(pen: Pen, operator: string, [a = Number.NaN, b = Number.NaN, ...more]: readonly number[]): boolean {
  const to = (x: number, y: number) => {
    Object.assign(pen, { x, y, moved: true })
    return !Number.isNaN(x + y)
  }
  switch (operator) {
    case 'BT':
      return to(0, 0)
    case 'Td':
      return to(pen.x + a, pen.y + b)
    case 'TD':
      pen.leading = -b
      return to(pen.x + a, pen.y + b)
    case 'T*':
      return to(pen.x, pen.y - pen.leading)
    case 'Tm': {
      const [c, d, x = Number.NaN, y = Number.NaN] = more
      return a === 1 && b === 0 && c === 0 && d === 1 && to(x, y)
    }
    case 'TL':
      pen.leading = a
      return !Number.isNaN(a)
    case 'Tc':
    case 'Tw':
      return a >= 0
    case 'Tz':
      return a > 0
    default:
      return false
  }
}

/** Thousandths of an em by which a text may run back between two of its characters: kerning, never a second line over the first. */
const MAX_KERNING = 250

function stringsShown(operator: string, operands: readonly PdfObject[]): readonly Bytes[] | null {
  if (operator === 'Tj') return asString(operands[0]) ? [bytesOf(operands[0])] : null
  const items = operator === 'TJ' ? asArray(operands[0])?.items : undefined
  if (!items) return null
  const isPlain = items.every((item) => asString(item) !== null || (typeof item === 'number' && item <= MAX_KERNING))
  return isPlain ? items.filter((item) => asString(item) !== null).map(bytesOf) : null
}

const bytesOf = (operand: PdfObject | undefined): Bytes => asString(operand)?.bytes ?? new Uint8Array()
