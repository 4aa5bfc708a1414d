/** Rules for descriptions of the document, which a properties window shows and never a page. ISO 32000-2, 14.3. */
import { toLatin1 } from '../../bytes.ts'
import { decodeStream } from '../../format/pdf/decode-stream.ts'
import { asName, asReference, asStream, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { changedKeys, dictionaryOf } from './update.ts'
import { allow, numberOf, own, type Work } from './work.ts'

/** Which program saved the file last, and when: every save sets them, that of a time-stamp too (ISO 32000-2, 14.3.3). */
const STAMP_KEYS = new Set(['ModDate', 'Producer'])

/** The document information dictionary (ISO 32000-2, 14.3.3). */
export function explainInformation(work: Work, old: PdfObject | undefined, now: PdfObject | undefined): void {
  const info = numberOf(now)
  const { overridden, added, file, before, after } = work.update
  const isAdded = added.has(info)
  // Another object of before shows its entries as title and author from now on, or none does.
  if (now !== undefined && !isAdded && info !== numberOf(old)) work.classes.add('metadata')
  if (!overridden.has(info) && !isAdded) return
  const is = dictionaryOf(file.object(info, after)?.value)
  // A page or a form that poses as information dictionary would otherwise be redefined under this rule.
  if (!is || is.entries.has('Type') || is.entries.has('Kids')) return
  const was = dictionaryOf(file.resolve(old, before)) ?? NOTHING
  const isStamp = changedKeys(was, is).every((key) => STAMP_KEYS.has(key) && isText(is.entries.get(key)))
  allow(work, info, isStamp ? 'save-stamp' : 'metadata')
  own(work, info, 0)
  work.entrances.set(info, ['trailer Info'])
  work.roots.push(info)
}

const NOTHING: PdfDictionary = { kind: 'dictionary', entries: new Map(), duplicateKeys: [], nullKeys: [], reals: [] }

const isText = (value: PdfObject | undefined): boolean => value === undefined || asString(value) !== null

/** XMP (ISO 32000-2, 14.3.2). What was none before cannot become one; false where the catalog names something else now. */
export function explainMetadata(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): boolean {
  const { overridden, before, after } = work.update
  const place = is.entries.get('Metadata')
  const metadata = numberOf(place)
  const isSamePlace = metadata === numberOf(was.entries.get('Metadata'))
  if (isSamePlace && !overridden.has(metadata)) return true
  const packet = packetAt(work, place, after)
  const old = packetAt(work, was.entries.get('Metadata'), before)
  if (packet === null || (isSamePlace && old === null)) return false
  const changeClass = old !== null && withoutStamp(old) === withoutStamp(packet) ? 'save-stamp' : 'metadata'
  work.classes.add(changeClass)
  if (!isSamePlace) return true
  allow(work, metadata, changeClass)
  own(work, metadata, root)
  work.entrances.set(metadata, ['catalog Metadata'])
  return true
}

/** Of a metadata stream with an XMP packet in it and no markup of the kind by which XML fetches or multiplies things. */
function packetAt({ update: { file } }: Work, place: PdfObject | undefined, revision: number): string | null {
  const stream = asStream(file.resolve(place, revision))
  if (!asReference(place) || !stream || asName(stream.dictionary.entries.get('Type')) !== 'Metadata') return null
  const packet = toLatin1(decodeStream(file, stream, revision))
  const isPacket = /<(?:\w+:)?xmpmeta[\s>]|<rdf:RDF[\s>]/u.test(packet) && !/<!(?:DOCTYPE|ENTITY)/iu.test(packet)
  return isPacket ? packet : null
}

/** Properties that every save sets, as elements and as attributes (ISO 16684-1, 8.3 and 8.4), and the padding of the packet. */
const STAMPS = /<((?:xmp:(?:ModifyDate|MetadataDate)|pdf:Producer|xmpMM:InstanceID))>[^<]*<\/\1>/gu
const STAMP_ATTRIBUTES = /\s(?:xmp:(?:ModifyDate|MetadataDate)|pdf:Producer|xmpMM:InstanceID)="[^"<]*"/gu

const withoutStamp = (packet: string): string =>
  packet.replaceAll(STAMPS, '').replaceAll(STAMP_ATTRIBUTES, '').replaceAll(/\s+/gu, ' ')
