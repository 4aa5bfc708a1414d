/** Whether a state of a button draws no more than a mark beyond what its other state draws as well. ISO 32000-2, 8.5 and 12.7.5.2. */
import { asArray } from '../../format/pdf/narrow.ts'
import type { Operation } from './content.ts'
import { isDark } from './text-style.ts'

/**
 * So few that no number of several digits and no word can be drawn. What passes may still be read as a stroke more or less, which is
 * one of the reasons why a person looks at a form that was filled after signing.
 */
const MARK = {
  /** Lines and curves: a cross has two, a tick two or three. Every digit but 1, 4 and 7 has more. */
  stroked: 3,
  /** Sides: a dot has four curves, a square four lines. */
  filled: 4,
} as const

/** Operators that draw nothing by themselves (ISO 32000-2, annex A). Not `gs`, which may bring a mask or a way of blending. */
const SILENT = new Set('cm w J j M i ri BT ET Tc Tw Tz Tf Td TD Tm T* TL BMC EMC'.split(' '))

/** How many sides an operator adds to a path. A rectangle has four, and a line that closes it is one where the path is stroked. */
const SIDES: Readonly<Record<string, number>> = { m: 0, l: 1, c: 1, v: 1, y: 1, re: 4 }
const CLOSING = new Set(['h', 's', 'b', 'b*'])

/** What operators that end a path, or show a text, paint. */
type Paint = { readonly fills: boolean; readonly strokes: boolean }
const FILL: Paint = { fills: true, strokes: false }
const STROKE: Paint = { fills: false, strokes: true }
const BOTH: Paint = { fills: true, strokes: true }
const PAINTING: Readonly<Record<string, Paint>> = {
  ...{ f: FILL, F: FILL, 'f*': FILL, S: STROKE, s: STROKE, B: BOTH, 'B*': BOTH, b: BOTH, 'b*': BOTH },
  ...{ n: { fills: false, strokes: false }, Tj: FILL, TJ: FILL, "'": FILL, '"': FILL },
}

/** Whether what is filled, and what is stroked, is dark: what is light hides what it lies over. */
type Pen = { readonly fills: boolean; readonly strokes: boolean }

type Drawing = {
  pen: Pen
  readonly kept: Pen[]
  path: { sides: number; closings: number; isClip: boolean }
  stroked: number
  filled: number
}

/** Whether `operations` draw a mark and nothing else; the first `ground` of them draw the box, which was seen before. */
export function drawsMark(operations: readonly Operation[], ground: number): boolean {
  const drawing: Drawing = { pen: BOTH, kept: [], path: noPath(), stroked: 0, filled: 0 }
  const isMark = operations.every((one, index) => draw(drawing, one, index < ground))
  return isMark && drawing.stroked <= MARK.stroked && drawing.filled <= MARK.filled
}

const noPath = () => ({ sides: 0, closings: 0, isClip: false })

/** False for what marks do not need. */
function draw(drawing: Drawing, one: Operation, isGround: boolean): boolean {
  const { operator, operands } = one
  const { path } = drawing
  path.sides += SIDES[operator] ?? 0
  if (CLOSING.has(operator)) path.closings++
  const paint = PAINTING[operator]
  if (paint) return endPath(drawing, paint, isGround)
  switch (operator) {
    case 'q':
      drawing.kept.push(drawing.pen)
      return true
    case 'Q':
      drawing.pen = drawing.kept.pop() ?? drawing.pen
      return true
    case 'W':
    case 'W*':
      path.isClip = true
      return true
    // A broken line is a row of strokes.
    case 'd':
      return asArray(operands[0])?.items.length === 0
    // Any other way of showing text may make a clip of it.
    case 'Tr':
      return operands[0] === 0
    default:
      return setColour(drawing, one) || operator in SIDES || operator === 'h' || SILENT.has(operator)
  }
}

function setColour(drawing: Drawing, one: Operation): boolean {
  if (!/^(?:g|rg|k)$/iu.test(one.operator)) return false
  const operator = one.operator.toLowerCase()
  const dark = isDark({ ...one, operator })
  drawing.pen = operator === one.operator ? { ...drawing.pen, fills: dark } : { ...drawing.pen, strokes: dark }
  return true
}

/** A clip may give what is filled through it any shape. */
function endPath(drawing: Drawing, { fills, strokes }: Paint, isGround: boolean): boolean {
  const { pen, path } = drawing
  drawing.path = noPath()
  if (path.isClip && path.sides > MARK.filled) return false
  if (isGround) return true
  if (fills) drawing.filled += path.sides
  if (strokes) drawing.stroked += path.sides + path.closings
  return (pen.fills || !fills) && (pen.strokes || !strokes)
}
