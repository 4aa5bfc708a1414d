/** Phụ lục in a file of its own: it belongs to the document whose number it bears. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.8(b), III.1. */

import { type DocumentCode, readCode, typeInNotation } from './document-code.ts'
import type { DocumentText, PageText, TextPiece } from './document-text.ts'
import { beginsDocument } from './header.ts'
import { readCitedDate } from './issued-date.ts'
import { rowsOf } from './rows.ts'

export type Appendix = {
  readonly code: DocumentCode
  readonly issuedDate: string | null
  readonly organName: string | null
  readonly source: TextPiece['source']
}

/** The first rows of a page; over the title of a regulation stand body and Quốc hiệu, under it "(Kèm theo …)", of three rows at most. */
const HEAD_ROWS = 12

const TITLE = /^(?:phụ lục|danh sách kèm theo|biểu(?: mẫu)?(?: số)? ?\d*)(?![\p{L}])/iu

/** A document has a number of its own, or a blank for it, at the beginning of a row; in small letters the row before goes on. */
const OWN_NUMBER = /^S[ốỐ] ?[:\d]/u

/** "(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã Húc)", and "Ban hành kèm theo". */
const ATTACHED = /kèm theo (?<document>[^()]{1,300})(?<end>\)?)/iu
const BRACKETED = /^\((?:ban hành )?kèm theo /iu

/** What its head signs is the body's; what it is about is no part of the name. */
const BODY = / của (?:chủ tịch )?(?<body>\p{L}[^().;]{1,120}?)(?: về .*)?$/iu

/** What the organisation's signature shows on an appendix: the code, then the time of signing. */
const STAMP =
  /^(?<code>\d{1,5}[A-Za-z]?[/-][\p{L}\d/&.-]{2,40})[;, ]+(?:ngày )?(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>20\d\d)[;, ]+\d{1,2}:\d{2}/u

export function readAppendix({ pages }: DocumentText): Appendix | null {
  const first = pages[0]
  return first ? (stamped(first) ?? titled(first)) : null
}

function stamped(page: PageText): Appendix | null {
  for (const { text, source } of page.pieces) {
    const match = source === 'signature-widget' ? STAMP.exec(text.trim()) : null
    const code = match && readCode(`Số: ${match.groups?.code}`)
    if (!match || !code?.number) continue
    return { code, issuedDate: match.groups?.year ?? null, organName: null, source }
  }
  return null
}

/** Numbers may be drawn by signatures alone, in a blank that the page leaves. */
function titled({ pieces }: PageText): Appendix | null {
  return titledBy(pieces.filter(({ source }) => source === 'page-text')) ?? titledBy(pieces)
}

function titledBy(pieces: readonly TextPiece[]): Appendix | null {
  const head = rowsOf(pieces).slice(0, HEAD_ROWS)
  // Over the Quốc hiệu stands to which circular the form of a document belongs.
  const state = head.findIndex((row) => beginsDocument([row]))
  const begin = head.findIndex(({ text }, i) => i > state && (BRACKETED.test(text) || (state < 0 && TITLE.test(text))))
  if (begin < 0 || head.some(({ text }) => OWN_NUMBER.test(text) && readCode(text) !== null)) return null
  const rest = head
    .slice(begin)
    .map(({ text }) => text)
    .join(' ')
  const { document = '', end } = ATTACHED.exec(rest)?.groups ?? {}
  const code = readCode(document)
  if (!code?.number || isOfLegislation(code)) return null
  const organName = end ? (BODY.exec(document)?.groups?.body?.trim() ?? null) : null
  return { code, issuedDate: readCitedDate(document)?.value ?? null, organName, source: 'page-text' }
}

/** Circulars and decrees prescribe forms: what is written on one is no phụ lục of theirs. */
const isOfLegislation = ({ notation }: DocumentCode): boolean =>
  ['Thông tư', 'Nghị định'].includes(typeInNotation(notation)?.name ?? '')
