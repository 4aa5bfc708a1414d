/** Where text lands on a page, without its fonts: boxes that are rather too large. ISO 32000-2, 8.3.3 and 9.4. */
import { asArray, asString } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import type { Point } from './box.ts'

export type Matrix = readonly [number, number, number, number, number, number]

export const UNIT: Matrix = [1, 0, 0, 1, 0, 0]

/** First `a`, then `b`. */
export function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

export function transform([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** In em: no glyph of a text font advances further, and none reaches further up or down. Each byte counts as a glyph. */
const ADVANCE = 1.2
const ASCENT = 1.2
const DESCENT = 0.5

/** ISO 32000-2, table 102; `scale` as a factor. */
type TextState = Readonly<Record<'size' | 'scale' | 'spacing' | 'words' | 'leading' | 'rise', number>>

export type TextPen = {
  state: TextState
  readonly saved: TextState[]
  line: Matrix
  /** Between these the next glyph begins, in text space: the widths of those before it are not read. */
  from: number
  to: number
}

export function openTextPen(): TextPen {
  const state: TextState = { size: 0, scale: 1, spacing: 0, words: 0, leading: 0, rise: 0 }
  return { state, saved: [], line: UNIT, from: 0, to: 0 }
}

/** Takes one operator of a content stream, with its operands and their numbers; the corners of each text that it shows. */
export function writeText(
  pen: TextPen,
  operator: string,
  operands: readonly PdfObject[],
  numbers: readonly number[],
  matrix: Matrix,
): readonly (readonly Point[])[] {
  setState(pen, operator, numbers)
  moveLine(pen, operator, numbers)
  if (!SHOWING.has(operator)) return []
  const shown = operands.at(-1) ?? null
  return (asArray(shown)?.items ?? [shown]).flatMap((item) => showItem(pen, item, matrix))
}

const SHOWING = new Set(['Tj', 'TJ', "'", '"'])

/** Operators that set a number of the state (ISO 32000-2, table 103), and those that keep and restore it (8.4.2). */
function setState(pen: TextPen, operator: string, [a = Number.NaN, b = Number.NaN]: readonly number[]): void {
  const set = (change: Partial<TextState>) => {
    pen.state = { ...pen.state, ...change }
  }
  if (operator === 'q') pen.saved.push(pen.state)
  else if (operator === 'Q') pen.state = pen.saved.pop() ?? pen.state
  else if (operator === 'Tf') set({ size: b })
  else if (operator === 'Tc') set({ spacing: a })
  else if (operator === 'Tw') set({ words: a })
  else if (operator === 'Tz') set({ scale: a / 100 })
  else if (operator === 'TL') set({ leading: a })
  else if (operator === 'TD') set({ leading: -b })
  else if (operator === 'Ts') set({ rise: a })
  else if (operator === '"') set({ words: a, spacing: b })
}

/** ISO 32000-2, tables 105, 106 and 107. */
function moveLine(pen: TextPen, operator: string, numbers: readonly number[]): void {
  const to = (line: Matrix) => Object.assign(pen, { line, from: 0, to: 0 })
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN, e = Number.NaN, f = Number.NaN] = numbers
  const by = (x: number, y: number) => to(multiply([1, 0, 0, 1, x, y], pen.line))
  if (operator === 'BT') to(UNIT)
  else if (operator === 'Tm') to([a, b, c, d, e, f])
  else if (operator === 'Td' || operator === 'TD') by(a, b)
  else if (operator === 'T*' || operator === "'" || operator === '"') by(0, -pen.state.leading)
}

/** A text, or a shift between two of them in thousandths of an em (ISO 32000-2, 9.4.3). */
function showItem(pen: TextPen, item: PdfObject, matrix: Matrix): readonly (readonly Point[])[] {
  const { size, scale, spacing, words, rise } = pen.state
  if (typeof item === 'number') {
    const shift = (-item / 1000) * size
    pen.from += Math.min(shift, 0)
    pen.to += Math.max(shift, 0)
    return []
  }
  const glyphs = asString(item)?.bytes.length ?? 0
  const reach = glyphs * (Math.abs(size) * ADVANCE + Math.abs(spacing) + Math.abs(words))
  // A negative size or spacing runs backwards.
  const [left, right] = [pen.from - (size < 0 || spacing < 0 || words < 0 ? reach : 0), pen.to + reach]
  const [low, high] = [rise - Math.abs(size) * DESCENT, rise + Math.abs(size) * ASCENT]
  pen.from = left
  pen.to = right
  if (glyphs === 0) return []
  const whole = multiply(pen.line, matrix)
  const corners: readonly Point[] = [
    [left * scale, low],
    [right * scale, low],
    [left * scale, high],
    [right * scale, high],
  ]
  return [corners.map((corner) => transform(whole, corner))]
}
