/** By which widgets a field is shown, and which widgets only a page leads to. ISO 32000-2, 12.5.6.19 and 12.7.4.1. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfReference } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { type Effort, spendStep } from './effort.ts'
import { fieldName } from './field-name.ts'
import type { Update } from './update.ts'
import { numberOf } from './work.ts'

/** `number` is 0 for a direct dictionary, which no page can show. */
type FieldWidget = { readonly number: number; readonly dictionary: PdfDictionary | null }

type Forms = Pick<Update, 'file' | 'after'>

/** The kids of a field, or the field itself. */
export function widgetsOf({ file, after }: Forms, field: FormField): readonly FieldWidget[] {
  const kids = asArray(file.resolve(field.dictionary.entries.get('Kids'), after))?.items
  if (!kids) return [{ number: field.reference?.number ?? 0, dictionary: field.dictionary }]
  return kids.map((kid) => ({ number: numberOf(kid), dictionary: asDictionary(file.resolve(kid, after)) }))
}

/** The field of a widget as readers find it who go upward from there. */
export function fieldAbove({ file, after }: Forms, reference: PdfReference | null, widget: PdfDictionary): FormField {
  const type = asName(inherited(file, after, widget, 'FT'))
  const value = inherited(file, after, widget, 'V')
  return { name: fieldName(file, after, widget), reference, dictionary: widget, type, value }
}

/** Whether they find the name, the type and the value that those find who come from the form. */
export function agreesUpward(forms: Forms, field: FormField, widget: PdfDictionary): boolean {
  const above = fieldAbove(forms, null, widget)
  const value = forms.file.resolve(field.value, forms.after)
  return above.name === field.name && above.type === field.type && equalObjects(above.value ?? null, value)
}

/**
 * Widgets that a page lists and no field of the form has among its own, each as the field above it: some readers draw those, too, by
 * its value.
 */
export function strayWidgets(forms: Forms, effort: Effort): readonly FormField[] {
  const { file, after } = forms
  const fields = readFormFields(file, after)
  const known = new Set(fields.flatMap((field) => widgetsOf(forms, field).map(({ number }) => number)))
  const items = readPages(file, after).flatMap((page) => annotationsAt(forms, page))
  return items.flatMap((item): readonly FormField[] => {
    spendStep(effort)
    if (numberOf(item) !== 0 && known.has(numberOf(item))) return []
    const dictionary = asDictionary(file.resolve(item, after))
    const isWidget = asName(file.resolve(dictionary?.entries.get('Subtype'), after)) === 'Widget'
    return dictionary && isWidget ? [fieldAbove(forms, asReference(item), dictionary)] : []
  })
}

const annotationsAt = ({ file, after }: Forms, page: PdfObject): readonly PdfObject[] =>
  asArray(file.resolve(asDictionary(file.resolve(page, after))?.entries.get('Annots'), after))?.items ?? []
