/** Which bytes and which page the two sides of a picture show. ISO 32000-2, 7.5.6 and 7.7.3. */
import type { Bytes } from '../src/bytes.ts'
import { type PdfFile, readPdf } from '../src/format/pdf/file.ts'
import { readPages } from '../src/format/pdf/pages.ts'
import { reading } from '../src/format/read.ts'
import type { PagePicture } from '../src/validation/modification/page-pictures.ts'

/** A view of the file up to the end of one revision, from its header on, so that a reader sees what there was then. */
export type Side = { readonly bytes: Bytes; readonly page: number }

export type Sides = { readonly before: Side | null; readonly after: Side | null }

export function sidesOf(bytes: Bytes, picture: PagePicture): Sides | 'unreadable' | 'no-page' {
  const read = readPdf(bytes)
  const sides = read.ok ? reading(() => sidesIn(read.value, picture)) : read
  return sides.ok ? sides.value : 'unreadable'
}

function sidesIn(file: PdfFile, { before, after, page, change }: PagePicture): Sides | 'unreadable' | 'no-page' {
  const last = file.revisions.length
  const [signed, changed] = [upTo(file, before), after === null ? file.bytes : upTo(file, after)]
  if (!signed || !changed) return 'unreadable'
  const was = numbersOf(file, before)
  const is = numbersOf(file, after ?? last)
  const old = change === 'added' ? null : change === 'changed' ? placeBefore(was, is, page) : page
  const side = (shown: Bytes, place: number | null, pages: readonly number[]): Side | null =>
    place !== null && place <= pages.length ? { bytes: shown.subarray(file.headerOffset), page: place } : null
  const sides = { before: side(signed, old, was), after: side(changed, change === 'removed' ? null : page, is) }
  return sides.before || sides.after ? sides : 'no-page'
}

/** Null where there is no such revision, or nobody knows where it ends. */
function upTo(file: PdfFile, revision: number): Bytes | null {
  const end = file.revisions[revision - 1]?.end ?? -1
  return end > file.headerOffset ? file.bytes.subarray(0, end) : null
}

const numbersOf = (file: PdfFile, revision: number) => readPages(file, revision).map(({ number }) => number)

/** Where the page was before: by its object, or by its place where as many pages have other objects. */
function placeBefore(was: readonly number[], is: readonly number[], page: number): number | null {
  const number = is[page - 1]
  if (number === undefined) return null
  const place = was.indexOf(number)
  if (place >= 0) return place + 1
  const there = was[page - 1]
  return was.length === is.length && there !== undefined && !is.includes(there) ? page : null
}
