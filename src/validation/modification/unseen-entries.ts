/** Entries of pages and page tree nodes whose change no reader shows. ISO 32000-2, 7.3.10, 14.5 and annex E. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { changedKeys, type Update } from './update.ts'

/** The keys that say something else than before: not those that say the same through another object, nor private ones. */
export function changedEntries(update: Update, was: PdfDictionary, is: PdfDictionary): readonly string[] {
  return changedKeys(was, is).filter((key) => {
    const [a, b] = [was.entries.get(key), is.entries.get(key)]
    return !(isPrivateText(key, a) && isPrivateText(key, b)) && !isSameByValue(update, key, was, is)
  })
}

/** Whose value may be written directly, or as another object, with the same meaning: what a page draws and on which paper. */
const BY_VALUE = new Set(
  'Resources Contents MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit Group Annots'.split(' '),
)

/** What the value refers to in turn is compared by its number, and is itself explained or not. */
function isSameByValue({ file, before, after }: Update, key: string, was: PdfDictionary, is: PdfDictionary): boolean {
  if (!BY_VALUE.has(key) || was.reals.includes(key) !== is.reals.includes(key)) return false
  return equalObjects(file.resolve(was.entries.get(key), before), file.resolve(is.entries.get(key), after))
}

/**
 * A key of one program, by its prefix (ISO 32000-2, annex E.2) or as one program in use spells its own, with a text: nobody draws
 * a text that no standard key holds. A stream, a reference or a list under such a key is none.
 */
const isPrivateText = (key: string, value: PdfObject | undefined): boolean =>
  /^(?:ITXT|[A-Za-z0-9]{4}[_:].*)$/su.test(key) && (value === undefined || asString(value) !== null)

/** When somebody changed private data of the page (ISO 32000-2, 14.5): a date, and shown nowhere. */
export const isDateOfPrivateData = (key: string, value: PdfObject | undefined): boolean =>
  key === 'LastModified' && (value === undefined || asString(value) !== null)
