/** Fields that a viewer draws by their values, because the form asks for it. ISO 32000-2, 12.7.4.3 and table 224. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { asArray, asDictionary, asName, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET, spendStep } from './effort.ts'
import { formFont, sameText, textShown } from './field-appearance.ts'
import { choices, textOf, valueAfter } from './field-values.ts'
import { inherited } from './inheritance.ts'
import { readTypeface } from './typeface.ts'
import { dictionaryOf } from './update.ts'
import type { Work } from './work.ts'

/** Now, and with a font that shows the value as it is. */
export function isDrawnByViewer(work: Work, widget: PdfDictionary): boolean {
  const { file, after } = work.update
  const form = asDictionary(file.resolve(readCatalog(file, after)?.entries.get('AcroForm'), after))
  const isAsked = file.resolve(form?.entries.get('NeedAppearances'), after) === true
  return isAsked && isPlainStyle(work, styleOf(work, widget)) && !hasOtherText(work, widget)
}

/** Scripts may format the value as something else, and a rich text is drawn in its place (ISO 32000-2, 12.6.3 and 12.7.4.4). */
const hasOtherText = ({ update: { file, after } }: Work, widget: PdfDictionary): boolean =>
  inherited(file, after, widget, 'AA') !== null || inherited(file, after, widget, 'RV') !== null

/** Of the widget, its field, or the form; null where a viewer has none. */
function styleOf({ update: { file, after } }: Work, widget: PdfDictionary): PdfObject {
  const form = asDictionary(file.resolve(readCatalog(file, after)?.entries.get('AcroForm'), after))
  return inherited(file, after, widget, 'DA') ?? file.resolve(form?.entries.get('DA'), after)
}

/** A font and a colour, as viewers take them from there (ISO 32000-2, 12.7.4.3). A font that nobody defines is the viewer's own. */
export function isPlainStyle({ update }: Work, value: PdfObject): boolean {
  const style = asString(value)
  if (!style || style.bytes.length > DIAGNOSIS_BUDGET.appearanceBytes) return value === null
  const read = reading(() => [...readOperations(style.bytes)])
  if (!read.ok) return false
  return read.value.every(({ operator, operands }) => {
    if (operator !== 'Tf') return ['g', 'rg', 'k'].includes(operator)
    const font = formFont(update, asName(operands[0]) ?? '')
    return font === undefined || readTypeface(update, font) !== null
  })
}

/** Each text and each choice whose value stays shows that value, or nothing where it is empty, whoever draws it. */
export function showsAlike(work: Work, changed: readonly string[]): boolean {
  const { file, after } = work.update
  return readFormFields(file, after).every((field) => {
    spendStep(work.effort)
    if ((field.type !== 'Tx' && field.type !== 'Ch') || changed.includes(field.name)) return true
    const kids = asArray(file.resolve(field.dictionary.entries.get('Kids'), after))?.items
    const widgets = kids?.map((kid) => dictionaryOf(file.resolve(kid, after))) ?? [field.dictionary]
    return widgets.every((widget) => widget !== null && showsValue(work, field, widget))
  })
}

function showsValue(work: Work, field: FormField, widget: PdfDictionary): boolean {
  const { file, after } = work.update
  const value = valueAfter(work.update, field)
  if (!isPlainStyle(work, styleOf(work, widget)) || hasOtherText(work, widget)) return false
  if (!widget.entries.has('AP')) return textOf(file.resolve(field.value, after)) === ''
  const shown = textShown(work, widget)
  const texts = field.type === 'Ch' ? choices(work.update, field) : [value]
  return texts.some((text) => sameText(shown, text))
}
