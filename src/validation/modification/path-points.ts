/** The points that an operator adds to a path. ISO 32000-2, 8.5.2. */
import type { Point } from './box.ts'

/** A rectangle's corners go around it; the control points of a curve are among the points, and bound it (8.5.2.2). */
export function pointsOf(operator: string, numbers: readonly number[]): readonly Point[] {
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = numbers
  if (operator === 're')
    return [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ]
  return numbers.flatMap((value, index): Point[] =>
    index % 2 === 1 ? [[numbers[index - 1] ?? Number.NaN, value]] : [],
  )
}
