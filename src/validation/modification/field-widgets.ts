/** By which widgets a field is shown, and which widgets only a page leads to. ISO 32000-2, 12.5.6.19 and 12.7.4.1. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
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

/** Whether readers that go upward from the widget find the type and the value that those find who come from the form. */
export function agreesUpward({ file, after }: Forms, field: FormField, widget: PdfDictionary): boolean {
  const value = inherited(file, after, widget, 'V')
  return (
    asName(inherited(file, after, widget, 'FT')) === field.type &&
    equalObjects(value, file.resolve(field.value, after)) &&
    fieldName(file, after, widget) === field.name
  )
}

/**
 * Widgets that a page lists and no field of the form has among its own, each as the field that readers find who go upward from it:
 * some draw those, too, by its value.
 */
export function strayWidgets(forms: Forms, effort: Effort, pages?: number): readonly FormField[] {
  const { file, after } = forms
  const known = new Set(
    readFormFields(file, after).flatMap((field) => widgetsOf(forms, field).map(({ number }) => number)),
  )
  const items = readPages(file, after)
    .slice(0, pages)
    .flatMap((page) => annotationsAt(forms, page))
    .filter((item) => numberOf(item) === 0 || !known.has(numberOf(item)))
  return items.flatMap((item): readonly FormField[] => {
    spendStep(effort)
    const dictionary = asDictionary(file.resolve(item, after))
    if (!dictionary || asName(file.resolve(dictionary.entries.get('Subtype'), after)) !== 'Widget') return []
    const type = asName(inherited(file, after, dictionary, 'FT'))
    const value = inherited(file, after, dictionary, 'V')
    return [{ name: fieldName(file, after, dictionary), reference: asReference(item), dictionary, type, value }]
  })
}

const annotationsAt = ({ file, after }: Forms, page: PdfObject): readonly PdfObject[] =>
  asArray(file.resolve(asDictionary(file.resolve(page, after))?.entries.get('Annots'), after))?.items ?? []
