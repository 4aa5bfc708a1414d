/** The attachments that Outlook packs into winmail.dat. MS-OXTNEF. */
import { type Bytes, fromLatin1, toLatin1 } from '../bytes.ts'
import { decodeText } from './decode-text.ts'

const LIMITS = {
  /** Attributes: a message has some fifty, an attachment six. */
  attributes: 5_000,
  /** Properties of one attachment; Outlook writes some thirty. */
  properties: 1_000,
} as const

const HEADER_LENGTH = 6

/** MS-OXTNEF, 2.1.3.3: the low halves of the attribute ids. */
const ATTACH_DATA = 0x800f
const ATTACH_TITLE = 0x8010
const ATTACH_REND_DATA = 0x9002
const ATTACH_PROPERTIES = 0x9005

export type TnefFile = { readonly name: string; readonly bytes: Bytes }

type Attribute = { readonly id: number; readonly data: Bytes }
type Attachment = { title: Bytes; data: Bytes | null; properties: Bytes | null }

/**
 * The attached files in their order; an embedded message is a file in TNEF again. Null where the stream breaks off, a
 * checksum is wrong or a limit ran out: half of what was sent is no basis for a verdict.
 */
export function readTnef(bytes: Bytes): readonly TnefFile[] | null {
  const attributes = readAttributes(bytes)
  if (attributes === null) return null
  const attachments: Attachment[] = []
  for (const { id, data } of attributes) {
    if (id === ATTACH_REND_DATA) attachments.push({ title: Buffer.alloc(0), data: null, properties: null })
    const current = attachments.at(-1)
    if (current === undefined) continue
    if (id === ATTACH_TITLE) current.title = data
    if (id === ATTACH_DATA) current.data = data
    if (id === ATTACH_PROPERTIES) current.properties = data
  }
  return attachments.flatMap((attachment) => fileOf(attachment) ?? [])
}

/** MS-OXTNEF, 2.1.3.1: level, id, length, data, checksum. */
function readAttributes(bytes: Bytes): readonly Attribute[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const attributes: Attribute[] = []
  for (let at = HEADER_LENGTH; at < bytes.length; ) {
    if (at + 11 > bytes.length || attributes.length >= LIMITS.attributes) return null
    const length = view.getUint32(at + 5, true)
    const end = at + 9 + length
    if (end + 2 > bytes.length) return null
    const data = bytes.subarray(at + 9, end)
    if (checksum(data) !== view.getUint16(end, true)) return null
    attributes.push({ id: view.getUint16(at + 1, true), data })
    at = end + 2
  }
  return attributes
}

/** MS-OXTNEF, 2.1.3.1: the sum of the bytes, modulo 65,536. */
function checksum(data: Bytes): number {
  let sum = 0
  for (const byte of data) sum = (sum + byte) & 0xffff
  return sum
}

function fileOf({ title, data, properties }: Attachment): TnefFile | null {
  const known = properties === null ? {} : readProperties(properties)
  const bytes = known.object ?? data ?? known.binary
  return bytes === undefined || bytes === null ? null : { name: known.longName ?? decodeText(beforeNul(title)), bytes }
}

type Known = { longName?: string; object?: Bytes; binary?: Bytes }

/** MS-OXPROPS: PidTagAttachLongFilename; PidTagAttachDataObject and PidTagAttachDataBinary. */
const LONG_NAME = 0x3707
const ATTACHED_DATA = 0x3701

/** MS-OXCDATA, 2.11.1: types of values. */
const STRING8 = 0x1e
const UNICODE = 0x1f
const OBJECT = 0x0d
const BINARY = 0x102
const MULTIPLE = 0x1000
/** Of values with a fixed length: bytes, filled up to four. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
])

/** MS-OXCMSG, 2.2.1.2.9: an object begins with the identifier of its interface. */
const INTERFACE_ID_LENGTH = 16

/** What is known up to where the list of properties breaks off. MS-OXTNEF, 2.1.3.4. */
function readProperties(bytes: Bytes): Known {
  const known: Known = {}
  const cursor: Cursor = { bytes, at: 0 }
  const count = Math.min(takeNumber(cursor, 4) ?? 0, LIMITS.properties)
  for (let n = 0; n < count; n++) {
    const type = takeNumber(cursor, 2)
    const id = takeNumber(cursor, 2)
    if (type === null || id === null || (id >= 0x8000 && !skipName(cursor))) return known
    const value = takeValue(cursor, type)
    if (value === null) return known
    if (id === LONG_NAME && type === UNICODE) known.longName = utf16(value)
    if (id === LONG_NAME && type === STRING8) known.longName = decodeText(beforeNul(value))
    if (id === ATTACHED_DATA && type === OBJECT) known.object = value.subarray(INTERFACE_ID_LENGTH)
    if (id === ATTACHED_DATA && type === BINARY) known.binary = value
  }
  return known
}

type Cursor = { readonly bytes: Bytes; at: number }

function takeNumber(cursor: Cursor, length: 2 | 4): number | null {
  const taken = take(cursor, length)
  return taken === null ? null : Buffer.from(taken).readUIntLE(0, length)
}

function take(cursor: Cursor, length: number): Bytes | null {
  const end = cursor.at + length
  if (end > cursor.bytes.length) return null
  const taken = cursor.bytes.subarray(cursor.at, end)
  cursor.at = end
  return taken
}

/** A property that has a name: a GUID, then a number or a text. False where it breaks off. */
function skipName(cursor: Cursor): boolean {
  const kind = take(cursor, 16) === null ? null : takeNumber(cursor, 4)
  if (kind === 0) return take(cursor, 4) !== null
  return kind !== null && takeSized(cursor) !== null
}

/** A value, of several the last; null where it breaks off or its type is unknown. */
function takeValue(cursor: Cursor, type: number): Bytes | null {
  const single = type & ~MULTIPLE
  const fixed = FIXED.get(single)
  const isCounted = fixed === undefined || single !== type
  const count = isCounted ? takeNumber(cursor, 4) : 1
  if (count === null || count > LIMITS.properties) return null
  if (fixed !== undefined) return take(cursor, fixed * count)
  if (![STRING8, UNICODE, OBJECT, BINARY].includes(single)) return null
  let value: Bytes | null = Buffer.alloc(0)
  for (let n = 0; n < count && value !== null; n++) value = takeSized(cursor)
  return value
}

/** Length, bytes, and filling up to four. */
function takeSized(cursor: Cursor): Bytes | null {
  const length = takeNumber(cursor, 4)
  const value = length === null ? null : take(cursor, length)
  if (value === null) return null
  cursor.at = Math.min(cursor.at + (-value.length & 3), cursor.bytes.length)
  return value
}

function utf16(bytes: Bytes): string {
  return new TextDecoder('utf-16le').decode(bytes).replace(/\0.*$/s, '').normalize('NFC')
}

function beforeNul(bytes: Bytes): Bytes {
  return fromLatin1(toLatin1(bytes).replace(/\0.*$/s, ''))
}
