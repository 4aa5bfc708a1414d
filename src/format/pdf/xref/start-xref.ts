/** The end of a revision: `startxref`, the offset of a cross-reference section, `%%EOF`. ISO 32000-2, 7.5.5. */
import { indexOf, lastIndexOf } from '../../../bytes.ts'
import { spend } from '../budget.ts'
import { isWhiteSpace } from '../characters.ts'
import { standsAt, takeInteger, takeKeyword } from '../cursor.ts'
import { cursorAt, type Source } from './source.ts'

export type StartXref = {
  /** Place of the keyword. */
  readonly keyword: number
  /** Place of the section it names, a shifted header added and white-space before the section skipped. */
  readonly target: number
  /** Place of the byte after `%%EOF`, or -1 without it. */
  readonly end: number
}

const KEYWORD = 'startxref'
const MARKER = '%%EOF'

/** The last one of the file, whatever follows it: that is a matter for the judge. Null where it names no offset. */
export function lastStartXref(source: Source): StartXref | null {
  const keyword = lastIndexOf(source.bytes, KEYWORD)
  return keyword < 0 ? null : readStartXref(source, keyword)
}

function readStartXref(source: Source, keyword: number): StartXref | null {
  const cursor = cursorAt(source, keyword)
  if (!takeKeyword(cursor, KEYWORD)) return null
  const offset = takeInteger(cursor)
  if (offset === null) return null
  let end = cursor.position
  while (isWhiteSpace(source.bytes[end])) end++
  spend(source.ledger, 'readBytes', end - keyword)
  const marked = standsAt(source.bytes, end, MARKER)
  return { keyword, target: sectionStart(source, offset), end: marked ? end + MARKER.length : -1 }
}

/** The first one in `from` … `before`, or null. */
export function nextStartXref(source: Source, from: number, before: number): StartXref | null {
  const keyword = indexOf(source.bytes.subarray(0, before), KEYWORD, from)
  spend(source.ledger, 'readBytes', Math.max((keyword < 0 ? before : keyword) - from, 0))
  return keyword < 0 ? null : readStartXref(source, keyword)
}

/** White-space of two ends of line. */
const SPACE_SKIPPED = 4

/** Where a section begins to which the file gives `offset`: some writers point at the end of line before it. */
export function sectionStart({ bytes, base }: Source, offset: number): number {
  const stated = offset + base
  let start = stated
  while (start < stated + SPACE_SKIPPED && isWhiteSpace(bytes[start])) start++
  return start
}
