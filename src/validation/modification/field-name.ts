/** The full name of the field that a widget belongs to. ISO 32000-2, 12.7.4.2. */
import { exhausted, PDF_BUDGET } from '../../format/pdf/budget.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { readPartialName } from '../../format/pdf/form-field.ts'
import { asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'

/** Parts joined by '.', as `FormField.name`; '' where nothing upwards has a name. */
export function fieldName(file: PdfFile, revision: number, widget: PdfDictionary): string {
  const parts: string[] = []
  let holder: PdfDictionary | null = widget
  for (let hops = 0; holder; hops++) {
    if (hops > PDF_BUDGET.depth) throw exhausted('depth')
    const part = readPartialName(file, revision, holder.entries.get('T'))
    if (part) parts.push(part)
    holder = asDictionary(file.resolve(holder.entries.get('Parent'), revision))
  }
  return parts.reverse().join('.')
}
