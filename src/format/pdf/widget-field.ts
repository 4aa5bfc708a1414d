/** Form fields as the annotations of the pages lead to them, for files whose form does not. ISO 32000-2, 12.5.6.19. */
import { exhausted, PDF_BUDGET } from './budget.ts'
import type { PdfFile } from './file.ts'
import { type FormField, readPartialName } from './form-field.ts'
import { asArray, asDictionary, asName, asReference } from './narrow.ts'
import type { PdfDictionary, PdfObject } from './object.ts'
import { readPages } from './pages.ts'

export function readWidgetFields(file: PdfFile, revision: number): readonly FormField[] {
  let annotations = 0
  return readPages(file, revision).flatMap((page) => {
    const list = asDictionary(file.resolve(page, revision))?.entries.get('Annots')
    const items = asArray(file.resolve(list, revision))?.items ?? []
    annotations += items.length
    if (annotations > PDF_BUDGET.fields) throw exhausted('fields')
    return items.flatMap((item) => fieldOf(file, revision, item) ?? [])
  })
}

/** The nearest dictionary upwards that has a name is the field; type and value may stand above it. */
function fieldOf(file: PdfFile, revision: number, widget: PdfObject): FormField | null {
  const lineage = readLineage(file, revision, widget)
  const names = lineage.map(({ dictionary }) => readPartialName(file, revision, dictionary.entries.get('T')))
  const types = lineage.map(({ dictionary }) => asName(file.resolve(dictionary.entries.get('FT'), revision)))
  const field = lineage[names.findIndex((name) => name !== null)] ?? lineage[0]
  if (!field) return null
  return {
    name: names.filter(Boolean).reverse().join('.'),
    reference: asReference(field.item),
    dictionary: field.dictionary,
    type: types.find((type) => type !== null) ?? null,
    value: lineage.find(({ dictionary }) => dictionary.entries.has('V'))?.dictionary.entries.get('V'),
  }
}

type Ancestor = { readonly item: PdfObject; readonly dictionary: PdfDictionary }

/** The widget, its parent, and so on up to the root of its form field. */
function readLineage(file: PdfFile, revision: number, widget: PdfObject): readonly Ancestor[] {
  const lineage: Ancestor[] = []
  for (let item: PdfObject | undefined = widget; item !== undefined; ) {
    if (lineage.length > PDF_BUDGET.depth) throw exhausted('depth')
    const dictionary = asDictionary(file.resolve(item, revision))
    if (!dictionary) break
    lineage.push({ item, dictionary })
    item = dictionary.entries.get('Parent')
  }
  return lineage
}
