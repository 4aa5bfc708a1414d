/** Đợt: what the plan asks, how it is counted, for whom otherwise, what was frozen, and who may change it. */
import { html } from 'hono/html'
import type { Campaign } from '../../campaign/campaign.ts'
import type { Instant } from '../../lang.ts'
import { policyInWords, ruleInWords } from '../../report/campaign-words.ts'
import { deadlineInWords, officialDate, vietnameseDateTime } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import { type Decision, standingDecisions } from '../../tally/decision.ts'
import type { FrozenNumbers } from '../../tally/frozen.ts'
import type { Tally, UnitTally } from '../../tally/tally.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import type { By } from '../setup/setup.ts'
import { timeLeft } from '../time-left.ts'
import { frozenLine } from './frozen.ts'

export type CampaignView = {
  readonly tally: Tally
  readonly frozen: FrozenNumbers | null
  readonly decisions: readonly Decision[]
  readonly now: Instant
  /** What says it; null in practice. */
  readonly by: By | null
  readonly maySetUp: boolean
  readonly mayDecide: boolean
}

export function campaignPage(view: CampaignView): Page {
  const { tally, frozen, now } = view
  const { campaign } = tally
  return {
    title: 'Đợt',
    place: '/dot',
    main: html`<header class="title"><p class="over">Đợt nộp văn bản</p><h1>${foreign(campaign.title)}</h1></header>
<dl class="facts">
${fact('Văn bản của đợt', html`Kế hoạch số ${foreign(campaign.plan)} ngày ${officialDate(`${campaign.issuedOn}T00:00:00+07:00`)} của ${foreign(campaign.issuedBy)}`)}
${fact('Cơ quan theo dõi', foreign(campaign.office))}
${fact('Địa bàn', html`${campaign.home.district === null ? '' : html`${foreign(campaign.home.district)}, `}${foreign(campaign.home.province)}`)}
${fact('Hộp thư nhận văn bản', campaign.mailbox === null ? html`<span class="quiet">kế hoạch không ghi</span>` : foreign(campaign.mailbox))}
${fact('Ngày mở đợt', html`${officialDate(campaign.opensAt)} <span class="quiet">(thư đến trước ngày này, nếu được đọc, cũng được tính)</span>`)}
${fact('Hạn nộp', html`${deadlineInWords(campaign)}, ${timeLeft(campaign, now)}`)}
${fact('Yêu cầu', html`mỗi đơn vị tối thiểu ${documentCount(campaign.required)} có chữ ký số hợp lệ; ${vietnameseNumber(tally.units.length)} đơn vị trong đợt (<a href="/danh-muc">danh mục</a>)`)}
${fact('Lúc chốt', freezing(campaign, frozen !== null))}
${frozenLine(frozen, tally)}
</dl>
<h2>Cách tính</h2>
<dl class="facts">
${ruleInWords(campaign.rule).map(([title, choice]) => fact(title, choice))}
${fact('Một văn bản gửi nhiều lần', 'Tính một lần, theo bản tốt nhất')}
${fact('Chính sách kiểm tra chữ ký', policyInWords(campaign.policy))}
</dl>
<h2>Đơn vị có hạn hoặc số lượng riêng</h2>
${exceptionTable(view)}
<h2>Ai sửa, ở đâu</h2>
<p>${whoChanges(view)}</p>
<p>${view.mayDecide ? 'Gia hạn hoặc đổi số lượng cho một đơn vị: mở trang của đơn vị, chọn “Gia hạn, yêu cầu riêng”.' : 'Cán bộ Phòng Nội vụ gia hạn hoặc đổi số lượng cho từng đơn vị ở trang của đơn vị.'} Mỗi thay đổi cần lý do và số văn bản cho phép, và được ghi lại ở <a href="/quyet-dinh">Quyết định</a>.</p>`,
  }
}

const fact = (title: string, value: Html | string): Html => html`<div><dt>${title}</dt><dd>${value}</dd></div>`

function freezing({ freezesAt, deadline }: Campaign, isFrozen: boolean): Html {
  return html`từ ${vietnameseDateTime(freezesAt)}${freezesAt === deadline ? ', ngay khi hết hạn' : ''}${isFrozen ? '' : html`; <a href="/dot/chot">số liệu chốt</a>`}`
}

function exceptionTable({ tally, decisions }: CampaignView): Html {
  const { campaign, units } = tally
  const others = units.filter(
    ({ deadline, required }) => deadline !== campaign.deadline || required !== campaign.required,
  )
  if (others.length === 0) return html`<p class="nothing">Không có: mọi đơn vị theo hạn và số lượng chung.</p>`
  const standing = standingDecisions(decisions)
  return html`<table class="stack"><thead><tr><th scope="col">Đơn vị</th><th scope="col">Hạn nộp</th><th scope="col" class="number">Yêu cầu</th><th scope="col">Lý do, văn bản cho phép</th></tr></thead>
<tbody>${others.map(
    (unit) => html`<tr><th scope="row" data-label="Đơn vị"><a href="/don-vi/${unit.unit.id}">${unit.unit.name}</a></th>
<td data-label="Hạn nộp">${unit.deadline === campaign.deadline ? html`<span class="quiet">như chung</span>` : deadlineInWords(unit)}</td>
<td class="number" data-label="Yêu cầu">${unit.required}</td>
<td data-label="Lý do"><div>${reasonsOf(unit, campaign, standing)}</div></td></tr>`,
  )}</tbody></table>`
}

/** Of the plan itself first, then of each decision that stands. */
function reasonsOf({ unit }: UnitTally, { exceptions }: Campaign, standing: readonly Decision[]): readonly Html[] {
  const planned = exceptions.filter((one) => one.unit === unit.id)
  const decided = standing.filter(({ ruling }) => ruling.action === 'extend' && ruling.object.unit === unit.id)
  const reasons = [
    ...planned.map(({ reason, paper }) => ({ text: reason, paper, by: 'kế hoạch' })),
    ...decided.map(({ reason, paper, by }) => ({ text: reason.text, paper, by })),
  ]
  return reasons.map(
    ({ text, paper, by }) =>
      html`<p class="why">${foreign(paper === null ? text : text.replace(/[.\s]+$/u, ''))}${paper === null ? '' : html`; văn bản số ${foreign(paper)}`} <span class="quiet">(${foreign(by)})</span></p>`,
  )
}

function whoChanges({ by, maySetUp }: CampaignView): Html | string {
  switch (by) {
    case null:
      return 'Đây là đợt của hộp thư thực hành, không sửa được. Khi dùng với hộp thư thật, người quản trị ghi kế hoạch ở trang Thiết lập.'
    case 'environment':
      return html`Đợt này do tệp cấu hình trên máy chủ quyết định (biến <code>SOKYSO_CAMPAIGN</code>): người vận hành sửa tệp đó rồi khởi động lại chương trình.`
    case 'pages':
    case 'program':
      return maySetUp
        ? html`Người quản trị sửa hạn nộp, số lượng và cách tính ở <a href="/thiet-lap/ke-hoach">Thiết lập › Kế hoạch</a>; thay đổi có hiệu lực ngay và được ghi vào nhật ký.`
        : 'Người quản trị sửa hạn nộp, số lượng và cách tính ở trang Thiết lập, mục Kế hoạch; thay đổi có hiệu lực ngay và được ghi vào nhật ký.'
  }
}
