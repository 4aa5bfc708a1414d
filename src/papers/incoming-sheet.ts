/** The register of incoming papers in Excel: Sổ đăng ký văn bản đến, with the columns of NĐ 30/2020/NĐ-CP, Phụ lục IV. */
import type { UnitId } from '../campaign/unit.ts'
import { codeOf } from '../identity/named-beside.ts'
import { explainStanding } from '../report/explain-count.ts'
import { dateInWords, identityOf, sourceInWords } from '../report/identity-words.ts'
import { earliestFirst } from '../tally/arrival.ts'
import { type CountedSubmission, submissionsOf } from '../tally/tally.ts'
import { groundInWords, type PeriodCount, planInFull } from './period.ts'
import { type Sheet, type SheetRow, textCell, timeCell } from './sheet.ts'

/** A line for each file, in the order of arrival. */
export function incomingSheet({ period, tally }: PeriodCount): Sheet {
  const { units, campaign } = tally
  const names = new Map(units.map(({ unit }) => [unit.id, unit.name]))
  const files = submissionsOf(tally).toSorted(earliestFirst)
  return {
    name: 'Văn bản đến',
    titles: [
      'SỔ ĐĂNG KÝ VĂN BẢN ĐẾN',
      `Văn bản nộp theo ${planInFull(campaign)}`,
      `(${groundInWords(period)}, giờ Việt Nam; mỗi dòng là một tệp)`,
    ],
    columns: COLUMNS,
    rows: files.map((counted) => incomingRow(counted, campaign.office, names)),
    notes: [
      '',
      'Số đến, ngày chuyển và ký nhận do văn thư ghi; số, ký hiệu, ngày và trích yếu do máy đọc, cần đối chiếu.',
    ],
  }
}

const COLUMNS = [
  { heading: 'Ngày đến', width: 18 },
  { heading: 'Số đến', width: 8 },
  { heading: 'Tác giả', width: 30 },
  { heading: 'Số, ký hiệu văn bản', width: 20 },
  { heading: 'Ngày tháng văn bản', width: 14 },
  { heading: 'Tên loại và trích yếu nội dung văn bản', width: 46 },
  { heading: 'Đơn vị hoặc người nhận', width: 26 },
  { heading: 'Ngày chuyển', width: 12 },
  { heading: 'Ký nhận', width: 12 },
  { heading: 'Ghi chú', width: 50 },
] as const

function incomingRow(
  counted: CountedSubmission,
  receiver: string,
  names: ReadonlyMap<UnitId | null, string>,
): SheetRow {
  const { submission, attribution } = counted
  const fields = identityOf(counted)
  const { organName, issuedDate, typeName, subject } = fields
  const unit = attribution.kind === 'unit' ? names.get(attribution.unit) : undefined
  const empty = textCell('')
  return {
    look: 'plain',
    cells: [
      timeCell(submission.receivedAt),
      empty,
      textCell(organName?.value ?? unit ?? ''),
      textCell(codeOf(fields) ?? ''),
      textCell(issuedDate ? dateInWords(issuedDate.value) : ''),
      textCell([typeName?.value, subject?.value].filter(Boolean).join(' ')),
      textCell(receiver),
      empty,
      empty,
      textCell(remark(counted, unit ?? null)),
    ],
  }
}

function remark(counted: CountedSubmission, unit: string | null): string {
  const { fileName, sender } = counted.submission
  const { codeNumber } = identityOf(counted)
  return [
    explainStanding(counted).label,
    unit === null ? 'chưa xác định đơn vị' : `đơn vị: ${unit}`,
    ...(codeNumber && codeNumber.source !== 'page-text' ? [`số ${sourceInWords(codeNumber)}`] : []),
    `tệp: ${fileName}`,
    ...(sender === null ? [] : [`người gửi: ${sender}`]),
  ].join('; ')
}
