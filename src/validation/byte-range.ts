/** The byte range of a signature: rules B1 to B11 of docs/verdicts.md. ISO 32000-2, 12.8.1; EN 319 102-1, 5.2.2. */
import { type Bytes, equalBytes, fromHex, toLatin1 } from '../bytes.ts'
import { hexDigit, isWhiteSpace } from '../format/pdf/characters.ts'
import type { PdfFile, Revision } from '../format/pdf/file.ts'
import { asArray, asString } from '../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfString } from '../format/pdf/object.ts'
import { finding, findingOf } from './finding.ts'
import type { Finding } from './report.ts'
import { contentAround, type SignedContent } from './signed-content.ts'

export type SignedRange = {
  /** The signed bytes. */
  readonly content: SignedContent
  /** Places in the file, not counted from the header: start, end of the first part, start and end of the second. */
  readonly start: number
  readonly gapStart: number
  readonly gapEnd: number
  readonly end: number
  /** The value of /Contents, the hex string of the gap. */
  readonly contents: Bytes
  /** The revision that the range closes; null where the cross-reference had to be repaired and the range takes in all. */
  readonly revision: Revision | null
}

const CLAUSE = 'ISO 32000-2, 12.8.1'
/** White space that writers leave between `%%EOF` and the end of what they sign. */
const MAX_EOL = 4

const malformed = (what: string): Finding => finding('signature-malformed', CLAUSE, { what })
const invalid = (rule: string, what: string): Finding => finding('byte-range-invalid', CLAUSE, { rule, what })
/** EN 319 102-1, 5.1.3: what was signed is not there, such as in a file that lost its end. */
const notFound = (rule: string, what: string): Finding =>
  findingOf('byte-range-invalid', 'SIGNED_DATA_NOT_FOUND', CLAUSE, { rule, what })

/** Something follows the range in a file whose end leads to no cross-reference: what of it belongs to which revision cannot be told. */
const endDamaged = (offset: number): Finding =>
  finding('malformed-tail', 'ISO 32000-2, 7.5.5', { rule: 'B7', offset: String(offset) })

/** The range of `signature`, or the rule it breaks. */
export function checkByteRange(file: PdfFile, signature: PdfDictionary, revision: number): SignedRange | Finding {
  const contents = asString(file.resolve(signature.entries.get('Contents'), revision))
  if (!contents || contents.bytes.length < 2) return malformed('Contents')
  const range = readRange(file, file.resolve(signature.entries.get('ByteRange'), revision))
  if (isFinding(range)) return range
  const base = baseOf(file, range, contents)
  if (base === null || !isHexString(file.bytes.subarray(contents.start, contents.end))) return invalid('B4', 'gap')
  const [start, gapStart, gapEnd, end] = range.map((offset) => offset + base) as [number, number, number, number]
  if (end > file.bytes.length) return notFound('B1', 'end')
  if (signature.duplicateKeys.includes('Contents') || signature.duplicateKeys.includes('ByteRange'))
    return finding('parser-ambiguity', CLAUSE, { what: 'duplicate key' })
  const closed = closedRevision(file, end)
  if (closed === undefined) return file.notes.has('xref-repaired') ? endDamaged(end) : invalid('B6', 'revision')
  const content = contentAround(file, start, gapStart, file.bytes.subarray(gapEnd, end))
  return { content, start, gapStart, gapEnd, end, contents: contents.bytes, revision: closed }
}

export const isFinding = (value: object): value is Finding => 'code' in value && 'clause' in value

/** B1 to B3: four whole numbers, starting at 0, in order. Returned as places: start, gap start, gap end, end. */
function readRange(file: PdfFile, value: PdfObject): readonly number[] | Finding {
  const numbers = asArray(value)?.items
  if (!numbers) return malformed('ByteRange')
  const whole = (n: PdfObject | undefined): n is number => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0
  const [first, firstLength, second, secondLength] = numbers
  if (numbers.length !== 4 || !whole(first) || !whole(firstLength) || !whole(second) || !whole(secondLength))
    return invalid('B1', 'numbers')
  if (second + secondLength > file.bytes.length) return notFound('B1', 'outside the file')
  if (first !== 0) return invalid('B2', 'start')
  if (second < firstLength) return invalid('B3', 'order')
  return [first, firstLength, second, second + secondLength]
}

/**
 * B4 and B10: the gap must be the very hex string that was read as /Contents. Where bytes precede the header, writers count
 * from the first byte of the file or from `%PDF-`; the place of the string tells which.
 */
function baseOf(file: PdfFile, range: readonly number[], contents: PdfString): number | null {
  const [, gapStart = 0, gapEnd = 0] = range
  const fits = (base: number) => contents.start === gapStart + base && contents.end === gapEnd + base
  return contents.hex ? ([0, file.headerOffset].find(fits) ?? null) : null
}

/** ISO 32000-2, 7.3.4.3. Readers skip what is no digit, or end there: what nobody signed has no room for such bytes. */
function isHexString(spelled: Bytes): boolean {
  // Reading ends with the first thing that is no digit; most strings have no such thing.
  const digits = toLatin1(spelled.subarray(1, -1))
  if (fromHex(digits).length * 2 === digits.length) return true
  for (let at = 1; at < spelled.length - 1; at++) {
    if (hexDigit(spelled[at]) < 0 && !isWhiteSpace(spelled[at])) return false
  }
  return true
}

/**
 * B6: the revision that ends where the range ends. All its cross-reference sections, and those before it, lie inside.
 * Undefined where the range ends inside a revision; null where there is no chain to compare with and nothing follows.
 */
function closedRevision(file: PdfFile, end: number): Revision | null | undefined {
  if (file.notes.has('xref-repaired')) return end === file.bytes.length ? null : undefined
  let closed: Revision | undefined
  for (const revision of file.revisions) {
    if (revision.end < 0 || revision.end > end || revision.xrefOffset >= end) break
    closed = revision
  }
  if (!closed) return undefined
  const tail = file.bytes.subarray(closed.end, end)
  const isLast = closed === file.revisions.at(-1)
  // What the signer signed after the end of the last revision belongs to no other version and is covered all the same.
  return (isLast && end === file.bytes.length) || (tail.length <= MAX_EOL && tail.every(isWhiteSpace))
    ? closed
    : undefined
}

/** B8: two ranges nest or are the same; they never overlap partly. */
export function collide(a: SignedRange, b: SignedRange): boolean {
  const [inner, outer] = a.end <= b.end ? [a, b] : [b, a]
  const nested = inner.end <= outer.gapStart || (inner.gapStart === outer.gapStart && inner.gapEnd === outer.gapEnd)
  return !nested
}

/** B9: the same bytes signed twice under the same value. */
export function sameSignature(a: SignedRange, b: SignedRange): boolean {
  return a.end === b.end && a.gapStart === b.gapStart && equalBytes(a.contents, b.contents)
}
