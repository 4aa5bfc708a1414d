/** The header of a letter, or why the letter cannot be read at all. */
import type { Bytes } from '../bytes.ts'
import { type HeaderField, readHeaderBlock, valuesOf } from './header-block.ts'
import { LetterError } from './letter.ts'

/** @throws LetterError 'unreadable' where there is no header field at all, 'encrypted-letter' where it announces that. */
export function readLetterHeader(raw: Bytes): readonly HeaderField[] {
  const fields = readHeaderBlock(raw)
  if (fields.length === 0) throw new LetterError('unreadable', 'The file has no header field: it is no letter')
  if (isEncrypted(fields)) throw new LetterError('encrypted-letter', 'The letter is encrypted')
  return fields
}

/** S/MIME (RFC 8551, 3.2.2) and OpenPGP (RFC 3156, 4). */
function isEncrypted(fields: readonly HeaderField[]): boolean {
  const type = (valuesOf(fields, 'content-type')[0] ?? '').trim().toLowerCase()
  if (/^multipart\/encrypted\b/.test(type)) return true
  return /^application\/(?:x-)?pkcs7-mime\b/.test(type) && /smime-type\s*=\s*"?(?:auth)?enveloped-data/.test(type)
}
