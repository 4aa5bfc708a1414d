/** Whether a widget shows the value of its field and nothing else. ISO 32000-2, 12.7.4.3 and 12.7.5. */
import type { Bytes } from '../../bytes.ts'
import { asArray, asDictionary, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfStream } from '../../format/pdf/object.ts'
import { type Box, readBox } from './box.ts'
import { DIAGNOSIS_BUDGET, decodeForComparison, type Effort } from './effort.ts'
import { lentTypeface } from './lent-typeface.ts'
import { lettersShown, shownText, type Typefaces } from './shown-text.ts'
import { readTypeface } from './typeface.ts'
import { dictionaryOf, type Update } from './update.ts'
import type { Work } from './work.ts'

/** Entries that an appearance of text needs; any other may make it show something else (ISO 32000-2, table 93). */
const PLAIN_FORM_KEYS = new Set('Type Subtype FormType BBox Matrix Resources Length Filter DecodeParms'.split(' '))

/** What reading an appearance takes: the versions of the file, and which objects the later one brings. */
export type Reading = {
  readonly update: Pick<Update, 'file' | 'before' | 'after' | 'added' | 'overridden'>
  readonly effort: Effort
}

/** The text that the normal appearance shows; null where it is no simple text, or shows more. */
export function textShown(work: Reading, is: PdfDictionary): string | null {
  const stream = normalAppearance(work, is, work.update.after)
  const box = stream && isPlainForm(work, stream) ? boxOf(work, stream, is) : null
  if (!stream || !box) return null
  const content = contentOf(work, stream, work.update.after)
  return content && shownText(content, typefacesOf(work, stream, is), box)
}

/** Whether the normal appearance certainly shows another text, be it as it may. */
export function showsOther(work: Reading, is: PdfDictionary, texts: readonly string[]): boolean {
  const stream = normalAppearance(work, is, work.update.after)
  const content = stream && contentOf(work, stream, work.update.after)
  const shown = textShown(work, is) ?? (content && lettersShown(content, typefacesOf(work, stream, is)))
  return shown !== null && !texts.some((text) => sameText(shown, text))
}

/** In points: by how much writers round the sides of a field. */
const ROUNDING = 1

/** Of an appearance that is shown in its own size: any other is stretched into its rectangle (ISO 32000-2, 12.5.5). */
function boxOf({ update: { file, after } }: Reading, { dictionary }: PdfStream, widget: PdfDictionary): Box | null {
  const box = readBox(file, after, dictionary.entries.get('BBox'))
  const place = readBox(file, after, widget.entries.get('Rect'))
  if (!box || !place) return null
  const wider = box.right - box.left - (place.right - place.left)
  const higher = box.top - box.bottom - (place.top - place.bottom)
  return Math.abs(wider) <= ROUNDING && Math.abs(higher) <= ROUNDING ? box : null
}

function contentOf({ update: { file }, effort }: Reading, stream: PdfStream, revision: number): Bytes | null {
  const content = decodeForComparison(file, effort, stream, revision)
  return content && content.length <= DIAGNOSIS_BUDGET.appearanceBytes ? content : null
}

/** Nothing but what it draws, upright: a turned 6 is a 9. */
function isPlainForm({ update: { file, after } }: Reading, { dictionary }: PdfStream): boolean {
  const matrix = asArray(file.resolve(dictionary.entries.get('Matrix'), after))?.items
  const isUpright = matrix === undefined || [1, 0, 0, 1].every((value, index) => matrix[index] === value)
  return isUpright && [...dictionary.entries.keys()].every((key) => PLAIN_FORM_KEYS.has(key))
}

function normalAppearance({ update: { file } }: Reading, widget: PdfDictionary, revision: number): PdfStream | null {
  const appearances = asDictionary(file.resolve(widget.entries.get('AP'), revision))
  return asStream(file.resolve(appearances?.entries.get('N'), revision))
}

/** Fonts by the resources of the appearance (ISO 32000-2, 12.7.4.3), else as viewers find them. */
function typefacesOf({ update }: Reading, { dictionary }: PdfStream, widget: PdfDictionary): Typefaces {
  const { file, after } = update
  const resources = asDictionary(file.resolve(dictionary.entries.get('Resources'), after))
  const fonts = dictionaryOf(file.resolve(resources?.entries.get('Font'), after))?.entries
  return (name) => {
    const own = file.resolve(fonts?.get(name), after)
    return own === null ? lentTypeface(update, widget, name) : readTypeface(update, own)
  }
}

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
