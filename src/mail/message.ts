/** Raw bytes to a letter: who claims to have sent it and what it carries. RFC 5322, RFC 2045. */
import type { Bytes } from '../bytes.ts'
import { openAttachments } from './attachments.ts'
import { isAutomatic } from './automatic.ts'
import { readDateTime } from './date-time.ts'
import { decodeHeaderText } from './encoded-word.ts'
import { type HeaderField, valuesOf } from './header-block.ts'
import type { Letter } from './letter.ts'
import { readLetterHeader } from './letter-header.ts'
import { readSender } from './sender.ts'

/** Longest header text looked at: ten lines of the length that RFC 5322, 2.1.1 allows. */
const MAX_TEXT = 9_980

/**
 * Reads a letter of any origin; the caller bounds its size. Sender, subject and date are those of the outermost letter,
 * whatever is nested in it. Headers that are broken come out as absent, null or ''.
 *
 * @throws LetterError 'encrypted-letter', or 'unreadable' where there is no header field at all.
 */
export async function readLetter(raw: Bytes): Promise<Letter> {
  const fields = readLetterHeader(raw)
  const { parts, unopened, hasFileLinks } = await openAttachments(raw)
  return {
    messageId: readMessageId(fields),
    sender: readSender(fields),
    subject: decodeHeaderText(first(fields, 'subject')),
    date: readDateTime(first(fields, 'date')),
    isAutomatic: isAutomatic(fields),
    hasFileLinks,
    parts,
    unopened,
  }
}

/** RFC 5322, 3.6.4, angle brackets included; null where the field is absent or holds no identifier. */
function readMessageId(fields: readonly HeaderField[]): string | null {
  return /<[^<>\s\u0000-\u001f\u007f-\u00ff]+>/.exec(first(fields, 'message-id'))?.[0] ?? null
}

function first(fields: readonly HeaderField[], name: string): string {
  return (valuesOf(fields, name)[0] ?? '').slice(0, MAX_TEXT)
}
