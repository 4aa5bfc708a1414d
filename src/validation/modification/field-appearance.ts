/** Whether a widget shows the value of its field and nothing else. ISO 32000-2, 12.7.4.3 and 12.7.5. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { asArray, asDictionary, asName, asReference, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfStream } from '../../format/pdf/object.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison } from './effort.ts'
import { shownText } from './shown-text.ts'
import { dictionaryOf, type Update } from './update.ts'
import { numberOf, type Work } from './work.ts'

/** Entries that an appearance of text needs; any other may make it show something else (ISO 32000-2, table 93). */
const PLAIN_FORM_KEYS = new Set('Type Subtype FormType BBox Matrix Resources Length Filter DecodeParms'.split(' '))

/** The text that the normal appearance shows; null where it is no simple text, or shows more. */
export function textShown(work: Work, was: PdfDictionary | null, is: PdfDictionary): string | null {
  const { file, before, after } = work.update
  const stream = normalAppearance(work, is, after)
  if (!stream || !isPlainForm(work, stream)) return null
  const old = was && normalAppearance(work, was, before)
  const content = contentOf(work, stream, after)
  const ground = old && contentOf(work, old, before)
  const resources = asDictionary(file.resolve(stream.dictionary.entries.get('Resources'), after))
  const fonts = asDictionary(file.resolve(resources?.entries.get('Font'), after))
  return content && shownText(content, (name) => typeface(work.update, fonts?.entries.get(name)), ground)
}

function contentOf({ update: { file }, effort }: Work, stream: PdfStream, revision: number): Bytes | null {
  const content = decodeForComparison(file, effort, stream, revision)
  return content && content.length <= DIAGNOSIS_BUDGET.appearanceBytes ? content : null
}

/** Nothing but what it draws, upright: a turned 6 is a 9. */
function isPlainForm({ update: { file, after } }: Work, { dictionary }: PdfStream): boolean {
  const matrix = asArray(file.resolve(dictionary.entries.get('Matrix'), after))?.items
  const isUpright = matrix === undefined || [1, 0, 0, 1].every((value, index) => matrix[index] === value)
  return isUpright && [...dictionary.entries.keys()].every((key) => PLAIN_FORM_KEYS.has(key))
}

function normalAppearance({ update: { file } }: Work, widget: PdfDictionary, revision: number): PdfStream | null {
  const appearances = asDictionary(file.resolve(widget.entries.get('AP'), revision))
  return asStream(file.resolve(appearances?.entries.get('N'), revision))
}

/** Text fonts whose program is the viewer's (ISO 32000-2, 9.6.2.2). */
const STANDARD =
  /^(?:Helvetica|Courier|Times|Arial|ArialMT|CourierNew|TimesNewRoman)(?:[-,](?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique))?$/u

/** A font that says which characters its bytes are. One that the update brings may bring no glyphs of its own. */
function typeface({ file, after, added, overridden }: Update, place: PdfObject | undefined) {
  const font = dictionaryOf(file.resolve(place, after))
  const number = numberOf(place)
  const isNew = number === 0 || added.has(number) || overridden.has(number)
  const kind = asName(file.resolve(font?.entries.get('Subtype'), after))
  const name = asName(file.resolve(font?.entries.get('BaseFont'), after)) ?? ''
  if (!font || (kind !== 'Type1' && kind !== 'TrueType')) return null
  if (/Symbol|Dingbats/iu.test(name) || (isNew && (font.entries.has('FontDescriptor') || !STANDARD.test(name))))
    return null
  const encoding = file.resolve(font.entries.get('Encoding'), after)
  if (asName(encoding) === 'WinAnsiEncoding') return fromWindows1252
  const isLatin = encoding === null ? STANDARD.test(name) : asName(encoding) !== null || isPlainEncoding(encoding)
  return isLatin ? fromAscii : null
}

/** A dictionary that leaves the letters and digits of ASCII where they are: writers only exchange quotes there. */
function isPlainEncoding(encoding: PdfObject): boolean {
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

const fromWindows1252 = (bytes: Bytes): string => new TextDecoder('windows-1252').decode(bytes)

const fromAscii = (bytes: Bytes): string | null =>
  bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? toLatin1(bytes) : null

/** White-space aside: where lines break is the appearance's own affair. */
export function sameText(shown: string | null, value: string | null): boolean {
  const plain = (text: string) => text.normalize('NFC').replaceAll(/\s/gu, '')
  return shown !== null && value !== null && plain(shown) === plain(value)
}

/** The names of the states that a button could take before: /Off and the keys of its normal appearance. */
export function statesOf({ update: { file, before } }: Work, was: PdfDictionary): ReadonlySet<string> {
  const appearances = asDictionary(file.resolve(was.entries.get('AP'), before))
  const normal = asDictionary(file.resolve(appearances?.entries.get('N'), before))
  return new Set(['Off', ...(normal?.entries.keys() ?? [])])
}

/** The objects of which an appearance is made, each with the one that refers to it: /AP itself and its normal stream. */
export function appearanceParts(
  widget: PdfDictionary,
  number: number,
  appearances: PdfDictionary | null,
): readonly { readonly object: number; readonly owner: number }[] {
  const place = widget.entries.get('AP')
  const normal = asReference(appearances?.entries.get('N'))
  const own = numberOf(place)
  return [
    ...(own ? [{ object: own, owner: number }] : []),
    ...(normal ? [{ object: normal.number, owner: own || number }] : []),
  ]
}
