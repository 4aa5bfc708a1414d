/** Pages that show a picture as large as the scan of a sheet. ISO 32000-2, 8.9.5. */
import type { PdfFile } from './file.ts'
import { inherited } from './inheritance.ts'
import { asCount, asDictionary, asName, asStream } from './narrow.ts'
import type { PdfObject, PdfStream } from './object.ts'
import { readPages } from './pages.ts'

/** Pixels: A4 at 45 dots an inch, below which no letter can be read. Emblems and signatures are smaller as a rule. */
const SCAN_PIXELS = 200_000

/** Forms of one page gone into; one within another within another, no deeper than calls may go. */
const MAX_FORMS = 200

/** Numbers of the pages from 1, as of the last revision. Throws FormatError. */
export function scannedPages(file: PdfFile): ReadonlySet<number> {
  const revision = file.revisions.length
  const scans = readPages(file, revision).map((reference) => {
    const page = asDictionary(file.resolve(reference, revision))
    return page !== null && showsScan(file, inherited(file, revision, page, 'Resources'), new Set())
  })
  return new Set(scans.flatMap((isScan, i) => (isScan ? [i + 1] : [])))
}

/** @param seen forms gone into: programs that scan wrap the picture in one or two. */
function showsScan(file: PdfFile, resources: PdfObject, seen: Set<PdfStream>): boolean {
  const resolve = (value: PdfObject | undefined) => file.resolve(value, file.revisions.length)
  const objects = asDictionary(resolve(asDictionary(resources)?.entries.get('XObject')))
  return [...(objects?.entries.values() ?? [])].some((value) => {
    const stream = asStream(resolve(value))
    if (!stream || seen.has(stream)) return false
    seen.add(stream)
    const { entries } = stream.dictionary
    const number = (key: string) => asCount(resolve(entries.get(key))) ?? 0
    if (asName(resolve(entries.get('Subtype'))) === 'Image') return number('Width') * number('Height') >= SCAN_PIXELS
    return seen.size <= MAX_FORMS && showsScan(file, resolve(entries.get('Resources')), seen)
  })
}
