/** A campaign as a data file that Phòng Nội vụ edits. */
import { z } from 'zod'
import type { Instant } from '../lang.ts'
import type { Campaign } from './campaign.ts'
import { DataFileError, readEntry, readJson } from './data-file.ts'

const FILE = 'Đợt nộp văn bản'

/** Bears with what was usual when the plan was made. Plans of before have no such entry. */
const DEFAULT_POLICY = 'official-2021'

const text = z.string({ error: 'phải là một chuỗi chữ' }).trim().min(1, 'không được để trống')
const kinds = ['before', 'until'] as const satisfies readonly Campaign['deadlineKind'][]

/** An offset is demanded: a time without one would be read in the time zone of the machine. */
const instant = z.iso
  .datetime({ offset: true, error: 'phải là thời điểm có múi giờ, ví dụ 2021-08-30T00:00:00+07:00' })
  .transform((written) => Date.parse(written) as Instant)

const campaignSchema = z.strictObject(
  {
    id: text,
    plan: text,
    title: text,
    issuedBy: text,
    office: text,
    issuedOn: z.iso.date({ error: 'phải là ngày dạng năm-tháng-ngày, ví dụ 2021-07-22' }),
    mailbox: z.nullable(text.regex(/^[^\s@]+@[^\s@]+$/, 'phải là địa chỉ thư điện tử hoặc null')),
    opensAt: instant,
    deadline: instant,
    deadlineKind: z.enum(kinds, { error: `phải là một trong các giá trị: ${kinds.join(', ')}` }),
    required: z.int({ error: 'phải là số nguyên' }).min(1, 'phải từ 1 trở lên'),
    policy: text.default(DEFAULT_POLICY),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `có mục không dùng đến: ${issue.keys.join(', ')}`
        : 'phải là các mục trong dấu ngoặc nhọn',
  },
)

/** @throws DataFileError naming the entry. */
export function readCampaign(json: string): Campaign {
  const campaign = readEntry(campaignSchema, readJson(json, FILE), FILE)
  if (campaign.opensAt >= campaign.deadline) {
    throw new DataFileError(`${FILE}: mục "opensAt" phải trước mục "deadline".`)
  }
  return campaign
}
