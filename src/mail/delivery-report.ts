/** A report of a mail server that a letter could not be delivered. RFC 3464, RFC 6522. */
import type { Bytes } from '../bytes.ts'
import { readHeaderBlock, valuesOf } from './header-block.ts'
import { MIME_LIMITS, type MimePart, readMimeParts } from './mime.ts'
import { readFieldValue } from './parameters.ts'

export type DeliveryReport = {
  /** Of the letter that came back, angle brackets included. */
  readonly messageId: string
  /** RFC 3463, of the first address to which it will never come: `5.1.1`. */
  readonly status: string
}

/** A report is a few KB and has three parts. */
const MAX_PARTS = 20

const RETURNED = new Set(['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global-headers'])

/** Null for anything else, also for a report that the letter is late or has arrived. */
export function readDeliveryReport(raw: Bytes): DeliveryReport | null {
  const type = readFieldValue(valuesOf(readHeaderBlock(raw), 'content-type')[0] ?? '')
  if (type.head !== 'multipart/report') return null
  let status: string | null = null
  let messageId: string | null = null
  let count = 0
  for (const part of readMimeParts(raw, { ...MIME_LIMITS })) {
    if (part.kind === 'limit' || ++count > MAX_PARTS) break
    if (part.type === 'message/delivery-status') status ??= failureIn(part)
    if (RETURNED.has(part.type)) messageId ??= messageIdIn(part)
  }
  return status === null || messageId === null ? null : { messageId, status }
}

/** RFC 3464, 2.3: one block of fields for each address behind one for the letter. */
function failureIn({ bytes }: MimePart): string | null {
  const blocks = Buffer.from(bytes)
    .toString('latin1')
    .slice(0, 64 * 1024)
    .split(/\r?\n\r?\n/)
  for (const block of blocks) {
    const fields = readHeaderBlock(Buffer.from(block.trimStart(), 'latin1'))
    const action = readFieldValue(valuesOf(fields, 'action')[0] ?? '').head
    if (action !== 'failed') continue
    return /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(valuesOf(fields, 'status')[0] ?? '')?.[1] ?? '5.0.0'
  }
  return null
}

const messageIdIn = ({ bytes }: MimePart): string | null =>
  /<[^<>\s]{1,400}>/.exec(valuesOf(readHeaderBlock(bytes), 'message-id')[0] ?? '')?.[0] ?? null
