/** Rules for the dictionary of the form: what signing, filling and their programs write there. ISO 32000-2, 12.7.3. */
import { asDictionary, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { type Borrowed, readBorrowed } from './borrowers.ts'
import { explainResources } from './resource-rules.ts'
import { explainNewFields } from './signature-rules.ts'
import { changedKeys, dictionaryOf } from './update.ts'
import { deny, numberOf, own, type Work } from './work.ts'

export function explainForm(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after } = work.update
  const place = is.entries.get('AcroForm')
  const old = dictionaryOf(file.resolve(was.entries.get('AcroForm'), before))
  const form = dictionaryOf(file.resolve(place, after))
  if (!form) {
    if (old) deny(work, numberOf(place), 'form removed')
    return
  }
  explainFormKeys(work, numberOf(place), { old, form, owner: numberOf(place) || root })
  if (asReference(place)) {
    work.explained.add(numberOf(place))
    own(work, numberOf(place), root)
    work.roots.push(numberOf(place))
  }
  explainNewFields(work, old?.entries.get('Fields'), form.entries.get('Fields'), 'form Fields')
  own(work, numberOf(form.entries.get('Fields')), numberOf(place) || root)
}

type Forms = { readonly old: PdfDictionary | null; readonly form: PdfDictionary; readonly owner: number }

function explainFormKeys(work: Work, number: number, { old, form, owner }: Forms): void {
  let read: Borrowed | null | undefined
  const borrowed = (): Borrowed | null => {
    if (read === undefined) read = readBorrowed(work)
    return read
  }
  const keys = new Set(old ? changedKeys(old, form) : form.entries.keys())
  // Lists that were written over in place are no change of the form itself.
  if (form.entries.has('DR') && asDictionary(work.update.file.resolve(form.entries.get('DR'), work.update.after)))
    keys.add('DR')
  const isAllowed = (key: string): boolean => {
    switch (key) {
      case 'Fields':
      case 'SigFlags':
        return true
      // What a viewer draws without another style it draws by this one.
      case 'DA':
        return !old?.entries.has('DA') && (old === null || borrowed()?.style === false)
      case 'DR':
        return explainResources(work, old, { dictionary: form, number: owner }, borrowed)
      // Whether that shows depends on the fields (form-rules.ts).
      case 'NeedAppearances':
        work.drawnByViewer.push(number)
        return true
      default:
        return false
    }
  }
  const faults = [...keys].filter((key) => !isAllowed(key))
  if (faults.length > 0) deny(work, number, `form ${faults.join(' ')}`)
}
