/** Header text with encoded words. RFC 2047. */
import { type Bytes, fromLatin1 } from '../bytes.ts'
import { decodeCharset } from './charset.ts'
import { decodeText } from './decode-text.ts'

const WORD = /=\?([^?\s]{1,75})\?([bq])\?([^?]*)\?=/gi

type Run = { readonly charset: string | null; readonly bytes: Bytes }

/**
 * Unstructured header text (one character for each byte) as a person reads it, NFC. Charsets that are unknown or wrong
 * are guessed; never throws.
 */
export function decodeHeaderText(value: string): string {
  // RFC 2047, 6.2: blanks between two encoded words are no text.
  const joined = value.replace(/\?=\s+=\?/g, '?==?')
  const runs: Run[] = []
  let end = 0
  for (const match of joined.matchAll(WORD)) {
    const [whole, label = '', encoding = '', content = ''] = match
    if (match.index > end) runs.push({ charset: null, bytes: fromLatin1(joined.slice(end, match.index)) })
    const charset = label.toLowerCase().replace(/\*.*$/, '') // RFC 2231, 5: a language may follow
    append(runs, { charset, bytes: encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : decodeQ(content) })
    end = match.index + whole.length
  }
  runs.push({ charset: null, bytes: fromLatin1(joined.slice(end)) })
  return runs.map(decodeRun).join('').normalize('NFC').trim()
}

/** Laxer than RFC 2047, 5: a character may be split between two words; mail programs in use do it. */
function append(runs: Run[], { charset, bytes }: Run): void {
  const last = runs.at(-1)
  if (last?.charset === charset) runs.splice(-1, 1, { charset, bytes: Buffer.concat([last.bytes, bytes]) })
  else runs.push({ charset, bytes })
}

/** RFC 2047, 4.2. */
function decodeQ(content: string): Bytes {
  const plain = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return fromLatin1(plain)
}

function decodeRun({ charset, bytes }: Run): string {
  return charset === null ? decodeText(bytes) : decodeCharset(bytes, charset)
}
