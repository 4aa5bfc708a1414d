/** The report to the Chairman, of a quarter or of the campaign: Kế hoạch 322/KH-UBND, IV.2. A draft, to be looked over and issued. */
import { deadlineInWords } from '../report/vietnamese-date.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import { letterheadOf } from './letterhead.ts'
import { type Block, type Paper, part, tableBlock, text } from './paper.ts'
import { groundInWords, type PeriodCount, planInFull, quarterInWords, yearOf } from './period.ts'
import { refusedFiles } from './refused.ts'
import { refusedTable } from './refused-table.ts'
import { assessment, proposals, results } from './report-parts.ts'
import { tallyTable } from './tally-table.ts'

export function reportPaper(count: PeriodCount): Paper {
  const { period, tally } = count
  const head = letterheadOf(tally.campaign)
  const files = refusedFiles(tally)
  const of = quarterInWords(period) ?? `theo Kế hoạch số ${tally.campaign.plan}`
  return {
    head,
    symbol: `/BC-${head.symbol}`,
    year: yearOf(period),
    typeName: 'BÁO CÁO',
    subject: ['Kết quả nộp văn bản có sử dụng chữ ký số', of],
    to: head.chairman,
    blocks: [...ground(count), ...results(tally, files), ...assessment(tally, files), ...proposals(tally, head)],
    recipients: ['Như trên', `Lưu: VT, ${head.symbol}`],
    annexes: [
      {
        label: 'Phụ lục I',
        title: 'Bảng tổng hợp kết quả nộp văn bản ký số',
        isWide: true,
        blocks: [text(`${capitalized(groundInWords(period))}.`), tableBlock(tallyTable(tally.units))],
      },
      {
        label: 'Phụ lục II',
        title: 'Danh sách tệp bị từ chối, nộp trễ hạn và lý do',
        isWide: true,
        blocks: [
          files.length === 0 ? text('Không có tệp nào.') : tableBlock(refusedTable(files)),
          ...(files.length === 0 ? [] : [text('Mỗi dòng là một tệp; một văn bản nộp nhiều lần có nhiều dòng.')]),
        ],
      },
    ],
  }
}

const capitalized = (words: string) => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)

function ground({ period, tally: { campaign } }: PeriodCount): readonly Block[] {
  const { required, mailbox } = campaign
  const where = mailbox === null ? '' : ` qua hộp thư công vụ ${mailbox}`
  return [
    part('I. CĂN CỨ, TÌNH HÌNH TRIỂN KHAI'),
    text(
      `Thực hiện ${planInFull(campaign)} về ${campaign.title}, mỗi cơ quan, đơn vị nộp tối thiểu ${documentCount(required)} có chữ ký số hợp lệ${where}, ${deadlineInWords(campaign)}.`,
    ),
    text(
      `Các văn bản nhận được đều được kiểm tra chữ ký số, đối chiếu đơn vị và loại bản trùng. Báo cáo này dùng ${groundInWords(period)}.`,
    ),
  ]
}
