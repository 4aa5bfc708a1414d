/** The letter that reminds the units of what they lack: công văn đôn đốc. A draft, to be looked over and issued. */
import { isInTime } from '../campaign/campaign.ts'
import { resultOf } from '../notices/file-result.ts'
import { deadlineInWords } from '../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../report/vietnamese-number.ts'
import { letterheadOf } from './letterhead.ts'
import { openUnitTable, unitsToRemind } from './open-units.ts'
import { type Block, type Paper, tableBlock, text } from './paper.ts'
import { groundInWords, type PeriodCount, planInFull, yearOf } from './period.ts'
import { refusedFiles } from './refused.ts'
import { refusedTable } from './refused-table.ts'

/** Null where nobody lacks anything. */
export function reminderPaper({ period, tally }: PeriodCount): Paper | null {
  const { campaign } = tally
  const rows = unitsToRemind(tally.units)
  if (rows.length === 0) return null
  const head = letterheadOf(campaign)
  // What to do in the words of the letters: it is the unit that reads it.
  const files = refusedFiles({ units: rows, unassigned: [] }).map((file) => ({
    ...file,
    nextStep: resultOf(file.counted, head.officeName).remedy ?? file.nextStep,
  }))
  const isOpen = isInTime(campaign, period.at)
  const mailbox = campaign.mailbox === null ? '' : ` qua hộp thư công vụ ${campaign.mailbox}`
  return {
    head,
    symbol: `/${head.symbol}`,
    year: yearOf(period),
    typeName: null,
    subject: ['đôn đốc nộp', 'văn bản có chữ ký số'],
    to: `Các cơ quan, đơn vị có tên tại Phụ lục${files.length === 0 ? '' : ' I'}`,
    blocks: [
      text(
        `Thực hiện ${planInFull(campaign)} về ${campaign.title}, mỗi cơ quan, đơn vị nộp tối thiểu ${documentCount(campaign.required)} có chữ ký số hợp lệ, ${deadlineInWords(campaign)}.`,
      ),
      text(
        `Qua kiểm tra, ${vietnameseNumber(rows.length)} cơ quan, đơn vị chưa nộp đủ (danh sách kèm theo; ${groundInWords(period)}).`,
      ),
      text(
        isOpen
          ? `${head.officeName} đề nghị các cơ quan, đơn vị nộp đủ số văn bản còn thiếu${mailbox}, ${deadlineInWords(campaign)}, trừ đơn vị có hạn nộp riêng.`
          : `Hạn nộp đã hết. ${head.officeName} đề nghị các cơ quan, đơn vị báo cáo lý do và nộp số văn bản còn thiếu${mailbox} trước ngày [bổ sung].`,
      ),
      ...(files.length === 0
        ? []
        : [text('Các tệp đã nộp nhưng không được tính, lý do và cách khắc phục tại Phụ lục II.')]),
      text(`Đề nghị các cơ quan, đơn vị quan tâm thực hiện./.`),
    ],
    recipients: ['Như trên', `${head.chairman} (báo cáo)`, `Lưu: VT, ${head.symbol}`],
    annexes: [
      {
        label: files.length === 0 ? 'Phụ lục' : 'Phụ lục I',
        title: 'Danh sách cơ quan, đơn vị chưa nộp đủ văn bản',
        isWide: false,
        blocks: [tableBlock(openUnitTable(rows))],
      },
      ...(files.length === 0 ? [] : [refusedAnnex(tableBlock(refusedTable(files)))]),
    ],
  }
}

const refusedAnnex = (table: Block) => ({
  label: 'Phụ lục II',
  title: 'Danh sách tệp bị từ chối, nộp trễ hạn và lý do',
  isWide: true,
  blocks: [table],
})
