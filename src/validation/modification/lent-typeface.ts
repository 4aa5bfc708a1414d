/** Fonts that a widget names and does not bring: where viewers look for them. ISO 32000-2, 7.8.3 and 12.7.4.3. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { agreed, readTypeface, type Typeface } from './typeface.ts'
import { dictionaryOf, type Update } from './update.ts'

/** Of its field and of the form, and of the pages, where some viewers look at last. Null where any of them may show something else. */
export function lentTypeface(
  { file, after }: Pick<Update, 'file' | 'after'>,
  widget: PdfDictionary,
  name: string,
): Typeface | null {
  const form = asDictionary(file.resolve(readCatalog(file, after)?.entries.get('AcroForm'), after))
  const lenders = [inherited(file, after, widget, 'DR'), file.resolve(form?.entries.get('DR'), after)]
  const lent = lenders.map((lender) => fontsOf(file, after, lender)?.entries.get(name))
  const drawn = fontsOfPages(file, after).map((list) => list.entries.get(name))
  const fonts = new Set([...lent, ...drawn].map((font) => file.resolve(font, after)))
  return agreed([...fonts].filter((font) => font !== null).map((font) => readTypeface({ file, after }, font)))
}

const fontsOf = (file: PdfFile, revision: number, resources: PdfObject | undefined): PdfDictionary | null =>
  dictionaryOf(file.resolve(dictionaryOf(file.resolve(resources, revision))?.entries.get('Font'), revision))

const known = new WeakMap<PdfFile, Map<number, readonly PdfDictionary[]>>()

/** The lists of fonts of all pages, each once: many fields ask for them. */
function fontsOfPages(file: PdfFile, revision: number): readonly PdfDictionary[] {
  const lists = known.get(file) ?? new Map<number, readonly PdfDictionary[]>()
  known.set(file, lists)
  const found = lists.get(revision) ?? collect(file, revision)
  lists.set(revision, found)
  return found
}

function collect(file: PdfFile, revision: number): readonly PdfDictionary[] {
  const lists = readPages(file, revision).map((place) => {
    const page = asDictionary(file.resolve(place, revision))
    return page && fontsOf(file, revision, inherited(file, revision, page, 'Resources'))
  })
  return [...new Set(lists.filter((list) => list !== null))]
}
