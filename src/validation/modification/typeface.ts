/** Fonts of which it is known which characters their bytes show. ISO 32000-2, 9.6. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { asArray, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { isLatinEncoding } from './encoding.ts'
import { estimateWidth, isUsualWidth } from './text-width.ts'
import { dictionaryOf, type Update } from './update.ts'

/** The text that bytes show, and how far it reaches, in em. */
export type Line = { readonly text: string; readonly width: number }

/** Null for bytes that are no text of it. */
export type Typeface = (bytes: Bytes) => Line | null

type Fonts = Pick<Update, 'file' | 'after'>

/** Text fonts whose program is the viewer's (ISO 32000-2, 9.6.2.2), or of the same shapes. */
const STANDARD =
  /^(?:Helvetica|Courier|Times|Arial|CourierNew|TimesNewRoman)(?:PS)?(?:MT)?(?:[-,](?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique)(?:MT)?)?$/u

/** Entries of a simple font (ISO 32000-2, table 109). A text for readers, /ToUnicode, may be another than the one that is seen. */
const PLAIN_FONT_KEYS = new Set(
  'Type Subtype BaseFont Name Encoding FirstChar LastChar Widths FontDescriptor'.split(' '),
)

/**
 * A font that says which characters its bytes are, and whose glyphs are the viewer's own: whoever prepares a document may bring a
 * program in which a 1 looks like a 9, before somebody signs and after.
 */
export function readTypeface({ file, after }: Fonts, place: PdfObject | undefined): Typeface | null {
  const font = dictionaryOf(file.resolve(place, after))
  const kind = asName(file.resolve(font?.entries.get('Subtype'), after))
  const name = asName(file.resolve(font?.entries.get('BaseFont'), after)) ?? ''
  if (!font || (kind !== 'Type1' && kind !== 'TrueType') || !STANDARD.test(name)) return null
  if (!isBorrowed({ file, after }, font)) return null
  const widths = readWidths({ file, after }, font)
  const encoding = file.resolve(font.entries.get('Encoding'), after)
  if (!widths || (encoding !== null && !isLatinEncoding(file, after, encoding))) return null
  const decode = asName(encoding) === 'WinAnsiEncoding' ? fromWindows1252 : fromAscii
  const isFixed = name.startsWith('Courier')
  return (bytes) => {
    const text = decode(bytes)
    if (text === null) return null
    return { text, width: widths === 'viewer' ? estimateWidth(text, isFixed) : sumOf(widths, bytes) }
  }
}

/** Without a program, and called the same all over: some viewers take the font that its descriptor names. */
function isBorrowed({ file, after }: Fonts, { entries }: PdfDictionary): boolean {
  if (![...entries.keys()].every((key) => PLAIN_FONT_KEYS.has(key))) return false
  if (!entries.has('FontDescriptor')) return true
  const descriptor = dictionaryOf(file.resolve(entries.get('FontDescriptor'), after))?.entries
  const hasProgram = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(key))
  const [name, base] = [descriptor?.get('FontName'), entries.get('BaseFont')].map((place) => file.resolve(place, after))
  const isCalledAlike = name === null || asName(name) === asName(base ?? null)
  return descriptor !== undefined && !hasProgram && isCalledAlike
}

/** In em, from code 0 on; `viewer` where the font tells none. Null where letters would lie over one another, or away from their neighbours. */
function readWidths({ file, after }: Fonts, { entries }: PdfDictionary): readonly number[] | 'viewer' | null {
  const told = ['Widths', 'FirstChar', 'LastChar'].map((key) => file.resolve(entries.get(key), after))
  const [list, first, last] = told
  if (told.every((value) => value === null)) return 'viewer'
  const items = asArray(list ?? null)?.items
  if (!items || typeof first !== 'number' || !Number.isInteger(first) || first < 0 || first > 0x20) return null
  if (typeof last !== 'number' || last < 0x7e || last !== first + items.length - 1) return null
  const widths: number[] = new Array<number>(first).fill(0)
  for (const item of items) widths.push(Number(file.resolve(item, after) ?? Number.NaN) / 1000)
  return widths.every((width, code) => code < 0x20 || code === 0x7f || isUsualWidth(nameOf(code), width))
    ? widths
    : null
}

/** Beyond ASCII the code says nothing of the width. */
const nameOf = (code: number): string => (code < 0x7f ? String.fromCharCode(code) : '')

function sumOf(widths: readonly number[], bytes: Bytes): number {
  let sum = 0
  for (const byte of bytes) sum += widths[byte] ?? Number.NaN
  return sum
}

/** Under the name by which forms know it: that of the dingbats for the marks of buttons, any other for text (ISO 32000-2, 12.7.4.3). */
export function isStandardTypeface(update: Fonts, name: string, place: PdfObject | undefined): boolean {
  const font = dictionaryOf(update.file.resolve(place, update.after))
  const base = asName(update.file.resolve(font?.entries.get('BaseFont'), update.after))
  if (name !== 'ZaDb') return readTypeface(update, place) !== null
  const isPlain = ['Encoding', 'Widths', 'FirstChar', 'LastChar'].every((key) => !font?.entries.has(key))
  return font !== null && base === 'ZapfDingbats' && isPlain && isBorrowed(update, font)
}

/**
 * Of a name that several may define, or nobody: viewers look for it in different places, and help themselves to some text font, in
 * which the letters of ASCII are themselves.
 */
export function agreed(typefaces: readonly (Typeface | null)[]): Typeface | null {
  const known = typefaces.filter((one) => one !== null)
  if (known.length < typefaces.length) return null
  return (bytes) => {
    const lines = known.length > 0 ? known.map((one) => one(bytes)) : [lineOf(fromAscii(bytes))]
    const texts = new Set(lines.map((line) => line?.text ?? null))
    const [text = null] = texts
    return text === null || texts.size > 1 ? null : { text, width: Math.max(...lines.map((line) => line?.width ?? 0)) }
  }
}

const lineOf = (text: string | null): Line | null => (text === null ? null : { text, width: estimateWidth(text) })

const fromAscii = (bytes: Bytes): string | null =>
  bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? toLatin1(bytes) : null

/** Bytes that are no character of it are shown as bullets, and a soft hyphen as a hyphen (ISO 32000-2, annex D.2, notes 3 and 6). */
const UNPRINTED = new Set([0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xad])

const fromWindows1252 = (bytes: Bytes): string | null =>
  bytes.every((byte) => byte >= 0x20 && !UNPRINTED.has(byte)) ? new TextDecoder('windows-1252').decode(bytes) : null
