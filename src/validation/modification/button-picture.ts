/** Whether pressing a button shows or hides no more than a mark. ISO 32000-2, 12.7.5.2. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { areaOf, type Box, boxAround, numbersIn, readBox } from './box.ts'
import { type Operation, readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison } from './effort.ts'
import type { Reading } from './field-appearance.ts'
import { lentTypeface } from './lent-typeface.ts'
import { isMark, type Painted, readPainted } from './mark-drawing.ts'
import { isMarkSign } from './mark-shape.ts'
import { lettersOf } from './shown-text.ts'
import { type Matrix, multiply, transform, UNIT } from './text-pen.ts'
import { isStandardTypeface, readTypeface } from './typeface.ts'

/** Points, an inch: no box to be ticked is larger. What is larger shows what was prepared in place of what lies there. */
const LARGEST = 72

/**
 * Whether a widget that turns from one state to the other changes by a mark: small, and without pictures, shadings and words in either.
 * A state without an appearance shows nothing.
 */
export function changesMark(work: Reading, widget: PdfDictionary, from: string, to: string): boolean {
  const { file, after } = work.update
  const box = readBox(file, after, widget.entries.get('Rect'))
  if (!box || box.right - box.left > LARGEST || box.top - box.bottom > LARGEST) return false
  const appearances = asDictionary(file.resolve(widget.entries.get('AP'), after))
  const states = asDictionary(file.resolve(appearances?.entries.get('N'), after))
  const pictures = [from, to].map((state) => readPicture(work, widget, file.resolve(states?.entries.get(state), after)))
  const [was, is] = pictures
  if (!was || !is) return false
  const place: Box = { left: 0, bottom: 0, right: box.right - box.left, top: box.top - box.bottom }
  const painted = [was, is].map(({ operations, form }) => {
    const base = form ? baseOf(work, form, place) : UNIT
    return base && readPainted(operations, base, place)
  })
  const [old, now] = painted
  if (!old || !now) return false
  const ground = commonStart(old, now)
  return isMark(old.slice(ground)) && isMark(now.slice(ground))
}

/** From the space of the form into the rectangle of the widget (ISO 32000-2, 12.5.5); null without a box. */
function baseOf({ update: { file, after } }: Reading, { entries }: PdfDictionary, place: Box): Matrix | null {
  const box = readBox(file, after, entries.get('BBox'))
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersIn(file, after, entries.get('Matrix')) ?? []
  const own: Matrix = [a, b, c, d, e, f]
  const corners = box && [box.left, box.right].flatMap((x) => [box.bottom, box.top].map((y) => transform(own, [x, y])))
  const drawn = corners && boxAround(corners)
  if (!drawn || areaOf(drawn) === 0) return null
  const [x, y] = [place.right / (drawn.right - drawn.left), place.top / (drawn.top - drawn.bottom)]
  return multiply(own, [x, 0, 0, y, -drawn.left * x, -drawn.bottom * y])
}

type Picture = { readonly operations: readonly Operation[]; readonly form: PdfDictionary | null }

/** Null for what cannot be read, or shows other letters than a mark. */
function readPicture(work: Reading, widget: PdfDictionary, place: PdfObject): Picture | null {
  const stream = asStream(place)
  if (!stream) return place === null ? { operations: [], form: null } : null
  const { file, after } = work.update
  const content = decodeForComparison(file, work.effort, stream, after)
  if (!content || content.length > DIAGNOSIS_BUDGET.appearanceBytes) return null
  const read = reading(() => [...readOperations(content)])
  if (!read.ok || read.value.some((one) => one.isLax)) return null
  const picture = { operations: read.value, form: stream.dictionary }
  return lettersAreMark(work, widget, picture) ? picture : null
}

function lettersAreMark(work: Reading, widget: PdfDictionary, { operations, form }: Picture): boolean {
  const { file, after } = work.update
  const letters = Buffer.concat(operations.flatMap(lettersOf))
  if (letters.length === 0) return true
  const fonts = operations.flatMap(({ operator, operands }) => (operator === 'Tf' ? (asName(operands[0]) ?? '') : []))
  const resources = asDictionary(file.resolve(form?.entries.get('Resources'), after))
  const own = asDictionary(file.resolve(resources?.entries.get('Font'), after))
  return fonts.every((name) => isMarkLetter(work, widget, letters, name, own))
}

/** How many things both begin with: the box and its ground. */
function commonStart(was: readonly Painted[], is: readonly Painted[]): number {
  const end = was.findIndex(({ look }, index) => look === null || look !== is[index]?.look)
  return end === -1 ? was.length : end
}

/** A cross as a letter, or a sign of the dingbats. */
function isMarkLetter(
  { update }: Reading,
  widget: PdfDictionary,
  letters: Bytes,
  name: string,
  fonts: PdfDictionary | null,
): boolean {
  const own = fonts?.entries.get(name)
  const isDingbats = name === 'ZaDb' && own === undefined
  if (isDingbats || (own && isStandardTypeface(update, 'ZaDb', own))) return isMarkSign(toLatin1(letters))
  const typeface = own ? readTypeface(update, own) : lentTypeface(update, widget, name)
  return typeface !== null && /^x$/iu.test(toLatin1(letters))
}
