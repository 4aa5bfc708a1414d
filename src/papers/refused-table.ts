/** Refused files as a table of a paper, each with its reason and what to do. */
import { identityOf, nameInWords } from '../report/identity-words.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import type { Table } from './paper.ts'
import { paperText } from './paper-text.ts'
import { type RefusedFile, reasonsOf } from './refused.ts'

export function refusedTable(files: readonly RefusedFile[]): Table {
  return {
    columns: [
      { heading: 'STT', share: 4, align: 'center' },
      { heading: 'Cơ quan, đơn vị', share: 14, align: 'left' },
      { heading: 'Văn bản', share: 24, align: 'left' },
      { heading: 'Thời gian nhận', share: 10, align: 'center' },
      { heading: 'Lý do', share: 28, align: 'left' },
      { heading: 'Cách khắc phục', share: 20, align: 'left' },
    ],
    rows: files.map(({ unit, counted, sentence, nextStep }, index) => ({
      look: 'plain',
      cells: [
        String(index + 1),
        unit ?? 'Chưa xác định',
        documentInWords(counted),
        vietnameseDateTime(counted.submission.receivedAt).slice(0, 16),
        sentence,
        nextStep,
      ],
    })),
  }
}

export function reasonTable(files: readonly RefusedFile[]): Table {
  return {
    columns: [
      { heading: 'STT', share: 8, align: 'center' },
      { heading: 'Lý do', share: 72, align: 'left' },
      { heading: 'Số tệp', share: 20, align: 'center' },
    ],
    rows: [
      ...reasonsOf(files).map(([label, count], index) => ({
        look: 'plain' as const,
        cells: [String(index + 1), label, String(count)],
      })),
      { look: 'total', cells: ['', 'Tổng cộng', String(files.length)] },
    ],
  }
}

/** By its number where that is known, and the file it came as. */
function documentInWords(judged: JudgedSubmission): string {
  const name = nameInWords(identityOf(judged))
  const file = judged.submission.fileName === '' ? 'tệp không tên' : `tệp ${judged.submission.fileName}`
  return paperText(name === null ? file : `${name}, ${file}`)
}
