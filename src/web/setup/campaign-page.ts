/** The plan: what is asked of each unit, and until when. */
import { html } from 'hono/html'
import type { Campaign } from '../../campaign/campaign.ts'
import { DISTRICT_RANKS } from '../../campaign/home.ts'
import { COUNTING_WORDS, POLICY_LABELS, policyInWords, ruleInWords } from '../../report/campaign-words.ts'
import { deadlineInWords, officialDate } from '../../report/vietnamese-date.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { choiceField, textField } from '../pages/form-parts.ts'
import { FIELDS, type TypedCampaign } from './campaign-form.ts'
import { dayField, type FieldFault, faultList, hidden } from './fields.ts'
import { type StepView, saidElsewhere, stepPage } from './frame.ts'
import type { By } from './setup.ts'

export type CampaignView = StepView & {
  readonly by: By
  readonly typed: TypedCampaign
  readonly faults: readonly FieldFault[]
  /** As it was read from the form; null before somebody asked for it. */
  readonly preview: Campaign | null
}

const LEAD = 'Số kế hoạch, hạn nộp và số văn bản yêu cầu, đúng như kế hoạch đã ban hành. Xem trước bằng lời rồi lưu.'

export function campaignPage(view: CampaignView): Page {
  const { by, faults, preview } = view
  if (by === 'environment') return stepPage('ke-hoach', view, LEAD, saidElsewhere('SOKYSO_CAMPAIGN'))
  return stepPage(
    'ke-hoach',
    view,
    LEAD,
    html`${by === 'program' && preview === null && faults.length === 0 ? html`<p class="done-note">Các ô dưới đây đang ghi theo mẫu Kế hoạch số 322/KH-UBND. Sửa cho đúng kế hoạch của cơ quan.</p>` : ''}
${faultList(faults)}
${preview === null ? '' : previewPart(view, preview)}
${campaignForm(view)}`,
  )
}

function previewPart({ mark, typed }: CampaignView, campaign: Campaign): Html {
  const { plan, issuedOn, issuedBy, title, opensAt, required, freezesAt, deadline, home, mailbox, exceptions } =
    campaign
  return html`<section class="preview"><h2>Xem trước</h2>
<p class="sentence">Theo Kế hoạch số ${foreign(plan)} ngày ${officialDate(`${issuedOn}T00:00:00+07:00`)} của ${foreign(issuedBy)} (${foreign(title)}), mỗi đơn vị nộp tối thiểu ${documentCount(required)} có chữ ký số hợp lệ${mailbox === null ? '' : html` qua hộp thư ${foreign(mailbox)}`}.</p>
<p class="sentence">Văn bản được tính khi hộp thư nhận <b>${deadlineInWords(campaign)}</b>${RULES.late[campaign.rule.late]}. Đợt mở từ ngày ${officialDate(opensAt)}; thư đến trước ngày đó, nếu hộp thư được đọc từ sớm hơn, cũng được tính.</p>
<p>Số liệu được chốt ${freezesAt === deadline ? 'ngay khi hết hạn' : `khi hết ngày ${officialDate((freezesAt - 1) as typeof freezesAt)}`}. Các đơn vị thuộc ${home.district === null ? '' : html`${foreign(home.district)}, `}${foreign(home.province)}.</p>
<p>${ruleInWords(campaign.rule).map(([title, choice]) => html`${title}: ${choice.charAt(0).toLocaleLowerCase('vi')}${choice.slice(1)}. `)}</p>
<p>Chính sách kiểm tra chữ ký: ${foreign(policyInWords(campaign.policy))}</p>
${exceptions.length === 0 ? '' : html`<p>Giữ nguyên ${exceptions.length} đơn vị có hạn hoặc số lượng riêng.</p>`}
<form method="post" action="/thiet-lap/ke-hoach">${formField(mark)}${Object.entries(typed).map(([name, value]) => hidden(name, value))}
<p><button class="main" name="viec" value="luu">Lưu kế hoạch</button></p></form></section>`
}

/** After the deadline, in the sentence. */
const RULES = {
  late: {
    refused: '; nộp muộn không được tính',
    noted: '; nộp muộn vẫn được tính và ghi chú',
    counted: '; nộp muộn vẫn được tính',
  },
} as const

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

export const CHOICES = {
  'han-cach': {
    truoc: 'Trước ngày này (ngày này là muộn)',
    het: 'Đến hết ngày này',
    luc: 'Đến giờ ghi ở ô bên',
  },
  'chinh-sach': POLICY_LABELS,
  'chu-ky': COUNTING_WORDS.signatures.choices,
  'tam-tinh': COUNTING_WORDS.provisional.choices,
  'ham-bam': COUNTING_WORDS.weakDigest.choices,
  'dau-thoi-gian': COUNTING_WORDS.timeStamp.choices,
  'nop-muon': COUNTING_WORDS.late.choices,
  'chap-nhan': COUNTING_WORDS.acceptance.choices,
} as const satisfies Readonly<Partial<Record<keyof typeof FIELDS, Readonly<Record<string, string>>>>>

function campaignForm({ mark, typed, preview }: CampaignView): Html {
  const text = (name: keyof typeof FIELDS, more: { hint?: string; isNeeded?: boolean; isNumeric?: boolean } = {}) =>
    textField({ name, label: FIELDS[name].label, value: typed[name], ...more })
  const day = (name: keyof typeof FIELDS, hint?: string) =>
    dayField({ name, label: FIELDS[name].label, value: typed[name], ...(hint === undefined ? {} : { hint }) })
  const choice = (name: keyof typeof CHOICES) =>
    choiceField(name, FIELDS[name].label, choicesWith(name, typed[name]), { chosen: typed[name] })
  return html`<form class="fields wide" method="post" action="/thiet-lap/ke-hoach">${formField(mark)}
<fieldset><legend>Kế hoạch</legend>
<div class="beside">${text('so-ke-hoach', { hint: 'Ví dụ: 322/KH-UBND' })}${day('ngay-ban-hanh')}</div>
${text('noi-dung')}
<div class="beside">${text('co-quan')}${text('phong-ban', { hint: 'Cơ quan dùng chương trình này, như in trên trang.' })}</div>
<div class="beside">${text('huyen', { isNeeded: false, hint: `Bắt đầu bằng ${DISTRICT_RANKS.join(', ')}. Để trống nếu đơn vị ở khắp tỉnh.` })}${text('tinh', { hint: 'Không ghi chữ “tỉnh”. Ví dụ: Quảng Trị' })}</div>
${text('hop-thu', { isNeeded: false, hint: 'Địa chỉ ghi trong kế hoạch; để trống được.' })}</fieldset>
<fieldset><legend>Yêu cầu và hạn nộp</legend>
<div class="beside">${text('so-luong', { isNumeric: true, hint: 'Số văn bản khác nhau mỗi đơn vị phải nộp.' })}${day('tu-ngay')}</div>
<div class="beside three">${day('han-ngay')}${choice('han-cach')}
<p class="field"><label for="han-gio">${FIELDS['han-gio'].label}</label><input id="han-gio" name="han-gio" type="text" inputmode="numeric" autocomplete="off" value="${typed['han-gio']}" aria-describedby="han-gio-hint"><small id="han-gio-hint">giờ:phút, ví dụ 17:00; chỉ dùng với “Đến giờ”.</small></p></div>
${day('chot-ngay', 'Số liệu được chốt khi hết ngày này. Để trống: chốt ngay khi hết hạn.')}</fieldset>
<fieldset><legend>Quy tắc tính</legend>
<div class="beside">${choice('chu-ky')}${choice('nop-muon')}</div>
<div class="beside">${choice('tam-tinh')}${choice('dau-thoi-gian')}</div>
<div class="beside">${choice('ham-bam')}${choice('chinh-sach')}</div>
<div class="beside">${choice('chap-nhan')}</div></fieldset>
<p><button name="viec" value="xem">${preview === null ? 'Xem trước' : 'Xem trước lại'}</button></p></form>`
}

/** A policy in a file of the operator's stays one that can be chosen. */
function choicesWith(name: keyof typeof CHOICES, chosen: string) {
  const known = choices(CHOICES[name])
  return known.some(({ value }) => value === chosen) || chosen === ''
    ? known
    : [...known, { value: chosen, label: chosen }]
}
