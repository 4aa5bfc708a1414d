/** The value of a structured MIME field: what stands first, and its parameters. RFC 2045, 5.1; RFC 2183; RFC 2231. */
import { type Bytes, fromLatin1 } from '../bytes.ts'
import { decodeCharset } from './charset.ts'
import { decodeHeaderText } from './encoded-word.ts'

export type FieldValue = {
  /** Before the first semicolon, lower case, comments around it left out: `text/plain`, `attachment`. */
  readonly head: string
  /** As they stand, one character for each byte, by name in lower case; of repeated ones the first. */
  readonly parameters: ReadonlyMap<string, string>
}

const LIMITS = {
  /** Longest value looked at: a name of 255 characters in percent escapes of three bytes each takes 2,300. */
  length: 10_000,
  /** Parameters, pieces of a long one included. RFC 2231 programs cut at some 60 characters. */
  parameters: 200,
} as const

/** Laxer than RFC 2045, 5.1: a value without quotes goes to the semicolon, blanks included; many programs write names so. */
const PARAMETER = /;\s*([^\s=;]+)\s*=[ \t]*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs

const HEAD = /^(?:\s*\([^()]*\))*\s*([^\s;()]*)/

export function readFieldValue(value: string): FieldValue {
  const text = value.slice(0, LIMITS.length)
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare = ''] of text.matchAll(PARAMETER)) {
    if (parameters.size >= LIMITS.parameters) break
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, quoted === undefined ? withoutComment(bare) : unescapeQuoted(quoted))
  }
  return { head: HEAD.exec(text)?.[1]?.toLowerCase() ?? '', parameters }
}

/** Laxer than RFC 5322, 3.2.1: a backslash stays before anything but a quote or itself; some names hold a Windows path. */
function unescapeQuoted(text: string): string {
  return text.replace(/\\(["\\])/g, '$1')
}

/** RFC 2045, 5.1: a comment may follow a value that is one token. */
function withoutComment(text: string): string {
  // Not trim(): a byte A0, as in the UTF-8 of "à", is no blank.
  return text.replace(/[ \t]+$/, '').replace(/^(\S+)[ \t]+\([^()]*\)$/, '$1')
}

/** The parameter as a person reads it, NFC, '' where there is none. Hostile text; never throws. */
export function decodeParameter({ parameters }: FieldValue, name: string): string {
  const extended = parameters.get(`${name}*`)
  if (extended !== undefined) return decodeExtended([{ text: extended, isEncoded: true }])
  const pieces = piecesOf(parameters, name)
  if (pieces.length > 0) return decodeExtended(pieces)
  const plain = parameters.get(name) ?? ''
  // Laxer than RFC 2231, 4: programs in use forget the asterisk.
  if (/^[\w-]+'[\w-]*'\S*%[0-9a-f]{2}/i.test(plain)) return decodeExtended([{ text: plain, isEncoded: true }])
  // Laxer than RFC 2047, 5 (3): encoded words in parameters, which most programs write.
  return decodeHeaderText(plain)
}

type Piece = { readonly text: string; readonly isEncoded: boolean }

/** RFC 2231, 3: `name*0`, `name*1*` and so on, whatever their order, up to the first that is missing. */
function piecesOf(parameters: ReadonlyMap<string, string>, name: string): readonly Piece[] {
  const pieces: Piece[] = []
  for (;;) {
    const encoded = parameters.get(`${name}*${pieces.length}*`)
    const text = encoded ?? parameters.get(`${name}*${pieces.length}`)
    if (text === undefined) return pieces
    pieces.push({ text, isEncoded: encoded !== undefined })
  }
}

/** RFC 2231, 4.1: charset and language stand before the first piece if that is encoded. */
function decodeExtended(pieces: readonly Piece[]): string {
  const [, charset = '', rest = ''] = /^([^']*)'[^']*'(.*)$/s.exec(pieces[0]?.text ?? '') ?? []
  const hasCharset = pieces[0]?.isEncoded === true && /^[^']*'[^']*'/.test(pieces[0].text)
  const bytes = pieces.map(({ text, isEncoded }, at) => {
    const content = at === 0 && hasCharset ? rest : text
    return isEncoded ? decodePercent(content) : fromLatin1(content)
  })
  const joined = Buffer.concat(bytes)
  return hasCharset ? decodeCharset(joined, charset) : decodeHeaderText(joined.toString('latin1'))
}

function decodePercent(text: string): Bytes {
  return fromLatin1(text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))))
}
