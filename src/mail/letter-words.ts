/** The words of a letter as plain text, for a person who looks at its documents. Nothing is concluded from them. */
import type { Bytes } from '../bytes.ts'
import { decodeCharset } from './charset.ts'
import { type MimeAllowance, type MimePart, readMimeParts } from './mime.ts'

export type LetterWords =
  /** `isCut`: there is more. */
  | { readonly kind: 'words'; readonly text: string; readonly isCut: boolean }
  /** `none`: or none near the beginning. `damaged`: the disk has changed the letter. */
  | { readonly kind: 'none' | 'damaged' | 'unreadable' }

/** Programs write the words before the files; whatever is behind this is not looked at. */
const HEAD_BYTES = 1024 * 1024

/** Real letters have a dozen parts before their first file. */
const PARTS: Readonly<MimeAllowance> = { entities: 50, headerBytes: 256 * 1024, delimiters: 1_000 }

const LIMITS = {
  /** Of the part that is handed on: HTML that was made to be slow takes mailparser 0.3 s then, and an office program's head fits. */
  bytes: 64 * 1024,
  /** Shown: two pages. */
  characters: 6_000,
} as const

/**
 * The first part that is words in plain text, else the first in HTML, as text. Our own reader cuts it out and decodes it, so that
 * mailparser meets one part without structure: it joins the lines that a program has broken (RFC 3676) and makes text of HTML.
 */
export async function readLetterWords(raw: Bytes): Promise<LetterWords> {
  const part = findWords(raw.subarray(0, HEAD_BYTES))
  if (part === null) return { kind: 'none' }
  const head = part.bytes.subarray(0, LIMITS.bytes)
  const text = tidy(await textOf(part, decodeCharset(head, part.parameters.get('charset') ?? '')))
  if (text === '') return { kind: 'none' }
  const isCut = head.length < part.bytes.length || text.length > LIMITS.characters
  return { kind: 'words', text: text.slice(0, LIMITS.characters).toWellFormed(), isCut }
}

function findWords(head: Bytes): MimePart | null {
  let inHtml: MimePart | null = null
  for (const part of readMimeParts(head, { ...PARTS })) {
    if (part.kind === 'limit' || !part.isText || part.bytes.length === 0) continue
    if (part.type === 'text/plain') return part
    inHtml ??= part
  }
  return inHtml
}

const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n(?: ?\n)+/g, '\n\n')
    .trim()

/** What mailparser may skip makes HTML of text or looks for links in it: pages show neither. */
const TEXT_ONLY = {
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  maxHtmlLengthToParse: 2 * LIMITS.bytes,
}

async function textOf({ type, parameters }: MimePart, words: string): Promise<string> {
  const isOn = (name: string, value: string) => parameters.get(name)?.toLowerCase() === value
  const flowed = isOn('format', 'flowed') ? `; format=flowed${isOn('delsp', 'yes') ? '; delsp=yes' : ''}` : ''
  const letter = [
    `Content-Type: ${type === 'text/html' ? 'text/html' : 'text/plain'}; charset=utf-8${flowed}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(words).toString('base64'),
  ]
  // Only now: it takes 30 MB of a process that may never show a letter.
  const { simpleParser } = await import('mailparser')
  return (await simpleParser(letter.join('\r\n'), TEXT_ONLY)).text ?? ''
}
