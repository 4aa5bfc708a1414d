/** Raw bytes to a letter: who claims to have sent it and what it carries. RFC 5322, RFC 2045. */
import type { Bytes } from '../bytes.ts'
import { openAttachments } from './attachments.ts'
import { readDateTime } from './date-time.ts'
import { decodeHeaderText } from './encoded-word.ts'
import { type HeaderField, readHeaderBlock, valuesOf } from './header-block.ts'
import { type Letter, LetterError } from './letter.ts'
import { readSender } from './sender.ts'

/**
 * Longest subject and Message-ID kept: ten header lines of the length that RFC 5322, 2.1.1 allows.
 */
const MAX_TEXT = 9_980

/**
 * Reads a letter of any origin; the caller bounds its size. Sender, subject and date are those of the outermost letter,
 * whatever is nested in it. Headers that are broken come out as absent, null or ''.
 *
 * @throws LetterError 'encrypted-letter', or 'unreadable' where there is no header field at all or the parts defeat the
 * parser (1,000 parts, a header block beyond 1 MiB).
 */
export async function readLetter(raw: Bytes): Promise<Letter> {
  const fields = readHeaderBlock(raw)
  if (fields.length === 0) throw new LetterError('unreadable', 'The file has no header field: it is no letter')
  if (isEncrypted(fields)) throw new LetterError('encrypted-letter', 'The letter is encrypted')
  const { parts, unopened } = await openAttachments(raw)
  return {
    messageId: readMessageId(fields),
    sender: readSender(fields),
    subject: decodeHeaderText(first(fields, 'subject')),
    date: readDateTime(first(fields, 'date')),
    parts,
    unopened,
  }
}

/** S/MIME (RFC 8551, 3.2.2) and OpenPGP (RFC 3156, 4). */
function isEncrypted(fields: readonly HeaderField[]): boolean {
  const type = first(fields, 'content-type').trim().toLowerCase()
  if (/^multipart\/encrypted\b/.test(type)) return true
  return /^application\/(?:x-)?pkcs7-mime\b/.test(type) && /smime-type\s*=\s*"?(?:auth)?enveloped-data/.test(type)
}

/** RFC 5322, 3.6.4, angle brackets included; null where the field is absent or holds no identifier. */
function readMessageId(fields: readonly HeaderField[]): string | null {
  return /<[^<>\s\u0000-\u001f\u007f-\u00ff]+>/.exec(first(fields, 'message-id'))?.[0] ?? null
}

function first(fields: readonly HeaderField[], name: string): string {
  return (valuesOf(fields, name)[0] ?? '').slice(0, MAX_TEXT)
}
