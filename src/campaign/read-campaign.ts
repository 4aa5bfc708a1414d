/** A campaign as a data file that Phòng Nội vụ edits. */
import { z } from 'zod'
import type { Instant } from '../lang.ts'
import type { Campaign } from './campaign.ts'
import { type CountingRule, DEFAULT_RULE } from './counting-rule.ts'
import { DataFileError, faultyEntries, readEntry, readJson } from './data-file.ts'
import { DISTRICT_RANKS, type Home } from './home.ts'
import type { UnitId } from './unit.ts'

const FILE = 'Đợt nộp văn bản'

/** Bears with what was usual when the plan was made. Plans of before have no such entry. */
const DEFAULT_POLICY = 'official-2021'

const text = z.string({ error: 'phải là một chuỗi chữ' }).trim().min(1, 'không được để trống')
const kinds = ['before', 'until'] as const satisfies readonly Campaign['deadlineKind'][]

/** An offset is demanded: a time without one would be read in the time zone of the machine. */
const instant = z.iso
  .datetime({ offset: true, error: 'phải là thời điểm có múi giờ, ví dụ 2021-08-30T00:00:00+07:00' })
  .transform((written) => Date.parse(written) as Instant)

const count = z.int({ error: 'phải là số nguyên' }).min(1, 'phải từ 1 trở lên')
const oneOf = <const T extends string>(values: readonly [T, ...T[]]) =>
  z.enum(values, { error: `phải là một trong các giá trị: ${values.join(', ')}` })

const shape = {
  error: (issue: { readonly code?: string; readonly keys?: readonly string[] }) =>
    issue.code === 'unrecognized_keys'
      ? `có mục không dùng đến: ${(issue.keys ?? []).join(', ')}`
      : 'phải là các mục trong dấu ngoặc nhọn',
}

const ruleSchema = z.strictObject(
  {
    signatures: oneOf(['any', 'organization', 'both']).default(DEFAULT_RULE.signatures),
    provisional: oneOf(['apart', 'counted']).default(DEFAULT_RULE.provisional),
    weakDigest: oneOf(['accepted', 'review', 'refused']).default(DEFAULT_RULE.weakDigest),
    timeStamp: oneOf(['optional', 'required']).default(DEFAULT_RULE.timeStamp),
    late: oneOf(['refused', 'noted', 'counted']).default(DEFAULT_RULE.late),
    acceptance: oneOf(['one-officer', 'two-officers']).default(DEFAULT_RULE.acceptance),
  },
  shape,
) satisfies z.ZodType<CountingRule>

const exceptionSchema = z
  .strictObject(
    {
      unit: text.transform((id) => id as UnitId),
      required: z.nullable(count).default(null),
      deadline: z.nullable(instant).default(null),
      reason: text,
      paper: text,
    },
    shape,
  )
  .refine(({ required, deadline }) => required !== null || deadline !== null, 'phải có mục "required" hoặc "deadline"')

const homeSchema = z.strictObject(
  {
    district: z.nullable(
      text.refine(
        (name) => DISTRICT_RANKS.some((rank) => name.startsWith(`${rank} `)),
        `phải bắt đầu bằng một trong các từ: ${DISTRICT_RANKS.join(', ')}; hoặc là null`,
      ),
    ),
    province: text,
  },
  shape,
) satisfies z.ZodType<Home>

const campaignSchema = z.strictObject(
  {
    id: text,
    plan: text,
    title: text,
    issuedBy: text,
    office: text,
    home: homeSchema,
    issuedOn: z.iso.date({ error: 'phải là ngày dạng năm-tháng-ngày, ví dụ 2021-07-22' }),
    mailbox: z.nullable(text.regex(/^[^\s@]+@[^\s@]+$/, 'phải là địa chỉ thư điện tử hoặc null')),
    opensAt: instant,
    deadline: instant,
    deadlineKind: oneOf(kinds),
    freezesAt: instant.optional(),
    required: count,
    policy: text.default(DEFAULT_POLICY),
    rule: ruleSchema.prefault({}),
    exceptions: z.array(exceptionSchema, { error: 'phải là một danh sách trong dấu ngoặc vuông' }).default([]),
  },
  shape,
)

/** @throws DataFileError naming the entry. */
export function readCampaign(json: string): Campaign {
  const { freezesAt, ...given } = readEntry(campaignSchema, readJson(json, FILE), FILE)
  const campaign = { ...given, freezesAt: freezesAt ?? given.deadline }
  if (campaign.opensAt >= campaign.deadline) {
    throw faultyEntries(FILE, [{ entry: 'opensAt', message: 'phải trước mục "deadline"' }])
  }
  if (campaign.freezesAt < campaign.deadline) {
    throw faultyEntries(FILE, [{ entry: 'freezesAt', message: 'không được trước mục "deadline"' }])
  }
  const units = campaign.exceptions.map(({ unit }) => unit)
  const twice = units.find((unit, at) => units.indexOf(unit) !== at)
  if (twice !== undefined) throw new DataFileError(`${FILE}: mục "exceptions" có đơn vị "${twice}" hai lần.`)
  return campaign
}
