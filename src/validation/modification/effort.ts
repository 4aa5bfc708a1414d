/** What naming the changes of one file may cost, beyond what reading it costs. */
import type { Bytes } from '../../bytes.ts'
import { openLedger } from '../../format/pdf/budget.ts'
import { undoFilters } from '../../format/pdf/decode-stream.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import type { Decoded } from '../../format/pdf/filter/output.ts'
import type { PdfStream } from '../../format/pdf/object.ts'
import { BudgetError, reading } from '../../format/read.ts'

export const DIAGNOSIS_BUDGET = {
  /** Pairs of values compared. A page with its fonts has some 500, and what pages share is compared once: 1,000 pages. */
  pairs: 500_000,
  /** Output of the streams that are compared, both sides. Only changed ones are decoded; a scanned page has 26 MB. */
  decodedBytes: 128 * 2 ** 20,
  /** Content of one stream that is taken apart into operators. Drawings of whole towns have some 2 MB. */
  contentBytes: 4 * 2 ** 20,
  /** Content of the appearance of one field that is read as text. Those of full pages of text have some 10 kB. */
  appearanceBytes: 64 * 2 ** 10,
  /** Ways from value to value. Real pages have fewer than 20 from page to glyph. */
  depth: 200,
  /** Pages and fields of a signed revision that are searched for content that was prepared; nearly all letters have fewer. */
  preparedPages: 200,
  preparedFields: 200,
  /** Forms within forms of a page. Signatures of one program in use have four. */
  forms: 20,
  /** Unexplained objects of one update of which it is told where they are met: more than are named, as some turn out to have a name. */
  located: 200,
  /** Pages named in one finding, and findings of one code. A person looks at the file after the first few. */
  named: 10,
} as const

/** What has been spent on one file so far. */
export type Effort = { pairs: number; decodedBytes: number }

export function openEffort(): Effort {
  return { pairs: 0, decodedBytes: 0 }
}

export function isSpent({ pairs }: Effort): boolean {
  return pairs >= DIAGNOSIS_BUDGET.pairs
}

/** Whether one more pair of values may be compared. */
export function spendPair(effort: Effort): boolean {
  effort.pairs++
  return effort.pairs <= DIAGNOSIS_BUDGET.pairs
}

/** As `spendPair`, for loops that cannot conclude anything from a part of what they look at. */
export function spendStep(effort: Effort): void {
  if (!spendPair(effort))
    throw new BudgetError('The changes of the file are too many to be named', 'ISO 32000-2, 12.8.2')
}

/** Content of a stream; null where it cannot be had, because it is broken, even if it can be repaired, of an image, or too much. */
export function decodeForComparison(file: PdfFile, effort: Effort, stream: PdfStream, revision: number): Bytes | null {
  const decoded = decodeLaxly(file, effort, stream, revision)
  return decoded?.isSound ? decoded.bytes : null
}

/** The same, with what had to be repaired. It costs the reader of the file nothing. */
export function decodeLaxly(file: PdfFile, effort: Effort, stream: PdfStream, revision: number): Decoded | null {
  if (effort.decodedBytes > DIAGNOSIS_BUDGET.decodedBytes) return null
  const decoded = reading(() => undoFilters(stream, (value) => file.resolve(value, revision), openLedger()))
  if (!decoded.ok) return null
  effort.decodedBytes += decoded.value.bytes.length
  return decoded.value
}
