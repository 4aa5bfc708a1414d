/** Pieces of text put into rows by their place: the order in the file is not that of reading. */
import type { TextPiece } from './document-text.ts'
import { plainText } from './plain-text.ts'

export type Row = {
  readonly text: string
  /** The pieces, from the left, and where in `text` each begins. */
  readonly spans: readonly { readonly at: number; readonly piece: TextPiece }[]
  readonly left: number
  readonly right: number
  readonly middle: number
  readonly size: number
}

/** Of the size of a letter: how far the middles of pieces of one row may lie apart. Superscripts stay with their row. */
const SAME_ROW = 0.45

/** Of the size of a letter: what is left free between words. The space of Times is 0.25 wide; justified lines narrow it. */
const WORD_GAP = 0.18

/** From the top; pieces of a row from the left. */
export function rowsOf(pieces: readonly TextPiece[]): readonly Row[] {
  const rows: TextPiece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.middle - b.middle || a.left - b.left)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && piece.middle - first.middle <= SAME_ROW * Math.max(first.size, piece.size)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map(rowOf).filter(({ text }) => text !== '')
}

function rowOf(unsorted: readonly TextPiece[]): Row {
  const sorted = unsorted.toSorted((a, b) => a.left - b.left)
  // Bold letters are drawn twice by some writers, a hair apart.
  const pieces = sorted.filter((piece, i) => !isShadow(piece, sorted[i - 1]))
  const spans: Row['spans'][number][] = []
  let text = ''
  for (const [i, piece] of pieces.entries()) {
    const before = pieces[i - 1]
    const isApart = before && piece.left - before.right > WORD_GAP * Math.max(piece.size, before.size)
    if ((isApart || /^\s/u.test(piece.text)) && text !== '' && !text.endsWith(' ')) text += ' '
    spans.push({ at: text.length, piece })
    text += plainText(piece.text)
    if (/\s$/u.test(piece.text) && text !== '' && !text.endsWith(' ')) text += ' '
  }
  const shown = pieces.filter(({ text }) => text.trim() !== '')
  return {
    // A mark that is drawn by itself belongs to the letter before it.
    text: text.normalize('NFC').trim(),
    spans,
    left: Math.min(...shown.map(({ left }) => left)),
    right: Math.max(...shown.map(({ right }) => right)),
    middle: shown[0]?.middle ?? 0,
    size: Math.max(0, ...shown.map(({ size }) => size)),
  }
}

function isShadow(piece: TextPiece, before: TextPiece | undefined): boolean {
  return before?.text === piece.text && piece.text.trim() !== '' && piece.left - before.left < WORD_GAP * piece.size
}

/** From whom the characters `from` … `to` of a row come: a widget where any of them does. */
export function sourceOf({ spans }: Row, from: number, to: number): TextPiece['source'] {
  const isWithin = (i: number) => (spans[i]?.at ?? 0) < to && (spans[i + 1]?.at ?? Infinity) > from
  return spans.find(({ piece }, i) => piece.source === 'signature-widget' && isWithin(i))
    ? 'signature-widget'
    : 'page-text'
}

/** Where on the page the character `at` of a row stands, taking the letters of one piece as equally wide. */
export function placeOf({ spans }: Row, at: number): number {
  const i = spans.findLastIndex((span) => span.at <= at)
  const span = spans[i]
  if (!span) return 0
  const { left, right, text } = span.piece
  return left + ((right - left) * (at - span.at)) / Math.max(1, text.length)
}
