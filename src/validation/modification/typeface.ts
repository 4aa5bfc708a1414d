/** Fonts of which it is known which characters their bytes show. ISO 32000-2, 9.6. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { dictionaryOf, type Update } from './update.ts'
import { numberOf } from './work.ts'

/** What bytes mean; null for bytes that are no text of it. */
export type Typeface = (bytes: Bytes) => string | null

/** The versions of the file, and which objects the later one brings. */
type Fonts = Pick<Update, 'file' | 'after' | 'added' | 'overridden'>

/** Text fonts whose program is the viewer's (ISO 32000-2, 9.6.2.2). */
const STANDARD =
  /^(?:Helvetica|Courier|Times|Arial|ArialMT|CourierNew|TimesNewRoman)(?:[-,](?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique))?$/u

/** A font that says which characters its bytes are. One that the update brings may bring no glyphs of its own. */
export function readTypeface(update: Fonts, place: PdfObject | undefined): Typeface | null {
  const { file, after } = update
  const font = dictionaryOf(file.resolve(place, after))
  const kind = asName(file.resolve(font?.entries.get('Subtype'), after))
  const name = asName(file.resolve(font?.entries.get('BaseFont'), after)) ?? ''
  if (!font || (kind !== 'Type1' && kind !== 'TrueType') || /Symbol|Dingbats/iu.test(name)) return null
  if (isNew(update, place) && !(STANDARD.test(name) && isBorrowed(update, font))) return null
  const encoding = file.resolve(font.entries.get('Encoding'), after)
  if (asName(encoding) === 'WinAnsiEncoding') return fromWindows1252
  const isLatin = encoding === null ? STANDARD.test(name) : isLatinEncoding(encoding) || isPlainEncoding(encoding)
  return isLatin ? fromAscii : null
}

/** Those in which the letters and digits of ASCII are themselves (ISO 32000-2, annex D). */
const isLatinEncoding = (encoding: PdfObject): boolean =>
  ['StandardEncoding', 'MacRomanEncoding', 'WinAnsiEncoding', 'PDFDocEncoding'].includes(asName(encoding) ?? '')

function isNew({ added, overridden }: Fonts, place: PdfObject | undefined): boolean {
  const number = numberOf(place)
  return number === 0 || added.has(number) || overridden.has(number)
}

/** Without a program, and with widths that keep its glyphs in their order. */
function isBorrowed({ file, after }: Fonts, { entries }: PdfDictionary): boolean {
  const descriptor = dictionaryOf(file.resolve(entries.get('FontDescriptor'), after))
  const hasProgram = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.entries.has(key))
  const widths = asArray(file.resolve(entries.get('Widths'), after))?.items ?? []
  const areWidths = widths.every((width) => {
    const value = file.resolve(width, after)
    return typeof value === 'number' && value > 0
  })
  return (
    !hasProgram && areWidths && !entries.has('CharProcs') && (!entries.has('FontDescriptor') || descriptor !== null)
  )
}

/** Under the name by which forms know it: that of the dingbats for the marks of buttons, any other for text (ISO 32000-2, 12.7.4.3). */
export function isStandardTypeface(update: Fonts, name: string, place: PdfObject | undefined): boolean {
  const font = dictionaryOf(update.file.resolve(place, update.after))
  const base = asName(update.file.resolve(font?.entries.get('BaseFont'), update.after))
  if (name !== 'ZaDb') return readTypeface(update, place) !== null
  return font !== null && base === 'ZapfDingbats' && !font.entries.has('Encoding') && isBorrowed(update, font)
}

/** What a viewer takes where there is no font of that name: some text font, in which the letters of ASCII are themselves. */
export const fromAscii: Typeface = (bytes) =>
  bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? toLatin1(bytes) : null

const fromWindows1252: Typeface = (bytes) => new TextDecoder('windows-1252').decode(bytes)

/** A dictionary that leaves the letters and digits of ASCII where they are: writers only exchange quotes there. */
function isPlainEncoding(encoding: PdfObject): boolean {
  const base = asDictionary(encoding)?.entries.get('BaseEncoding')
  if (base !== undefined && !isLatinEncoding(base)) return false
  let code = 0
  for (const item of asArray(asDictionary(encoding)?.entries.get('Differences'))?.items ?? []) {
    const name = asName(item)
    if (typeof item === 'number') code = item
    else if (name === null) return false
    else {
      if (code > 0x20 && code < 0x7f && !['quotesingle', 'grave'].includes(name)) return false
      code++
    }
  }
  return asDictionary(encoding) !== null
}
