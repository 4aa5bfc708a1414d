/** What the fields of a form take from it, because they have none of their own: fonts, other resources, a style. ISO 32000-2, 12.7.4.3. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asStream, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { reading } from '../../format/read.ts'
import { namesUsed, readOperations } from './content.ts'
import { decodeForComparison, spendStep } from './effort.ts'
import type { Work } from './work.ts'

export type Borrowed = {
  /** Names that styles and appearances use without saying what they mean. */
  readonly names: ReadonlySet<string>
  /** A text or a choice has no style but that of the form. */
  readonly style: boolean
}

/** Before the update; null where it cannot be told. */
export function readBorrowed(work: Work): Borrowed | null {
  const read = reading(() => collect(work))
  return read.ok ? read.value : null
}

function collect(work: Work): Borrowed | null {
  const { file, before } = work.update
  const names = new Set<string>()
  let style = false
  const form = asDictionary(file.resolve(readCatalog(file, before)?.entries.get('AcroForm'), before))
  addStyle(file.resolve(form?.entries.get('DA'), before), names)
  for (const { dictionary, type } of readFormFields(file, before)) {
    const kids = asArray(file.resolve(dictionary.entries.get('Kids'), before))?.items ?? []
    const widgets = [dictionary, ...kids.flatMap((kid) => asDictionary(file.resolve(kid, before)) ?? [])]
    for (const widget of widgets) {
      spendStep(work.effort)
      const own = inherited(file, before, widget, 'DA')
      if (!addStyle(own, names) && (type === 'Tx' || type === 'Ch')) style = true
      const missing = missingNames(work, widget)
      if (!missing) return null
      for (const name of missing) names.add(name)
    }
  }
  for (const page of readPages(file, before)) {
    const annotations = asDictionary(file.resolve(page, before))?.entries.get('Annots')
    for (const item of asArray(file.resolve(annotations, before))?.items ?? []) {
      spendStep(work.effort)
      // Notes written onto the page take their font from the form as well (ISO 32000-2, 12.5.6.6).
      const annotation = asDictionary(file.resolve(item, before))
      addStyle(file.resolve(annotation?.entries.get('DA'), before), names)
    }
  }
  return { names, style }
}

/** Names of fonts in a style (ISO 32000-2, 12.7.4.3). False without one. */
function addStyle(value: PdfObject, names: Set<string>): boolean {
  const style = asString(value)
  const read = style && reading(() => [...readOperations(style.bytes)])
  for (const { operands } of read?.ok ? read.value : []) {
    for (const operand of operands) {
      const name = asName(operand)
      if (name !== null) names.add(name)
    }
  }
  return style !== null
}

/** What the appearances of a widget use and do not define. */
function missingNames({ update, effort }: Work, widget: PdfDictionary): readonly string[] | null {
  const { file, before } = update
  const appearances = asDictionary(file.resolve(widget.entries.get('AP'), before))
  const missing: string[] = []
  for (const value of appearances?.entries.values() ?? []) {
    const states = asDictionary(file.resolve(value, before))
    for (const place of states?.entries.values() ?? [value]) {
      const stream = asStream(file.resolve(place, before))
      if (!stream) continue
      const content = decodeForComparison(file, effort, stream, before)
      const used = content && namesUsed(content)
      if (!used) return null
      const resources = asDictionary(file.resolve(stream.dictionary.entries.get('Resources'), before))
      const own = [...(resources?.entries.values() ?? [])].flatMap((category) => [
        ...(asDictionary(file.resolve(category, before))?.entries.keys() ?? []),
      ])
      missing.push(...[...used].filter((name) => !own.includes(name)))
    }
  }
  return missing
}
