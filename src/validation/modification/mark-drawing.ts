/** What the picture of a button paints, one thing after the other, and whether that is a mark. ISO 32000-2, 8.5 and 12.7.5.2. */
import { asArray } from '../../format/pdf/narrow.ts'
import type { Box } from './box.ts'
import type { Operation } from './content.ts'
import { isPlainLetter } from './mark-letter.ts'
import { addToPath, isWindow, isWithin } from './mark-path.ts'
import { isFilledMark, isStrokedMark, lengthOf, type Outline, type Segment, segmentsOf } from './mark-shape.ts'
import { lettersOf } from './shown-text.ts'
import { type Matrix, multiply, openTextPen, type TextPen, writeText } from './text-pen.ts'
import { isDark } from './text-style.ts'

export type Painted = {
  /** The same for what looks the same in another state; null for a letter. */
  readonly look: string | null
  /** What it has of a mark; null where it is none. */
  readonly mark: Mark | null
}

type Mark = {
  readonly lines: readonly Segment[]
  /** Outlines that are filled, and letters. */
  readonly signs: number
}

/** One filled mark, or one of strokes. */
export function isMark(painted: readonly Painted[]): boolean {
  const marks = painted.map(({ mark }) => mark).filter((mark) => mark !== null)
  const lines = marks.flatMap((mark) => mark.lines)
  const signs = marks.reduce((sum, mark) => sum + mark.signs, 0)
  return marks.length === painted.length && (lines.length === 0 ? signs <= 1 : signs === 0 && isStrokedMark(lines))
}

/** Operators that draw nothing by themselves (ISO 32000-2, annex A). Not `gs`, which may bring a mask or a way of blending. */
const SILENT = new Set('M i ri BT ET Tc Tw Tz Tf Td TD Tm T* TL BMC EMC Tj TJ \' "'.split(' '))

/** What operators that end a path paint. */
type Paint = { readonly fills: boolean; readonly strokes: boolean }
const FILL: Paint = { fills: true, strokes: false }
const STROKE: Paint = { fills: false, strokes: true }
const BOTH: Paint = { fills: true, strokes: true }
const PAINTING: Readonly<Record<string, Paint>> = {
  ...{ f: FILL, F: FILL, 'f*': FILL, S: STROKE, s: STROKE, B: BOTH, 'B*': BOTH, b: BOTH, 'b*': BOTH },
  n: { fills: false, strokes: false },
}

type Colour = { readonly told: string; readonly isDark: boolean }
const BLACK: Colour = { told: 'g 0', isDark: true }

/** What `q` keeps. */
type State = {
  readonly fill: Colour
  readonly stroke: Colour
  readonly width: number
  /** Caps and joins. */
  readonly ends: string
  readonly clips: readonly Outline[]
  readonly matrix: Matrix
}

type Drawing = {
  /** In which the widget lies. */
  readonly box: Box
  readonly pen: TextPen
  readonly kept: State[]
  readonly painted: Painted[]
  state: State
  path: Outline[]
  isClip: boolean
}

/**
 * Null where something is drawn that marks do not need.
 *
 * @param base from the space of `operations` to that of `box`.
 */
export function readPainted(operations: readonly Operation[], base: Matrix, box: Box): readonly Painted[] | null {
  const state: State = { fill: BLACK, stroke: BLACK, width: 1, ends: '', clips: [], matrix: base }
  const drawing: Drawing = { box, pen: openTextPen(), kept: [], painted: [], state, path: [], isClip: false }
  return operations.every((one) => draw(drawing, one)) ? drawing.painted : null
}

function draw(drawing: Drawing, one: Operation): boolean {
  const { operator, operands } = one
  const { state, path } = drawing
  const numbers = operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN))
  const set = (change: Partial<State>): true => {
    drawing.state = { ...state, ...change }
    return true
  }
  if (addToPath(path, operator, numbers, state.matrix)) return true
  const paint = PAINTING[operator]
  if (paint) return endPath(drawing, operator, paint)
  if (lettersOf(one).some(({ length }) => length > 0)) drawing.painted.push(paintedLetter(drawing, one))
  writeText(drawing.pen, operator, operands, numbers, state.matrix)
  switch (operator) {
    case 'q':
      drawing.kept.push(state)
      return true
    case 'Q':
      return set(drawing.kept.pop() ?? state)
    case 'cm':
      return set({ matrix: multiply(matrixOf(numbers), state.matrix) })
    case 'w':
      return set({ width: numbers[0] ?? Number.NaN })
    case 'J':
    case 'j':
      return set({ ends: `${state.ends} ${operator} ${numbers.join()}` })
    case 'W':
    case 'W*':
      drawing.isClip = true
      return true
    // A broken line is a row of strokes.
    case 'd':
      return asArray(operands[0])?.items.length === 0
    // Any other way of showing text may make a clip of it.
    case 'Tr':
      return operands[0] === 0
    default:
      return setColour(one, set) || SILENT.has(operator)
  }
}

function matrixOf(numbers: readonly number[]): Matrix {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN, e = Number.NaN, f = Number.NaN] = numbers
  return [a, b, c, d, e, f]
}

function setColour(one: Operation, set: (change: Partial<State>) => true): boolean {
  if (!/^(?:g|rg|k)$/iu.test(one.operator)) return false
  const operator = one.operator.toLowerCase()
  const colour = { told: `${operator} ${one.operands.join()}`, isDark: isDark({ ...one, operator }) }
  return set(operator === one.operator ? { fill: colour } : { stroke: colour })
}

/** False for a clip that is no window. */
function endPath(drawing: Drawing, operator: string, paint: Paint): boolean {
  const { path, isClip, box, state } = drawing
  drawing.path = []
  drawing.isClip = false
  if (paint.fills || paint.strokes) drawing.painted.push(paintedBy(drawing, path, operator, paint))
  if (!isClip) return true
  drawing.state = { ...state, clips: [...state.clips, ...path] }
  return path.every((outline) => isWindow(outline, box))
}

function paintedBy(
  { state, box }: Drawing,
  path: readonly Outline[],
  operator: string,
  { fills, strokes }: Paint,
): Painted {
  const { fill, stroke, width, ends, clips, matrix } = state
  const outlines = path.filter(({ points }) => points.length > 1)
  const lines = strokes ? outlines.map((outline) => strokesOf(outline, state)) : []
  const isSeen = outlines.every(({ points }) => points.every((point) => isWithin(point, box)))
  const isInked = (fill.isDark || !fills) && (stroke.isDark || !strokes)
  const isShaped = !fills || outlines.every(isFilledMark)
  const isOfLines = lines.every((segments) => segments !== null)
  const mark: Mark = { lines: lines.flatMap((segments) => segments ?? []), signs: fills ? outlines.length : 0 }
  const colours = [fills ? fill.told : '', ...(strokes ? [stroke.told, width, ends, matrix.slice(0, 4)] : [])]
  return {
    look: JSON.stringify([operator, path, colours, clips]),
    mark: isSeen && isInked && isShaped && isOfLines ? mark : null,
  }
}

/** A part of the length of a stroke: a thicker one is an area. */
const THICKEST = 0.5

function strokesOf(outline: Outline, { width, matrix: [a, b, c, d] }: State): readonly Segment[] | null {
  const segments = segmentsOf(outline)
  const drawn = Math.abs(width) * Math.max(Math.hypot(a, b), Math.hypot(c, d))
  return segments?.every((segment) => drawn <= THICKEST * lengthOf(segment)) ? segments : null
}

/** The operators that move to the next line by themselves are not needed for a mark, nor shifts (ISO 32000-2, table 107). */
function paintedLetter({ pen, state, box }: Drawing, { operator, operands }: Operation): Painted {
  const isShifted = asArray(operands[0])?.items.some((item) => typeof item === 'number') === true
  const isHere = !isShifted && pen.from === 0 && pen.to === 0 && (operator === 'Tj' || operator === 'TJ')
  const isPlain = isHere && state.fill.isDark && isPlainLetter(pen, state.matrix, box)
  return { look: null, mark: isPlain ? { lines: [], signs: 1 } : null }
}
