/** Rules for the trailer and the catalog: what signing and long-term data change there. ISO 32000-2, 7.5.5 and 7.7.2. */
import { toLatin1 } from '../../bytes.ts'
import { asDictionary, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { explainForm } from './form-dictionary-rules.ts'
import { explainInformation, explainMetadata } from './information-rules.ts'
import { explainSecurityStore } from './store-rules.ts'
import { changedKeys, dictionaryOf } from './update.ts'
import { deny, follow, numberOf, type Work } from './work.ts'

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
  explainPlaces(work, old)
  const strange = [...revision.trailer.entries.keys()].filter((key) => !TRAILER_KEYS.has(key))
  if (strange.length > 0) deny(work, 0, `trailer ${strange.join(' ')}`)
  explainInformation(work, old?.entries.get('Info'), revision.trailer.entries.get('Info'))
  const was = dictionaryOf(file.object(root, before)?.value)
  const is = dictionaryOf(file.object(root, after)?.value)
  if (was && is) explainCatalog(work, root, was, is)
}

/** What does not agree there makes a reader search the file for its objects, and find others (ISO 32000-2, table 15). */
function explainPlaces(work: Work, old: PdfDictionary | undefined): void {
  const { file, after, revision } = work.update
  const { entries, trailer } = revision
  const [size, oldSize] = [trailer.entries.get('Size'), old?.entries.get('Size')]
  const highest = [...entries.keys()].reduce((most, number) => Math.max(most, number), 0)
  const isSize = typeof size === 'number' && Number.isSafeInteger(size) && size > highest
  // What an update that lists nothing says of it holds until the next one.
  const isLess = typeof size === 'number' && typeof oldSize === 'number' && size < oldSize
  if (!isSize || size > MAX_SIZE || (isLess && after === file.revisions.length)) deny(work, 0, 'trailer Size')
  // As it is written: some readers take no fraction of nought for a whole number (ISO 32000-2, 7.3.3).
  const written = toLatin1(file.bytes.subarray(revision.xrefOffset, revision.startXrefOffset))
  const isWhole = /\/Size[\0\s]+\d+[\0\s/>]/u.test(written) && /\/Prev[\0\s]+\d+[\0\s/>]/u.test(written)
  if (!isWhole || !Number.isSafeInteger(trailer.entries.get('Prev'))) deny(work, 0, 'trailer Prev')
  const [root, oldRoot] = [asReference(trailer.entries.get('Root')), asReference(old?.entries.get('Root'))]
  if (root?.generation !== oldRoot?.generation) deny(work, root?.number ?? 0, 'trailer Root')
}

/** The most objects that all readers in use take (ISO 32000-1, annex C, table C.1). */
const MAX_SIZE = 8_388_607

/** Keys of the catalog that long-term data may set (ISO 32000-2, 12.8.4.3 and 7.12; EN 319 142-1, 5.4). */
const LONG_TERM_KEYS = new Set(['DSS', 'Extensions', 'Version'])

function explainCatalog(work: Work, number: number, was: PdfDictionary, is: PdfDictionary): void {
  const changed = changedKeys(was, is)
  const faults = changed.filter((key) => {
    follow(work, is.entries.get(key))
    switch (key) {
      case 'AcroForm':
        return false
      case 'Metadata':
        return !explainMetadata(work, number, was, is)
      case 'MarkInfo':
        return !isMarkInformation(work, is.entries.get(key))
      case 'Perms':
        return was.entries.has(key) || !namesNewSignature(work, is.entries.get(key))
      default:
        return !LONG_TERM_KEYS.has(key) || (key === 'DSS' && !is.entries.has(key))
    }
  })
  if (faults.length > 0) deny(work, number, `catalog ${faults.join(' ')}`)
  if (changed.some((key) => LONG_TERM_KEYS.has(key))) work.classes.add('long-term-data')
  work.explained.add(number)
  explainSecurityStore(work, number, was, is)
  if (!changed.includes('Metadata')) explainMetadata(work, number, was, is)
  explainForm(work, number, was, is)
}

/** Whether the document says that it is tagged (ISO 32000-2, table 353): three flags, none of which is drawn. */
function isMarkInformation(work: Work, value: PdfObject | undefined): boolean {
  const { entries } = asDictionary(work.update.file.resolve(value, work.update.after)) ?? { entries: new Map() }
  const isFlag = ([key, flag]: [string, PdfObject]) =>
    ['Marked', 'UserProperties', 'Suspects'].includes(key) && typeof flag === 'boolean'
  if (entries.size === 0 || ![...entries].every(isFlag)) return false
  work.classes.add('metadata')
  return true
}

/** A certification names itself there (ISO 32000-2, 12.8.6); whether it may certify is its own matter (checkCertification). */
function namesNewSignature({ update: { file, added, after } }: Work, value: PdfObject | undefined): boolean {
  const { entries } = asDictionary(file.resolve(value, after)) ?? { entries: new Map() }
  const named = entries.get('DocMDP')
  return entries.size === 1 && added.has(numberOf(named)) && isSignature(asDictionary(file.resolve(named, after)))
}

const isSignature = (value: PdfDictionary | null): boolean =>
  value?.entries.has('ByteRange') === true && value.entries.has('Contents')
