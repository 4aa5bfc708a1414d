/** What a file is, by its own bytes: names and declared types are the sender's word. */
import { asBuffer, type Bytes, indexOf, toLatin1 } from '../bytes.ts'
import type { FileKind } from './letter.ts'
import { isCms } from './signed-content.ts'

/** Where the mark of a PDF may stand: readers in use accept it within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). */
const PDF_HEADER_RANGE = 1_024

type Mark = { readonly kind: FileKind; readonly bytes: string }

/** First bytes, in ISO 8859-1. The longer mark stands before the shorter one that it begins with. */
const MARKS: readonly Mark[] = [
  { kind: 'zip', bytes: 'PK\x03\x04' }, // APPNOTE.TXT, 4.3.7
  { kind: 'zip', bytes: 'PK\x05\x06' }, // an empty archive, APPNOTE.TXT, 4.3.16
  { kind: 'rar', bytes: 'Rar!\x1a\x07' },
  { kind: '7z', bytes: '7z\xbc\xaf\x27\x1c' },
  { kind: 'office', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' }, // Compound File Binary: .doc, .xls, .msg
  { kind: 'office', bytes: '{\\rtf' },
  { kind: 'tnef', bytes: '\x78\x9f\x3e\x22' }, // winmail.dat, MS-OXTNEF, 2.1.3.2
  { kind: 'pgp-message', bytes: '-----BEGIN PGP MESSAGE-----' }, // RFC 9580, 6.2
  { kind: 'cms', bytes: '-----BEGIN PKCS7-----' }, // RFC 7468, 8
  { kind: 'cms', bytes: '-----BEGIN CMS-----' }, // RFC 7468, 9
]

const XML_SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'

/**
 * The kind of a file. What wraps a PDF (an archive that stores it, a CMS that signs it) shows the PDF's mark within its
 * own first bytes, so wrappers are looked for first. An office document that is an archive is a `zip` here; its table of contents tells.
 */
export function fileKind(bytes: Bytes): FileKind {
  const mark = MARKS.find((known) => startsWith(bytes, known.bytes))
  if (mark) return mark.kind
  if (isCms(bytes)) return 'cms'
  if (indexOf(bytes.subarray(0, PDF_HEADER_RANGE), '%PDF-') >= 0) return 'pdf'
  return isSignedXml(bytes) ? 'xml-signature' : 'other'
}

function startsWith(bytes: Bytes, text: string): boolean {
  return toLatin1(bytes.subarray(0, text.length)) === text
}

/** XML that names the namespace of XML-Signature and has an element `Signature`. Not well-formedness, not UTF-16. */
function isSignedXml(bytes: Bytes): boolean {
  const isMarkup = /^(?:\xef\xbb\xbf)?\s*</.test(toLatin1(bytes.subarray(0, PDF_HEADER_RANGE)))
  if (!isMarkup || indexOf(bytes, XML_SIGNATURE_NAMESPACE) < 0) return false
  return /<(?:[\w.-]{1,64}:)?Signature[\s>]/.test(asBuffer(bytes).toString('latin1'))
}
