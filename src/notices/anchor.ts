/** The last entry of the record, told to the office: whoever makes the record anew cannot change a letter. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { momentInWords } from '../report/vietnamese-date.ts'
import { type Wording, write } from './letter-text.ts'
import { AUTOMATIC } from './standing.ts'

export type LastEntry = { readonly number: number; readonly sha256: string }

/** As `audit verify --noted` takes it. */
export const recordSentence = ({ number, sha256 }: LastEntry): string =>
  `Mục cuối của nhật ký: ${number}:${sha256}. Đề nghị giữ thư này để đối chiếu khi kiểm tra nhật ký.`

export function writeAnchor({ office }: Pick<Campaign, 'office'>, record: LastEntry, now: Instant): Wording {
  return write({
    subject: `Mục cuối của nhật ký: số ${record.number}`,
    to: office,
    before: [`Đến ${momentInWords(now)}, hệ thống ghi nhận như sau.`, recordSentence(record)],
    files: [],
    after: [],
    office: 'Sổ Ký Số',
    foot: [AUTOMATIC],
  })
}
