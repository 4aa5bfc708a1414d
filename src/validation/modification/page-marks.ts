/** Where a page shows something: text, pictures and lines, each in a box that is rather too large. ISO 32000-2, 8 and 9. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfStream } from '../../format/pdf/object.ts'
import { FormatError, reading } from '../../format/read.ts'
import { type Box, boxAround, numbersIn, type Point } from './box.ts'
import type { Versions } from './comparison.ts'
import { type Operation, readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison, spendStep } from './effort.ts'
import { pointsOf } from './path-points.ts'
import { type Matrix, multiply, openTextPen, type TextPen, transform, UNIT, writeText } from './text-pen.ts'

/** Null where it cannot be told: then the page shows something everywhere. */
export function pageMarks(versions: Versions, page: PdfDictionary, revision: number): readonly Box[] | null {
  const { file } = versions
  const contents = file.resolve(page.entries.get('Contents'), revision)
  const parts = (asArray(contents)?.items ?? [contents]).map((part) => asStream(file.resolve(part, revision)))
  const streams = parts.filter((stream) => stream !== null)
  if (contents !== null && streams.length < parts.length) return null
  const marks = reading(() => {
    const resources = asDictionary(inherited(file, revision, page, 'Resources'))
    return marksOf({ versions, revision, depth: 0 }, streams, resources, UNIT)
  })
  return marks.ok ? marks.value : null
}

type Place = { readonly versions: Versions; readonly revision: number; readonly depth: number }

/** What is under way in one content stream. */
type Canvas = {
  readonly place: Place
  readonly resources: PdfDictionary | null
  /** The space in which it began. */
  readonly base: Matrix
  readonly boxes: Box[]
  readonly stack: (readonly [Matrix, number])[]
  readonly pen: TextPen
  matrix: Matrix
  /** Of lines, in the space of `matrix`. */
  width: number
  path: Point[]
}

/** Throws FormatError for content that cannot be followed. */
function marksOf(
  place: Place,
  streams: readonly PdfStream[],
  resources: PdfDictionary | null,
  base: Matrix,
): readonly Box[] {
  if (place.depth > DIAGNOSIS_BUDGET.forms) throw unplaced('Forms within forms')
  const canvas: Canvas = {
    place,
    resources,
    base,
    boxes: [],
    stack: [],
    pen: openTextPen(),
    matrix: base,
    width: 1,
    path: [],
  }
  for (const { operator, operands } of operationsOf(place, streams)) {
    spendStep(place.versions.effort)
    const numbers = operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN))
    setMatrix(canvas, operator, numbers)
    draw(canvas, operator, numbers)
    drawNamed(canvas, operator, asName(operands[0]) ?? '')
    for (const corners of writeText(canvas.pen, operator, operands, numbers, canvas.matrix)) mark(canvas, corners)
  }
  return canvas.boxes
}

function mark({ boxes }: Canvas, points: readonly Point[]): void {
  const box = boxAround(points)
  if (box && !Number.isFinite(box.left + box.right + box.bottom + box.top)) throw unplaced('A mark without a place')
  if (box) boxes.push(box)
}

/** ISO 32000-2, table 56. */
function setMatrix(canvas: Canvas, operator: string, numbers: readonly number[]): void {
  if (operator === 'q') canvas.stack.push([canvas.matrix, canvas.width])
  else if (operator === 'Q') [canvas.matrix, canvas.width] = canvas.stack.pop() ?? [canvas.base, canvas.width]
  else if (operator === 'cm') canvas.matrix = multiply(matrixOf(numbers), canvas.matrix)
  else if (operator === 'w') canvas.width = numbers[0] ?? Number.NaN
}

/** Paths (ISO 32000-2, tables 58 and 59). */
function draw(canvas: Canvas, operator: string, numbers: readonly number[]): void {
  if (PATH.has(operator)) {
    for (const point of pointsOf(operator, numbers)) canvas.path.push(transform(canvas.matrix, point))
  } else if (ENDS.has(operator)) {
    if (operator !== 'n') mark(canvas, STROKES.has(operator) ? thickened(canvas) : canvas.path)
    canvas.path = []
  } else if (operator === 'sh') throw unplaced('A shading without bounds')
}

const STROKES = new Set(['S', 's', 'B', 'B*', 'b', 'b*'])

/** The corners of the path with half the width of its lines around it, the joins of sharp corners left out (ISO 32000-2, 8.4.3). */
function thickened({ path, width, matrix: [a, b, c, d] }: Canvas): readonly Point[] {
  const reach = (Math.abs(width) * Math.max(Math.hypot(a, b), Math.hypot(c, d))) / 2
  return path.flatMap(([x, y]): Point[] => [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ])
}

/** What resources draw. */
function drawNamed(canvas: Canvas, operator: string, name: string): void {
  const { place, resources, matrix } = canvas
  if (operator === 'Tf' || operator === 'gs') {
    const { file } = place.versions
    const at = (holder: PdfDictionary | null, key: string) =>
      asDictionary(file.resolve(holder?.entries.get(key), place.revision))
    const named = at(at(resources, operator === 'Tf' ? 'Font' : 'ExtGState'), name)
    refuseOwnDrawing(place, operator, named)
    const width = operator === 'gs' ? file.resolve(named?.entries.get('LW'), place.revision) : null
    if (width !== null) canvas.width = Number(width)
  }
  if (operator !== 'Do') return
  for (const box of drawn(place, resources, name, matrix)) mark(canvas, cornersOf(box))
}

const unplaced = (what: string) => new FormatError(what, 'ISO 32000-2, 8')

/**
 * Glyphs of a Type 3 font draw as large as they please (ISO 32000-2, 9.6.4), and a character map may have letters below one another
 * (9.7.4.3); a graphics state may choose a font by itself (8.4.5).
 */
function refuseOwnDrawing(
  { versions: { file }, revision }: Place,
  operator: string,
  named: PdfDictionary | null,
): void {
  const at = (key: string) => asName(file.resolve(named?.entries.get(key), revision))
  const isBelow = at('Subtype') === 'Type0' && (at('Encoding') ?? 'V').endsWith('V')
  const isOwn = operator === 'Tf' ? at('Subtype') === 'Type3' || isBelow : named?.entries.has('Font')
  if (isOwn) throw unplaced('Glyphs without bounds')
}

function* operationsOf({ versions, revision }: Place, streams: readonly PdfStream[]): Generator<Operation> {
  const parts = streams.map((stream) => decodeForComparison(versions.file, versions.effort, stream, revision))
  const known = parts.filter((part) => part !== null)
  if (known.length < parts.length) throw unplaced('A content that cannot be decoded')
  const content = Buffer.concat(known.flatMap((part) => [part, SPACE]))
  if (content.length > DIAGNOSIS_BUDGET.contentBytes) throw unplaced('A content that is too long')
  yield* readOperations(content)
}

/** Parts of one content follow each other as if white-space stood between them (ISO 32000-2, 7.8.2). */
const SPACE = Buffer.from('\n')

const PATH = new Set(['m', 'l', 'c', 'v', 'y', 're'])
const ENDS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'n'])

/** A picture fills the unit square; a form is drawn in its own space (ISO 32000-2, 8.9.3 and 8.10.1). */
function drawn(place: Place, resources: PdfDictionary | null, name: string, matrix: Matrix): readonly Box[] {
  const { versions, revision, depth } = place
  const { file } = versions
  const objects = asDictionary(file.resolve(resources?.entries.get('XObject'), revision))
  const stream = asStream(file.resolve(objects?.entries.get(name), revision))
  if (!stream) return []
  const { entries } = stream.dictionary
  if (asName(file.resolve(entries.get('Subtype'), revision)) !== 'Form') {
    const box = boxAround(SQUARE.map((corner) => transform(matrix, corner)))
    return box ? [box] : []
  }
  const own = numbersIn(file, revision, entries.get('Matrix'))
  const inner = own ? multiply(matrixOf(own), matrix) : matrix
  const named = asDictionary(file.resolve(entries.get('Resources'), revision)) ?? resources
  return marksOf({ versions, revision, depth: depth + 1 }, [stream], named, inner)
}

const cornersOf = ({ left, bottom, right, top }: Box): readonly Point[] => [
  [left, bottom],
  [right, top],
]

const SQUARE: readonly Point[] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f]
}
