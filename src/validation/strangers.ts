/** Pictures that somebody whom nobody vouches for has put on pages that others had signed. */
import type { PdfFile } from '../format/pdf/file.ts'
import { asArray } from '../format/pdf/narrow.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { dictionaryOf } from './modification/update.ts'
import { widgetArea } from './modification/widget-area.ts'
import type { SignatureReport } from './report.ts'

/**
 * It may be a seal of a body we do not know, or a sum over another sum: a person has to look (ISO 32000-2, 12.8.2.2;
 * signature fields as a means of attack).
 *
 * @param fields of each of `signatures`, in the same order, all that show it.
 */
export function isDrawnOver(
  file: PdfFile,
  fields: readonly (readonly PdfDictionary[])[],
  signatures: readonly SignatureReport[],
): boolean {
  const first = Math.min(...signatures.map(({ revision }) => revision ?? 0))
  const isSealed = signatures.some(
    (signature, index) =>
      !isVouchedFor(signature) &&
      (signature.revision ?? 0) > first &&
      fields[index]?.some((field) => isVisible(file, field)) === true,
  )
  return isSealed || isAnnotatedByLeave(signatures, first)
}

/** Annotations that only the certification of somebody whom nobody vouches for permits: it is the first signature of the file. */
function isAnnotatedByLeave(signatures: readonly SignatureReport[], first: number): boolean {
  const isAnnotated = signatures.some(
    ({ notes, modification }) => modification === 'permitted' && notes.includes('annotation-added'),
  )
  return isAnnotated && signatures.some((one) => one.revision === first && !isVouchedFor(one))
}

/** Of a certificate that is suspended the authority says that it does not vouch for now (EN 319 102-1, 5.2.6.4). */
function isVouchedFor({ trust, findings }: SignatureReport): boolean {
  return trust === 'trusted' && !findings.some(({ code }) => code === 'certificate-on-hold')
}

/** A widget of some size is drawn, by its appearance or without one. */
function isVisible(file: PdfFile, field: PdfDictionary): boolean {
  const last = file.revisions.length
  const widgets = [field, ...(asArray(file.resolve(field.entries.get('Kids'), last))?.items ?? [])]
  return widgets.some((widget) => {
    const dictionary = dictionaryOf(file.resolve(widget, last))
    if (dictionary === null) return false
    return dictionary.entries.has('AP') || (widgetArea(file, last, dictionary) ?? 0) !== 0
  })
}
