/** The header of a document: where it begins and ends, and its two columns. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.1–5. */
import type { PageText, TextPiece } from './document-text.ts'
import { typeOfTitle } from './document-types.ts'
import { placeOf, type Row, rowsOf } from './rows.ts'

export type Header = {
  /** All rows, columns not told apart, from the first of the page to the one before the title. */
  readonly rows: readonly Row[]
  /** Of the left column: bodies, number and symbol, of a công văn what it is about. */
  readonly left: readonly Row[]
  /** Whether the left column was told from the right one, by the words over the latter. */
  readonly hasColumns: boolean
  /** The row that names the type, and what follows it. */
  readonly title: Row | null
  readonly below: readonly Row[]
}

/** Bodies may take four rows, a công văn five more for its subject; the title stands behind. Text further down cites other documents. */
const HEADER_ROWS = 15

/** Quốc hiệu of the State, and what the Party writes in its place. */
const OVER_THE_RIGHT = /c[oộ]ng h(?:òa|oà) x[aã] h[oộ]i ch[uủ] ngh[iĩ]a vi[eệ]t nam|đảng cộng sản việt nam/iu

/** Whether a page begins as a document of its own does. */
export const beginsDocument = (rows: readonly Row[]): boolean => rows.some(({ text }) => OVER_THE_RIGHT.test(text))

export function readHeader(page: PageText): Header {
  const pieces = page.pieces.flatMap(splitAtGaps)
  const rows = rowsOf(pieces)
  const first = Math.max(
    0,
    rows.findIndex(({ text }) => OVER_THE_RIGHT.test(text)),
  )
  const ends = rows.findIndex((row, i) => i > first && isEnd(row, page.width))
  const end = Math.min(ends < 0 ? rows.length : ends, first + HEADER_ROWS)
  const title = rows[end]
  const right = rows.flatMap((row) => {
    const match = OVER_THE_RIGHT.exec(row.text)
    return match ? [placeOf(row, match.index)] : []
  })[0]
  const shown = rows.slice(0, end)
  return {
    rows: shown,
    left: right === undefined ? shown : columnRows(pieces, right, shown.at(-1)),
    hasColumns: right !== undefined,
    title: title && typeOfTitle(title.text) ? title : null,
    below: rows.slice(end + 1),
  }
}

/** Of the width of a page: a title stands in the middle; in the left column a body may be called Kế hoạch. */
const TITLE_MIDDLE = 0.4

const isEnd = ({ text, left, right }: Row, width: number): boolean =>
  (typeOfTitle(text) !== null && left + right > 2 * TITLE_MIDDLE * width) ||
  /^(?:kính gửi|căn cứ|phụ lục)(?![\p{L}])/iu.test(text)

/** Rows of one column may lie between those of the other. */
function columnRows(pieces: readonly TextPiece[], right: number, last: Row | undefined): readonly Row[] {
  const bottom = last ? last.middle + last.size : 0
  return rowsOf(pieces.filter((piece) => (piece.left + piece.right) / 2 < right && piece.middle <= bottom))
}

/** Some writers move to the right column with blanks. */
const COLUMN_GAP = /\s{4,}/u

function splitAtGaps(piece: TextPiece): readonly TextPiece[] {
  const { text, left, right } = piece
  const gap = COLUMN_GAP.exec(text)
  if (!gap) return [piece]
  const place = (at: number) => left + ((right - left) * at) / text.length
  const from = gap.index + gap[0].length
  return [
    { ...piece, text: text.slice(0, gap.index), right: place(gap.index) },
    { ...piece, text: text.slice(from), left: place(from) },
  ].filter((part) => part.text.trim() !== '')
}
