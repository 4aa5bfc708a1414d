/** Whether a state of a button shows no more than a mark: what may change by pressing it. ISO 32000-2, 12.7.5.2. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { asArray, asDictionary, asName, asStream, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfStream } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { readBox } from './box.ts'
import { type Operation, readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison } from './effort.ts'
import type { Reading } from './field-appearance.ts'
import { lentTypeface } from './lent-typeface.ts'
import { isStandardTypeface, readTypeface } from './typeface.ts'

/** Points, an inch: no box to be ticked is larger. What is larger shows what was prepared in place of what lies there. */
const LARGEST = 72

/** Of a widget, after the update: small, and without pictures, shadings and words. A state without an appearance shows nothing. */
export function showsMark(work: Reading, widget: PdfDictionary, state: string): boolean {
  const { file, after } = work.update
  const box = readBox(file, after, widget.entries.get('Rect'))
  if (!box || box.right - box.left > LARGEST || box.top - box.bottom > LARGEST) return false
  const appearances = asDictionary(file.resolve(widget.entries.get('AP'), after))
  const states = asDictionary(file.resolve(appearances?.entries.get('N'), after))
  const place = file.resolve(states?.entries.get(state), after)
  const stream = asStream(place)
  return stream ? drawsMark(work, widget, stream) : place === null
}

function drawsMark(work: Reading, widget: PdfDictionary, stream: PdfStream): boolean {
  const { file, after } = work.update
  const content = decodeForComparison(file, work.effort, stream, after)
  if (!content || content.length > DIAGNOSIS_BUDGET.appearanceBytes) return false
  const read = reading(() => [...readOperations(content)])
  if (!read.ok || read.value.some((one) => one.isLax || isPicture(one))) return false
  const letters = Buffer.concat(read.value.flatMap(lettersOf))
  if (letters.length === 0) return true
  const fonts = read.value.flatMap(({ operator, operands }) => (operator === 'Tf' ? (asName(operands[0]) ?? '') : []))
  const resources = asDictionary(file.resolve(stream.dictionary.entries.get('Resources'), after))
  const own = asDictionary(file.resolve(resources?.entries.get('Font'), after))
  return fonts.every((name) => isMark(work, widget, letters, name, own))
}

/** Another content, which may be anything: a picture, a shading, a pattern (ISO 32000-2, 8.7 to 8.10). */
const isPicture = ({ operator, operands }: Operation): boolean =>
  operator === 'Do' || operator === 'sh' || (/^scn$/iu.test(operator) && asName(operands.at(-1)) !== null)

function lettersOf({ operator, operands }: Operation): readonly Bytes[] {
  if (!['Tj', 'TJ', "'", '"'].includes(operator)) return []
  return operands.flatMap((operand) =>
    (asArray(operand)?.items ?? [operand]).flatMap((item) => asString(item)?.bytes ?? []),
  )
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
