/** Phụ lục in a file of its own: it belongs to the document whose number it bears. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.8(b), III.1. */

import { type DocumentCode, readCode } from './document-code.ts'
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

/** The first rows of a page; "(Kèm theo …)" stands under the title, and takes three at most. */
const HEAD_ROWS = 8

const TITLE = /^(?:phụ lục|danh sách kèm theo|biểu(?: mẫu)?(?: số)? ?\d*)(?![\p{L}])/iu

/** "(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã Húc)", and "Ban hành kèm theo". */
const ATTACHED = /kèm theo (?<document>[^()]{1,300})/iu
const BODY = / của (?<body>\p{L}[^().;]{1,120})/iu

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

function titled(page: PageText): Appendix | null {
  const head = rowsOf(page.pieces.filter(({ source }) => source === 'page-text')).slice(0, HEAD_ROWS)
  const title = head.findIndex(({ text }) => TITLE.test(text))
  if (title < 0 || beginsDocument(head)) return null
  const rest = head
    .slice(title)
    .map(({ text }) => text)
    .join(' ')
  const document = ATTACHED.exec(rest)?.groups?.document ?? ''
  const code = readCode(document)
  if (!code?.number) return null
  const organName = BODY.exec(document)?.groups?.body?.trim() ?? null
  return { code, issuedDate: readCitedDate(document)?.value ?? null, organName, source: 'page-text' }
}
