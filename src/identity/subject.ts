/** Trích yếu nội dung: what the document is about. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.5. */
import { foldName } from '../campaign/spelling.ts'
import { readCode } from './document-code.ts'
import type { Header } from './header.ts'
import type { Row } from './rows.ts'

/** A subject of eight rows under the title was seen; five, in the narrow column of a công văn. */
const MAX_ROWS = 8

/** Of the size of a letter: rows of one subject lie 1.7 apart at most, with spacing between paragraphs; what follows, further. */
const NEXT_ROW = 1.9

/** What follows a subject: grounds, addressees, the first heading, the authority that decides. */
const ENDS =
  /^(?:căn cứ|thực hiện|kính gửi|xét|theo|để|điều \d|phần [IVX\d]|chương [IVX\d]|mục \d|[IVX]{1,4}[.)] |\d{1,2}[.)] |\(|số ?:|nơi nhận|khóa |kỳ họp )/iu
const AUTHORITY =
  /^(?:ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|ubnd|hđnd|chủ tịch|bộ trưởng|thủ tướng|chính phủ|giám đốc|trưởng phòng|hiệu trưởng|chánh )/iu

/** Under the title; of a công văn, under the number. */
export function readSubject(header: Header): string | null {
  return header.title ? belowTitle(header.title, header.below) : underNumber(header.left)
}

function belowTitle(title: Row, below: readonly Row[]): string | null {
  const rows: Row[] = []
  for (const row of below) {
    if (!/\p{L}/u.test(row.text) || ENDS.test(row.text) || rows.length === MAX_ROWS) break
    const before = rows.at(-1)
    if (before && (isFar(before, row) || isAuthority(row))) break
    if (!before && (isFar(title, row, 2) || isAuthority(row))) break
    rows.push(row)
  }
  return joined(rows)
}

const isFar = (before: Row, row: Row, times = 1): boolean =>
  row.middle - before.middle > times * NEXT_ROW * Math.max(before.size, row.size)

/** "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ" by itself in capitals; a subject in capitals may name a body within. */
const isAuthority = ({ text }: Row): boolean => AUTHORITY.test(text) && text === text.toUpperCase()

function underNumber(left: readonly Row[]): string | null {
  const code = left.findIndex(({ text }) => readCode(text) !== null)
  if (code < 0) return null
  const under = left.slice(code + 1)
  const begin = under.findIndex(({ text }) => /^v ?\/ ?v(?![\p{L}])|^về việc/iu.test(text))
  if (begin < 0) return null
  const rows: Row[] = []
  for (const row of under.slice(begin)) {
    const before = rows.at(-1)
    if (before && (isFar(before, row) || ENDS.test(row.text))) break
    if (rows.length === MAX_ROWS) break
    rows.push(row)
  }
  return joined(rows)
}

function joined(rows: readonly Row[]): string | null {
  const text = rows
    .map((row) => row.text)
    .join(' ')
    .replace(/^v ?\/ ?v[ :.]*/iu, '')
    .trim()
  return text === '' ? null : text
}

/** For comparing: "Về việc" before it says nothing. */
export function foldSubject(subject: string): string {
  return foldName(subject.replace(/^(?:về việc|về|v\/v) /iu, ''))
}
