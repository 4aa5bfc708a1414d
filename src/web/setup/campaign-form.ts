/** The form of the campaign: what was typed, as the entries of its data file, and what is wrong with them. */
import type { Campaign } from '../../campaign/campaign.ts'
import { DataFileError, type EntryFault } from '../../campaign/data-file.ts'
import { readCampaign } from '../../campaign/read-campaign.ts'
import type { Instant } from '../../lang.ts'
import { COUNTING_WORDS } from '../../report/campaign-words.ts'
import { field } from '../form.ts'
import type { WebContext } from '../route.ts'
import { DAY_MS, dayOf, isoDay, startOfDay, timeOf } from './days.ts'
import type { FieldFault } from './fields.ts'

/** How the day of the deadline is meant: it is late already, it is in time to its end, or to that minute. */
export type Strictness = 'truoc' | 'het' | 'luc'

/** Each as its field holds it. */
export type TypedCampaign = Readonly<Record<keyof typeof FIELDS, string>>

/** Fields of the form: what each is called, and the entry of the data file that it fills. */
export const FIELDS = {
  'so-ke-hoach': { label: 'Số, ký hiệu kế hoạch', entry: 'plan' },
  'ngay-ban-hanh': { label: 'Ngày ban hành', entry: 'issuedOn' },
  'noi-dung': { label: 'Nội dung kế hoạch', entry: 'title' },
  'co-quan': { label: 'Cơ quan ban hành', entry: 'issuedBy' },
  'phong-ban': { label: 'Cơ quan theo dõi', entry: 'office' },
  huyen: { label: 'Địa bàn cấp huyện', entry: 'home.district' },
  tinh: { label: 'Tỉnh, thành phố', entry: 'home.province' },
  'hop-thu': { label: 'Hộp thư nhận văn bản', entry: 'mailbox' },
  'tu-ngay': { label: 'Ngày mở đợt', entry: 'opensAt' },
  'han-ngay': { label: 'Hạn nộp', entry: 'deadline' },
  'han-cach': { label: 'Cách tính hạn', entry: 'deadlineKind' },
  'han-gio': { label: 'Giờ hết hạn', entry: 'deadline' },
  'chot-ngay': { label: 'Ngày chốt số liệu', entry: 'freezesAt' },
  'so-luong': { label: 'Số văn bản tối thiểu', entry: 'required' },
  'chinh-sach': { label: 'Chính sách kiểm tra chữ ký', entry: 'policy' },
  'chu-ky': { label: COUNTING_WORDS.signatures.title, entry: 'rule.signatures' },
  'tam-tinh': { label: COUNTING_WORDS.provisional.title, entry: 'rule.provisional' },
  'ham-bam': { label: COUNTING_WORDS.weakDigest.title, entry: 'rule.weakDigest' },
  'dau-thoi-gian': { label: COUNTING_WORDS.timeStamp.title, entry: 'rule.timeStamp' },
  'chap-nhan': { label: COUNTING_WORDS.acceptance.title, entry: 'rule.acceptance' },
  'nop-muon': { label: COUNTING_WORDS.late.title, entry: 'rule.late' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly entry: string }>>

type FieldName = keyof typeof FIELDS
const NAMES = Object.keys(FIELDS) as readonly FieldName[]

export async function typedCampaign(c: WebContext): Promise<TypedCampaign> {
  const values = await Promise.all(NAMES.map(async (name) => [name, (await field(c, name)).trim()] as const))
  const kept = values.map(([name, value]) => [name, DAYS.includes(name) ? isoDay(value) : value] as const)
  return Object.fromEntries(kept) as TypedCampaign
}

export function typedOfCampaign(campaign: Campaign): TypedCampaign {
  const { home, rule } = campaign
  return {
    'so-ke-hoach': campaign.plan,
    'ngay-ban-hanh': campaign.issuedOn,
    'noi-dung': campaign.title,
    'co-quan': campaign.issuedBy,
    'phong-ban': campaign.office,
    huyen: home.district ?? '',
    tinh: home.province,
    'hop-thu': campaign.mailbox ?? '',
    'tu-ngay': dayOf(campaign.opensAt),
    'han-ngay': dayOf(campaign.deadline),
    'han-cach': strictnessOf(campaign),
    'han-gio': timeOf(campaign.deadline),
    'chot-ngay': campaign.freezesAt === campaign.deadline ? '' : dayOf((campaign.freezesAt - 1) as Instant),
    'so-luong': String(campaign.required),
    'chinh-sach': campaign.policy,
    'chu-ky': rule.signatures,
    'tam-tinh': rule.provisional,
    'ham-bam': rule.weakDigest,
    'dau-thoi-gian': rule.timeStamp,
    'nop-muon': rule.late,
    'chap-nhan': rule.acceptance,
  }
}

function strictnessOf({ deadline, deadlineKind }: Campaign): Strictness {
  if (deadlineKind === 'before') return startOfDay(dayOf(deadline)) === deadline ? 'truoc' : 'luc'
  return startOfDay(dayOf(deadline)) === deadline + 1 - DAY_MS ? 'het' : 'luc'
}

export type ReadCampaignForm =
  | { readonly campaign: Campaign; readonly faults: null }
  | { readonly campaign: null; readonly faults: readonly FieldFault[] }

/** @param before what the form does not ask for stays as it is there. */
export function readCampaignForm(typed: TypedCampaign, before: Campaign): ReadCampaignForm {
  const times = timesOf(typed)
  const wrongDays = NAMES.filter((name) => DAYS.includes(name) && startOfDay(typed[name]) === null).filter(
    (name) => name !== 'chot-ngay' || typed[name] !== '',
  )
  const isWrongHour = typed['han-cach'] === 'luc' && !HOUR.test(typed['han-gio'])
  const hourFaults = isWrongHour ? [faultOf('han-gio', 'nhập giờ và phút, ví dụ 17:00.')] : []
  const dayFaults = [...wrongDays.map((name) => faultOf(name, 'nhập ngày có thật, ví dụ 30/8/2021.')), ...hourFaults]
  const told = new Set<string>(isWrongHour ? [...wrongDays, 'han-ngay'] : wrongDays)
  try {
    const campaign = readCampaign(JSON.stringify({ ...entriesOf(typed, before), ...times }))
    return dayFaults.length === 0 ? { campaign, faults: null } : { campaign: null, faults: dayFaults }
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error
    const others = error.faults.map(fieldFault).filter(({ field: name }) => !told.has(name))
    return { campaign: null, faults: [...dayFaults, ...others] }
  }
}

const HOUR = /^([01]\d|2[0-3]):([0-5]\d)$/

const DAYS: readonly FieldName[] = ['ngay-ban-hanh', 'tu-ngay', 'han-ngay', 'chot-ngay']

const faultOf = (name: FieldName, message: string): FieldFault => ({
  field: name,
  label: FIELDS[name].label,
  message,
})

function fieldFault({ entry, message }: EntryFault): FieldFault {
  const name = NAMES.find((each) => FIELDS[each].entry === entry)
  return {
    field: name ?? 'so-ke-hoach',
    label: name === undefined ? entry : FIELDS[name].label,
    message: inWords(message),
  }
}

/** The names of entries in a message, as the form calls them. */
const inWords = (message: string): string =>
  `${message.replace(/mục "([^"]+)"/g, (whole, entry: string) => {
    const name = NAMES.find((each) => FIELDS[each].entry === entry)
    return name === undefined ? whole : `“${FIELDS[name].label}”`
  })}.`.replace(/; hoặc là null| hoặc null/, ', hoặc để trống')

function entriesOf(typed: TypedCampaign, before: Campaign): Readonly<Record<string, unknown>> {
  const isSame = typed['so-ke-hoach'] === before.plan && typed['ngay-ban-hanh'] === before.issuedOn
  const exceptions = before.exceptions.map((one) => ({ ...one, deadline: isoOf(one.deadline) }))
  return {
    id: isSame ? before.id : idOf(typed),
    plan: typed['so-ke-hoach'],
    title: typed['noi-dung'],
    issuedBy: typed['co-quan'],
    office: typed['phong-ban'],
    home: { district: typed.huyen === '' ? null : typed.huyen, province: typed.tinh },
    issuedOn: typed['ngay-ban-hanh'],
    mailbox: typed['hop-thu'] === '' ? null : typed['hop-thu'],
    required: /^\d{1,4}$/.test(typed['so-luong']) ? Number(typed['so-luong']) : typed['so-luong'],
    policy: typed['chinh-sach'],
    rule: {
      signatures: typed['chu-ky'],
      provisional: typed['tam-tinh'],
      weakDigest: typed['ham-bam'],
      timeStamp: typed['dau-thoi-gian'],
      late: typed['nop-muon'],
      acceptance: typed['chap-nhan'],
    },
    // What was granted under one plan is not granted under another.
    exceptions: isSame ? exceptions : [],
  }
}

/** The number of a plan begins anew each year. */
function idOf(typed: TypedCampaign): string {
  const words = typed['so-ke-hoach'].normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
  return `${words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-${typed['ngay-ban-hanh'].slice(0, 4)}`
}

function timesOf(typed: TypedCampaign): Readonly<Record<string, string>> {
  const opensAt = startOfDay(typed['tu-ngay'])
  const day = startOfDay(typed['han-ngay'])
  const strictness = typed['han-cach']
  const [, hour, minute] = HOUR.exec(typed['han-gio']) ?? []
  const offset =
    strictness === 'het' ? DAY_MS - 1 : strictness === 'luc' ? 60_000 * (60 * Number(hour) + Number(minute)) : 0
  const deadline = day === null || Number.isNaN(offset) ? null : ((day + offset) as Instant)
  const last = startOfDay(typed['chot-ngay'])
  return {
    ...(opensAt === null ? {} : { opensAt: isoOf(opensAt) ?? '' }),
    ...(deadline === null ? {} : { deadline: isoOf(deadline) ?? '' }),
    deadlineKind: strictness === 'truoc' ? 'before' : 'until',
    // Counted to the end of that day.
    ...(last === null ? {} : { freezesAt: isoOf((last + DAY_MS) as Instant) ?? '' }),
  }
}

const isoOf = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString())
