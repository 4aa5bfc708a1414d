/** Phiếu kết quả kiểm tra chữ ký số: what was checked of one document, with the fields that TT 15/2025/TT-BKHCN demands, as PDF. */
import type { Bytes } from '../bytes.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { explainDocument, outcomeLabel } from '../report/explain.ts'
import { identityOf, nameInWords } from '../report/identity-words.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import type { DocumentReport } from '../validation/report.ts'
import { letterheadOf } from './letterhead.ts'
import type { Table } from './paper.ts'
import { BODY, CENTRED, writeParagraph, writeSideBySide } from './pdf-blocks.ts'
import { writeHead } from './pdf-head.ts'
import { openPages, type Pages } from './pdf-pages.ts'
import { writeTable } from './pdf-table.ts'
import { signatureFacts } from './signature-facts.ts'

export type CheckedDocument = {
  readonly campaign: Campaign
  /** One of the letters that brought it. */
  readonly submission: JudgedSubmission
  readonly report: DocumentReport
  readonly judgedAt: Instant
  /** The earliest receipt, which is the proof of existence that the verdict used. */
  readonly receivedAt: Instant
  readonly programVersion: string
  /** Name of the policy; null where it was not kept. */
  readonly policy: string | null
}

/** Signatures that are told one by one: with three the slip is one page, and nobody reads ten pages. */
const MAX_SIGNATURES = 12

/** A function of the verdict: made again it is the same, whenever. */
export async function resultSlip(checked: CheckedDocument): Promise<Bytes> {
  const { campaign, report, judgedAt } = checked
  const head = letterheadOf(campaign)
  const pages = await openPages(TITLE)
  pages.begin(false)
  writeHead(pages, head, { left: [], right: [] })
  writeParagraph(pages, TITLE, { ...CENTRED, size: 14, face: 'bold', after: 8 })
  writeTable(pages, facts(documentFacts(checked)), SIZE)
  writeVerdict(pages, report)
  for (const [index, signature] of report.signatures.slice(0, MAX_SIGNATURES).entries()) {
    const { title, facts: rows } = signatureFacts(signature, index + 1)
    writeTable(pages, facts(rows, title), SIZE)
  }
  const others = report.signatures.length - MAX_SIGNATURES
  if (others > 0) writeParagraph(pages, `Và ${vietnameseNumber(others)} chữ ký khác, xem trên trang của văn bản.`, NOTE)
  writeParagraph(pages, `Phiếu lập tự động từ kết quả kiểm tra lúc ${vietnameseDateTime(judgedAt)}.`, NOTE)
  writeSideBySide(pages, [
    { share: 0.5, lines: [] },
    { share: 0.5, lines: [{ text: 'NGƯỜI KIỂM TRA', look: { ...CENTRED, size: 11, face: 'bold', after: 36 } }] },
  ])
  return pages.bytes()
}

const TITLE = 'PHIẾU KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ'
const SIZE = 8.5
const NOTE = { ...BODY, size: SIZE, face: 'italic' } as const

export type Fact = readonly [label: string, value: string]

function facts(rows: readonly Fact[], title?: string): Table {
  return {
    columns: [
      { heading: '', share: 28, align: 'left' },
      { heading: '', share: 72, align: 'left' },
    ],
    rows: [
      ...(title === undefined ? [] : [{ look: 'group', cells: [title] } as const]),
      ...rows.map(([label, value]) => ({ look: 'plain', cells: [label, value] }) as const),
    ],
  }
}

function documentFacts({ submission, report, ...verdict }: CheckedDocument): readonly Fact[] {
  const fields = identityOf(submission)
  const name = nameInWords(fields)
  const { organName, subject } = fields
  const { fileName } = submission.submission
  return [
    ['Tên tệp', `${fileName === '' ? '(tệp không tên)' : fileName} (${vietnameseNumber(report.bytes)} byte)`],
    ...(name === null ? [] : [['Văn bản', name] as const]),
    ...(organName === null ? [] : [['Cơ quan ban hành', organName.value] as const]),
    ...(subject === null ? [] : [['Trích yếu nội dung', subject.value] as const]),
    ['Mã băm SHA-256 của tệp', report.sha256],
    ['Thời gian nhận; kiểm tra', `${vietnameseDateTime(verdict.receivedAt)}; ${vietnameseDateTime(verdict.judgedAt)}`],
    ['Chính sách, chương trình', [verdict.policy ?? 'không ghi', `Sổ Ký Số ${verdict.programVersion}`].join('; ')],
  ]
}

function writeVerdict(pages: Pages, report: DocumentReport): void {
  const { sentence } = explainDocument(report)
  const label = outcomeLabel(report).toLocaleUpperCase('vi')
  writeParagraph(pages, `Kết quả: ${label}`, { ...BODY, size: 12, face: 'bold', after: 2 })
  writeParagraph(pages, sentence, { ...BODY, size: 10.5, after: 6 })
}
