/** The picture of a signature that was there before the update. ISO 32000-2, 12.7.5.5 and 12.5.5. */
import { asArray, asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import type { SignatureField } from '../../format/pdf/signature-field.ts'
import type { Change } from './change.ts'
import { compareValues } from './compare.ts'
import type { Versions } from './comparison.ts'
import { numberOf } from './work.ts'

/** What a signature shows was shown to those who signed after it, and is a part of what they signed. */
export function diagnoseSignedAppearances(versions: Versions, fields: readonly SignatureField[]): readonly Change[] {
  return fields
    .filter(({ value, reached }) => value && reached === 'form')
    .flatMap(({ name, field, dictionary }) => {
      const kids = asArray(versions.file.resolve(dictionary.entries.get('Kids'), versions.before))?.items ?? []
      return [field, ...kids].some((widget) => isRedrawn(versions, widget)) ? [redrawn(name)] : []
    })
}

function isRedrawn(versions: Versions, widget: PdfObject): boolean {
  const { file, before, after } = versions
  const was = asDictionary(file.object(numberOf(widget), before)?.value)
  const is = asDictionary(file.object(numberOf(widget), after)?.value)
  if (!was?.entries.has('AP') || !is) return false
  return compareValues(versions, was.entries.get('AP'), is.entries.get('AP')) === 'different'
}

const redrawn = (field: string): Change => ({
  code: 'document-changed-after-signing',
  clause: 'ISO 32000-2, 12.5.5',
  page: null,
  facts: { what: 'signature appearance', field },
  changeClass: 'other',
  objects: [],
})
