/** What a CMS file holds: signed content, a signature alone, or something encrypted. RFC 5652; RFC 8551, 3. */
import { type Bytes, indexOf, toLatin1 } from '../bytes.ts'
import { readSignedData } from '../format/cms/signed-data.ts'

export type CmsContent =
  | { readonly kind: 'signed'; readonly content: Bytes }
  | { readonly kind: 'detached' }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'unreadable' }

/** Where the content type stands in a CMS ContentInfo: behind one tag and a length of at most nine bytes. */
const CMS_HEADER_RANGE = 32

const SIGNED_DATA = '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02' // id-signedData, RFC 5652, 5.1
const ENCRYPTED = [
  '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03', // id-envelopedData, RFC 5652, 6.1
  '\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17', // id-ct-authEnvelopedData, RFC 5083, 2.1
]

export function isCms(bytes: Bytes): boolean {
  return bytes[0] === 0x30 && [SIGNED_DATA, ...ENCRYPTED].some((type) => announces(bytes, type))
}

/** Nothing is verified here: whoever opens the content judges what is in it. PEM is read as what it spells. */
export function readCmsContent(bytes: Bytes): CmsContent {
  const der = bytes[0] === 0x30 ? bytes : fromPem(bytes)
  if (ENCRYPTED.some((type) => announces(der, type))) return { kind: 'encrypted' }
  const read = readSignedData(der)
  if (!read.ok) return { kind: 'unreadable' }
  return read.value.content === null ? { kind: 'detached' } : { kind: 'signed', content: read.value.content }
}

function announces(bytes: Bytes, type: string): boolean {
  return indexOf(bytes.subarray(0, CMS_HEADER_RANGE), type) >= 0
}

/** RFC 7468, 2: base64 between two lines of dashes. */
function fromPem(bytes: Bytes): Bytes {
  const text = toLatin1(bytes)
  const begin = text.indexOf('-----', 5) + 5
  const end = text.indexOf('-----', begin)
  return Buffer.from(text.slice(begin, end < 0 ? undefined : end), 'base64')
}
