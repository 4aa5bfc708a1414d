/** Whether pressing a button shows or hides no more than a mark. ISO 32000-2, 12.7.5.2. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { equalObjects } from '../../format/pdf/equal.ts'
import { asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { readBox } from './box.ts'
import { type Operation, readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison } from './effort.ts'
import type { Reading } from './field-appearance.ts'
import { lentTypeface } from './lent-typeface.ts'
import { drawsMark } from './mark-drawing.ts'
import { lettersOf } from './shown-text.ts'
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
  const ground = samePlace(work, was, is) ? commonStart(was.operations, is.operations) : 0
  return [was, is].every(({ operations }) => drawsMark(operations, ground))
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
  return fonts.every((name) => isMark(work, widget, letters, name, own))
}

/** Whether one lies where the other lay: a ground that was cut off was not seen (ISO 32000-2, table 93). */
function samePlace({ update: { file, after } }: Reading, was: Picture, is: Picture): boolean {
  return ['BBox', 'Matrix'].every((key) => {
    const [old, now] = [was, is].map(({ form }) => file.resolve(form?.entries.get(key), after))
    return equalObjects(old ?? null, now ?? null)
  })
}

/** How many operations both begin with: the box and its ground. */
function commonStart(was: readonly Operation[], is: readonly Operation[]): number {
  const differs = (one: Operation, index: number) => {
    const other = is[index]
    const isSame = one.operator === other?.operator && one.operands.length === other.operands.length
    return !isSame || !one.operands.every((operand, place) => equalObjects(operand, other.operands[place] ?? null))
  }
  const end = was.findIndex(differs)
  return end === -1 ? was.length : end
}

/** A cross as a letter, or one sign of the dingbats: among those beyond ASCII are numbers (ISO 32000-2, annex D.6). */
function isMark(
  { update }: Reading,
  widget: PdfDictionary,
  letters: Bytes,
  name: string,
  fonts: PdfDictionary | null,
): boolean {
  const [letter = 0] = letters
  if (letters.length !== 1 || letter > 0x7e) return false
  const own = fonts?.entries.get(name)
  if (name === 'ZaDb' && own === undefined) return true
  if (own && isStandardTypeface(update, 'ZaDb', own)) return true
  const typeface = own ? readTypeface(update, own) : lentTypeface(update, widget, name)
  return typeface !== null && /^x$/iu.test(toLatin1(letters))
}
