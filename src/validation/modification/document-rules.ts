/** Rules for the trailer, the catalog and the form: what signing and long-term data change there. ISO 32000-2, 7.5.5 and 7.7.2. */
import { asArray, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { explainNewFields } from './signature-rules.ts'
import { changedKeys, dictionaryOf, referencesIn } from './update.ts'
import { allow, deny, follow, numberOf, type Work } from './work.ts'

export function explainTrailer(work: Work): void {
  const { file, before, after, revision } = work.update
  const old = file.revisions[before - 1]?.trailer
  const root = numberOf(revision.trailer.entries.get('Root'))
  const oldRoot = numberOf(old?.entries.get('Root'))
  if (root === 0 || root !== oldRoot) {
    deny(work, root, 'trailer Root')
    return
  }
  explainInformation(work, numberOf(revision.trailer.entries.get('Info')))
  const was = dictionaryOf(file.object(root, before)?.value)
  const is = dictionaryOf(file.object(root, after)?.value)
  if (was && is) explainCatalog(work, root, was, is)
}

/** The document information dictionary: shown in a properties window, never on a page (ISO 32000-2, 14.3.3). */
function explainInformation(work: Work, info: number): void {
  const { overridden, added, file, after } = work.update
  if (!overridden.has(info) && !added.has(info)) return
  const is = dictionaryOf(file.object(info, after)?.value)
  // A page or a form that poses as information dictionary would otherwise be redefined under this rule.
  if (!is || is.entries.has('Type') || is.entries.has('Kids')) return
  allow(work, info, 'metadata')
  work.roots.push(info)
}

/** Keys of the catalog that long-term data may set (ISO 32000-2, 12.8.4.3 and 7.12; EN 319 142-1, 5.4). */
const LONG_TERM_KEYS = new Set(['DSS', 'Extensions', 'Version'])

function explainCatalog(work: Work, number: number, was: PdfDictionary, is: PdfDictionary): void {
  const faults: string[] = []
  for (const key of changedKeys(was, is)) {
    if (key === 'AcroForm') continue
    if (LONG_TERM_KEYS.has(key)) work.classes.add('long-term-data')
    else if (key === 'Metadata') work.classes.add('metadata')
    else faults.push(key)
    follow(work, is.entries.get(key))
  }
  if (faults.length > 0) deny(work, number, `catalog ${faults.join(' ')}`)
  work.explained.add(number)
  explainSecurityStore(work, was, is)
  explainMetadata(work, is)
  explainForm(work, was, is)
}

/** The dictionaries and arrays of a security store may be extended; what they hold may not be redefined (ISO 32000-2, 12.8.4.3). */
function explainSecurityStore(work: Work, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after, overridden } = work.update
  if (overridden.size === 0) return
  /** DSS, VRI, the entry of a signature, its arrays. */
  const LEVELS = 4
  let level: readonly (PdfObject | undefined)[] = [was.entries.get('DSS')]
  for (let depth = 0; depth < LEVELS; depth++) {
    const numbers = level.flatMap((value) => referencesIn(value ?? null))
    for (const number of numbers) {
      if (!overridden.has(number) || !isStorePart(file.object(number, before)?.value)) continue
      allow(work, number, 'long-term-data')
      work.roots.push(number)
    }
    level = numbers.map((number) => file.object(number, before)?.value).filter(isStorePart)
  }
  if (dictionaryOf(file.resolve(is.entries.get('DSS'), after))) follow(work, is.entries.get('DSS'))
}

/** A dictionary without a type of its own, or one that says it belongs to a store; or an array. */
function isStorePart(value: PdfObject | undefined): boolean {
  if (asArray(value)) return true
  const dictionary = dictionaryOf(value)
  const type = asName(dictionary?.entries.get('Type'))
  return dictionary !== null && (type === null ? !dictionary.entries.has('Type') : ['DSS', 'VRI'].includes(type))
}

/** XMP: a description of the document beside its content (ISO 32000-2, 14.3.2). */
function explainMetadata(work: Work, catalog: PdfDictionary): void {
  const { file, overridden, after } = work.update
  const metadata = numberOf(catalog.entries.get('Metadata'))
  if (!overridden.has(metadata)) return
  if (asName(dictionaryOf(file.object(metadata, after)?.value)?.entries.get('Type')) === 'Metadata')
    allow(work, metadata, 'metadata')
}

/** What a form dictionary says of signatures, and what it may only gain where it had none (ISO 32000-2, 12.7.3). */
const FORM_KEYS = new Set(['Fields', 'SigFlags'])
const NEW_FORM_KEYS = new Set(['DA', 'DR'])

function explainForm(work: Work, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after } = work.update
  const place = is.entries.get('AcroForm')
  const oldForm = dictionaryOf(file.resolve(was.entries.get('AcroForm'), before))
  const form = dictionaryOf(file.resolve(place, after))
  if (!form) {
    if (oldForm) deny(work, numberOf(place), 'form removed')
    return
  }
  const keys = oldForm ? changedKeys(oldForm, form) : [...form.entries.keys()]
  const isAllowed = (key: string) => FORM_KEYS.has(key) || (NEW_FORM_KEYS.has(key) && !oldForm?.entries.has(key))
  const faults = keys.filter((key) => !isAllowed(key))
  if (faults.length > 0) deny(work, numberOf(place), `form ${faults.join(' ')}`)
  for (const key of NEW_FORM_KEYS) if (keys.includes(key)) follow(work, form.entries.get(key))
  if (asReference(place)) {
    work.explained.add(numberOf(place))
    work.roots.push(numberOf(place))
  }
  explainNewFields(work, oldForm?.entries.get('Fields'), form.entries.get('Fields'), 'form Fields')
}
