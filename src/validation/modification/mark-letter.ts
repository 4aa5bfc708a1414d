/** Whether a letter that a button shows keeps its own shape. ISO 32000-2, 9.4. */
import type { Box, Point } from './box.ts'
import { isWithin } from './mark-path.ts'
import { type Matrix, multiply, type TextPen } from './text-pen.ts'

/** In em: the part of a sign that has to be seen (ISO 32000-2, annex D.6, whose signs are rather larger). */
const SEEN = { left: 0.1, right: 0.6, bottom: 0.1, top: 0.5 } as const
/** By how much a sign may be wider than high, for boxes that are stretched into their rectangle. */
const STRETCH = 1.25

/** The one that `pen` writes next: upright, neither stretched nor cut off by `box`. Which letter it is is another question. */
export function isPlainLetter(pen: TextPen, matrix: Matrix, box: Box): boolean {
  const { size, scale, rise } = pen.state
  const [a, b, c, d, e, f] = multiply(pen.line, matrix)
  const isPlain = b === 0 && c === 0 && rise === 0 && scale === 1 && size > 0 && a > 0 && d > 0
  const corners: readonly Point[] = [
    [e + SEEN.left * size * a, f + SEEN.bottom * size * d],
    [e + SEEN.right * size * a, f + SEEN.top * size * d],
  ]
  return isPlain && a / d <= STRETCH && d / a <= STRETCH && corners.every((corner) => isWithin(corner, box))
}
