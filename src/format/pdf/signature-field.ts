/** Signature fields and the signature dictionaries they hold. ISO 32000-2, 12.7.5.5 and 12.8.1. */
import type { PdfFile } from './file.ts'
import type { PdfDictionary, PdfReference } from './object.ts'

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
export declare function readSignatureFields(file: PdfFile, revision: number): readonly SignatureField[]
