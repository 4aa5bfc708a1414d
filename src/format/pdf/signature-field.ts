/** Signature fields and the signature dictionaries they hold. ISO 32000-2, 12.7.5.5 and 12.8.1. */
import type { PdfFile } from './file.ts'
import { type FormField, readFormFields } from './form-field.ts'
import { readLooseSignatures } from './loose-signature.ts'
import { asDictionary, asReference } from './narrow.ts'
import type { PdfDictionary, PdfObject, PdfReference } from './object.ts'
import { oncePerRevision } from './once-per-revision.ts'
import { readable } from './readable.ts'
import { readWidgetFields } from './widget-field.ts'

export type SignatureField = {
  /** Fully qualified name, parts joined by '.'; '' where it has none. */
  readonly name: string
  /** The field's own object, or null for a direct dictionary. */
  readonly field: PdfReference | null
  readonly dictionary: PdfDictionary
  /** Object of the signature dictionary (/V); null for a direct dictionary. */
  readonly valueReference: PdfReference | null
  /** Null where nobody signed: /V is absent or null. */
  readonly value: PdfDictionary | null
  /** `form` reached from AcroForm /Fields; `unlinked` found only otherwise (page annotations, /Perms, a lone object). */
  readonly reached: 'form' | 'unlinked'
}

/**
 * All signature fields of `revision`, in the order of the form, then those found elsewhere.
 * A dictionary with /ByteRange and /Contents that no field holds is a field of its own, unlinked.
 */
export const readSignatureFields = oncePerRevision((file, revision): readonly SignatureField[] => {
  const linked = signatureFields(file, revision, readFormFields(file, revision), 'form')
  const loose = readLooseSignatures(file, revision, linked)
  if (loose.length === 0) return linked
  const widgets = readable(() => signatureFields(file, revision, readWidgetFields(file, revision), 'unlinked'))
  const byValue = new Map(widgets.ok ? widgets.value.map((widget) => [widget.value, widget]) : [])
  const unlinked = loose.map(({ reference, value }): SignatureField => {
    const widget = byValue.get(value)
    if (widget) return widget
    return { name: '', field: reference, dictionary: value, valueReference: reference, value, reached: 'unlinked' }
  })
  return [...linked, ...unlinked]
})

function signatureFields(
  file: PdfFile,
  revision: number,
  fields: readonly FormField[],
  reached: SignatureField['reached'],
): readonly SignatureField[] {
  return fields
    .filter(({ type }) => type === 'Sig')
    .map(({ name, reference, dictionary, value }) => ({
      name,
      field: reference,
      dictionary,
      // Resolved first: a loop of references ends there.
      value: asDictionary(file.resolve(value, revision)),
      valueReference: lastReference(file, revision, value),
      reached,
    }))
}

/** The reference that leads to the object itself, where one reference leads to another. */
function lastReference(file: PdfFile, revision: number, value: PdfObject | undefined): PdfReference | null {
  const reference = asReference(value)
  const next = reference ? asReference(file.object(reference.number, revision)?.value) : null
  return next ? lastReference(file, revision, next) : reference
}
