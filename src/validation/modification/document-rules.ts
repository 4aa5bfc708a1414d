/** Rules for the trailer, the catalog and the form: what signing and long-term data change there. ISO 32000-2, 7.5.5 and 7.7.2. */
import { toLatin1 } from '../../bytes.ts'
import { decodeStream } from '../../format/pdf/decode-stream.ts'
import { asArray, asDictionary, asName, asReference, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { explainNewFields } from './signature-rules.ts'
import { changedKeys, dictionaryOf, referencesIn } from './update.ts'
import { allow, deny, follow, numberOf, own, type Work } from './work.ts'

/** ISO 32000-2, tables 15, 17 and 19; a cross-reference stream is its own trailer. */
const TRAILER_KEYS = new Set(
  'Size Prev Root Encrypt Info ID XRefStm Type Index W Length Filter DecodeParms'.split(' ').concat(
    // LibreOffice's, for its own copy of the source and a checksum of the body; no reader shows either.
    ['AdditionalStreams', 'DocChecksum'],
  ),
)

export function explainTrailer(work: Work): void {
  const { file, before, after, revision } = work.update
  const old = file.revisions[before - 1]?.trailer
  const root = numberOf(revision.trailer.entries.get('Root'))
  const oldRoot = numberOf(old?.entries.get('Root'))
  if (root === 0 || root !== oldRoot) {
    deny(work, root, 'trailer Root')
    return
  }
  const strange = [...revision.trailer.entries.keys()].filter((key) => !TRAILER_KEYS.has(key))
  if (strange.length > 0) deny(work, 0, `trailer ${strange.join(' ')}`)
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
  own(work, info, 0)
  work.roots.push(info)
}

/** Keys of the catalog that long-term data may set (ISO 32000-2, 12.8.4.3 and 7.12; EN 319 142-1, 5.4). */
const LONG_TERM_KEYS = new Set(['DSS', 'Extensions', 'Version'])

function explainCatalog(work: Work, number: number, was: PdfDictionary, is: PdfDictionary): void {
  const faults: string[] = []
  for (const key of changedKeys(was, is)) {
    if (key === 'AcroForm') continue
    if (LONG_TERM_KEYS.has(key)) work.classes.add('long-term-data')
    else if (key === 'Metadata' && isDescription(work, is.entries.get(key))) work.classes.add('metadata')
    else faults.push(key)
    follow(work, is.entries.get(key))
  }
  if (faults.length > 0) deny(work, number, `catalog ${faults.join(' ')}`)
  work.explained.add(number)
  explainSecurityStore(work, number, was, is)
  explainMetadata(work, number, was, is)
  explainForm(work, number, was, is)
}

/** The dictionaries and arrays of a security store may be extended; what they hold may not be redefined (ISO 32000-2, 12.8.4.3). */
function explainSecurityStore(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after, overridden } = work.update
  if (overridden.size === 0) return
  /** DSS, VRI, the entry of a signature, its arrays. */
  const LEVELS = 4
  let level: readonly { readonly owner: number; readonly value: PdfObject }[] = [
    { owner: root, value: was.entries.get('DSS') ?? null },
  ]
  for (let depth = 0; depth < LEVELS; depth++) {
    const next: { owner: number; value: PdfObject }[] = []
    for (const { owner, value } of level) {
      for (const number of referencesIn(value)) {
        const old = file.object(number, before)?.value ?? null
        if (!isStorePart(old)) continue
        next.push({ owner: number, value: old })
        if (!overridden.has(number) || !isExtended(old, file.object(number, after)?.value)) continue
        allow(work, number, 'long-term-data')
        own(work, number, owner)
        work.roots.push(number)
      }
    }
    level = next
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

/** No entry of a store, nor of a dictionary written inside it, may be taken away. */
function isExtended(old: PdfObject, now: PdfObject | undefined): boolean {
  const was = asDictionary(old)
  const is = asDictionary(now)
  if (!was || !is) return (asArray(old) !== null && asArray(now) !== null) || asReference(now) !== null
  return [...was.entries].every(([key, value]) => {
    const more = is.entries.get(key)
    return more !== undefined && (asDictionary(value) ? isExtended(value, more) : true)
  })
}

/** XMP: a description of the document beside its content (ISO 32000-2, 14.3.2). What was none before cannot become one. */
function explainMetadata(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, overridden, before } = work.update
  const metadata = numberOf(is.entries.get('Metadata'))
  if (!overridden.has(metadata) || metadata !== numberOf(was.entries.get('Metadata'))) return
  const old = dictionaryOf(file.object(metadata, before)?.value)
  if (asName(old?.entries.get('Type')) !== 'Metadata' || !isDescription(work, is.entries.get('Metadata'))) return
  allow(work, metadata, 'metadata')
  own(work, metadata, root)
}

/** A metadata stream with an XMP packet in it and no markup of the kind by which XML fetches or multiplies things. */
function isDescription({ update: { file, after } }: Work, place: PdfObject | undefined): boolean {
  const stream = asStream(file.resolve(place, after))
  if (!asReference(place) || !stream || asName(stream.dictionary.entries.get('Type')) !== 'Metadata') return false
  const packet = toLatin1(decodeStream(file, stream, after))
  return /<(?:\w+:)?xmpmeta[\s>]|<rdf:RDF[\s>]/u.test(packet) && !/<!(?:DOCTYPE|ENTITY)/iu.test(packet)
}

/** What a form dictionary says of signatures, and what it may only gain where it had none (ISO 32000-2, 12.7.3). */
const FORM_KEYS = new Set(['Fields', 'SigFlags'])
const NEW_FORM_KEYS = new Set(['DA', 'DR'])

function explainForm(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after } = work.update
  const place = is.entries.get('AcroForm')
  const oldForm = dictionaryOf(file.resolve(was.entries.get('AcroForm'), before))
  const form = dictionaryOf(file.resolve(place, after))
  if (!form) {
    if (oldForm) deny(work, numberOf(place), 'form removed')
    return
  }
  const keys = oldForm ? changedKeys(oldForm, form) : [...form.entries.keys()]
  const isAllowed = (key: string) =>
    FORM_KEYS.has(key) ||
    (NEW_FORM_KEYS.has(key) && !oldForm?.entries.has(key)) ||
    (key === 'NeedAppearances' && form.entries.get(key) === true)
  const faults = keys.filter((key) => !isAllowed(key))
  if (faults.length > 0) deny(work, numberOf(place), `form ${faults.join(' ')}`)
  // Whether that is honest depends on the fields (form-rules.ts).
  if (keys.includes('NeedAppearances') && form.entries.get('NeedAppearances') === true)
    work.drawnByViewer.push(numberOf(place))
  for (const key of NEW_FORM_KEYS) if (keys.includes(key)) follow(work, form.entries.get(key))
  if (asReference(place)) {
    work.explained.add(numberOf(place))
    own(work, numberOf(place), root)
    work.roots.push(numberOf(place))
  }
  explainNewFields(work, oldForm?.entries.get('Fields'), form.entries.get('Fields'), 'form Fields')
  own(work, numberOf(form.entries.get('Fields')), asReference(place) ? numberOf(place) : root)
}
