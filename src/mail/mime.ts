/** The parts of one letter, each as a range of its bytes. RFC 2045, RFC 2046. */
import type { Bytes } from '../bytes.ts'
import { bodyOffset, type HeaderField, MAX_HEADER_BYTES, readHeaderBlock, valuesOf } from './header-block.ts'
import { type DelimiterAllowance, splitMultipart } from './multipart.ts'
import { decodeParameter, readFieldValue } from './parameters.ts'
import { decodeBody } from './transfer-encoding.ts'

export type MimePart = {
  readonly kind: 'part'
  /** As IMAP numbers parts (RFC 3501, 6.4.5): `2`, `1.3`; a letter without parts is `1`. */
  readonly number: string
  /** Decoded, NFC, '' where none is given. */
  readonly name: string
  /** Lower case, as declared. */
  readonly type: string
  /** Parameters of Content-Type as they stand, by name in lower case. */
  readonly parameters: ReadonlyMap<string, string>
  /** text/plain or text/html that is neither named nor an attachment: words of the letter. */
  readonly isText: boolean
  /** Behind the header, transfer encoding taken off, else exactly as it lies. */
  readonly bytes: Bytes
}

/** What follows at this place was not read: an allowance or the nesting ran out. */
export type MimeLimit = { readonly kind: 'limit'; readonly number: string }

/** What is left for a letter and all letters in it; reading takes from it. */
export type MimeAllowance = DelimiterAllowance & { entities: number; headerBytes: number }

export const MIME_LIMITS: Readonly<MimeAllowance> = {
  /** Parts, and multiparts around them. Ten times the files that are taken of a letter. */
  entities: 2_000,
  /** Header blocks together; that of a part has some hundred bytes, that of a letter up to some 30 KB of traces. */
  headerBytes: 4 * MAX_HEADER_BYTES,
  /** Places that begin like a delimiter line; each entity has one or two, and quoted letters have some. */
  delimiters: 20_000,
}

/** Multiparts within multiparts. Real letters reach six: signed, mixed, related, alternative and a list's footer. */
const MAX_DEPTH = 12

/**
 * The parts from the top down, those that are read before a limit included; a nested letter is one part. Never throws:
 * where the structure is broken the parts are what its delimiter lines enclose.
 */
export function* readMimeParts(raw: Bytes, allowance: MimeAllowance): Generator<MimePart | MimeLimit> {
  yield* walk(raw, { number: '', depth: 0, defaultType: 'text/plain' }, allowance)
}

type Place = { readonly number: string; readonly depth: number; readonly defaultType: string }

function* walk(entity: Bytes, place: Place, allowance: MimeAllowance): Generator<MimePart | MimeLimit> {
  const number = place.number === '' ? '1' : place.number
  const bodyAt = bodyOffset(entity)
  const maxBytes = Math.min(MAX_HEADER_BYTES, allowance.headerBytes)
  if (place.depth > MAX_DEPTH) return yield { kind: 'limit', number }
  allowance.entities--
  allowance.headerBytes -= Math.min(bodyAt, maxBytes)
  if (bodyAt > maxBytes) yield { kind: 'limit', number }
  const fields = readHeaderBlock(entity, maxBytes)
  const type = contentType(fields, place.defaultType)
  const body = entity.subarray(bodyAt)
  if (!type.head.startsWith('multipart/')) return yield leaf(fields, number, type, body)

  const children = splitMultipart(body, type.parameters.get('boundary') ?? '', allowance)
  const defaultType = type.head === 'multipart/digest' ? 'message/rfc822' : 'text/plain' // RFC 2046, 5.1.5
  let count = 0
  for (const child of children) {
    count++
    const inner = place.number === '' ? `${count}` : `${place.number}.${count}`
    if (allowance.entities <= 0) return yield { kind: 'limit', number: inner }
    yield* walk(child, { number: inner, depth: place.depth + 1, defaultType }, allowance)
  }
  if (allowance.delimiters === 0) {
    allowance.delimiters = -1 // told once, at the innermost place
    yield { kind: 'limit', number }
  }
  // Without a delimiter line there are no parts: what is there may still be a file.
  if (count === 0 && allowance.delimiters > 0)
    yield leaf(fields, number, { head: 'text/plain', parameters: new Map() }, body)
}

/** RFC 2045, 5.2: what is absent or no type at all is the default. */
function contentType(fields: readonly HeaderField[], defaultType: string) {
  const values = valuesOf(fields, 'content-type').map(readFieldValue)
  return values.find(({ head }) => /^[^/]+\/[^/]+$/.test(head)) ?? { ...readFieldValue(''), head: defaultType }
}

function leaf(
  fields: readonly HeaderField[],
  number: string,
  type: ReturnType<typeof readFieldValue>,
  body: Bytes,
): MimePart {
  const disposition = readFieldValue(valuesOf(fields, 'content-disposition')[0] ?? '')
  const [encoding = ''] = valuesOf(fields, 'content-transfer-encoding')
  const name = decodeParameter(disposition, 'filename') || decodeParameter(type, 'name')
  const isWords = type.head === 'text/plain' || type.head === 'text/html'
  return {
    kind: 'part',
    number,
    name,
    type: type.head,
    parameters: type.parameters,
    isText: isWords && name === '' && disposition.head !== 'attachment',
    bytes: decodeBody(body, encoding.toLowerCase()),
  }
}
