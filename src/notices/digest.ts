/** What the office is told each week: how the campaign stands, who lacks what, and which letters of ours did not arrive. */
import type { Instant } from '../lang.ts'
import { UNIT_STATE_LABELS, unitStateInWords } from '../report/explain-count.ts'
import { momentInWords } from '../report/vietnamese-date.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { ReportDraft } from '../tally/frozen.ts'
import type { Tally, UnitState } from '../tally/tally.ts'
import { type LastEntry, recordSentence } from './anchor.ts'
import { type Wording, write } from './letter-text.ts'
import { AUTOMATIC, deadlineSentence, planInWords } from './standing.ts'

export type DigestFacts = {
  readonly tally: Tally
  readonly now: Instant
  /** Letters of ours that were given up, and those of which nobody knows whether they were sent. */
  readonly failed: number
  readonly unclear: number
  readonly badAddresses: readonly string[]
  /** Prepared by the schedule since the last summary. */
  readonly drafts: readonly ReportDraft[]
  readonly record: LastEntry
}

const STATES = ['complete', 'needs-person', 'checking', 'partial', 'none'] as const satisfies readonly UnitState[]

export function writeDigest(facts: DigestFacts): Wording {
  const { tally, now } = facts
  const { campaign, units, unassigned } = tally
  const complete = units.filter(({ state }) => state === 'complete').length
  const counts = STATES.map((state) => {
    const count = units.filter((unit) => unit.state === state).length
    return `${UNIT_STATE_LABELS[state]}: ${vietnameseNumber(count)}`
  })
  return write({
    subject: `Tổng hợp tuần: ${complete}/${units.length} đơn vị đạt, Kế hoạch số ${campaign.plan}`,
    to: campaign.office,
    before: [
      `Tình hình nộp văn bản ký số theo ${planInWords(campaign)}, đến ${momentInWords(now)}: ${counts.join('; ')}.`,
      ...(unassigned.length === 0
        ? []
        : [`Chưa xác định đơn vị: ${vietnameseNumber(unassigned.length)} tệp, đề nghị cán bộ phụ trách xem.`]),
      ...listOf(tally),
      ...facts.drafts.map(draftSentence),
      ...faultsOf(facts),
      deadlineSentence(campaign, campaign, now),
      recordSentence(facts.record),
    ],
    files: [],
    after: [],
    office: 'Sổ Ký Số',
    foot: [AUTOMATIC],
  })
}

/** Units named in a letter; those of a district are some fifty, and nobody reads more. */
const MAX_UNITS = 60

/** Names, as the office knows them. */
function listOf({ units }: Tally): readonly string[] {
  const rest = units.filter(({ state }) => state !== 'complete')
  if (rest.length === 0) return ['Tất cả các đơn vị đã đạt.']
  const named = rest.slice(0, MAX_UNITS).map((unit) => `${unit.unit.name} (${unitStateInWords(unit)})`)
  const others = rest.length - named.length
  const more = others === 0 ? '' : `; và ${vietnameseNumber(others)} đơn vị khác, xem trang Tổng quan`
  return [`Đơn vị chưa đạt: ${named.join('; ')}${more}.`]
}

const draftSentence = ({ year, number, frozenAt }: ReportDraft) =>
  `Dự thảo báo cáo quý ${number}/${year} đã được lập lúc ${momentInWords(frozenAt)}, đề nghị xem và hoàn thiện ở trang Báo cáo.`

function faultsOf({ failed, unclear, badAddresses }: DigestFacts): readonly string[] {
  return [
    ...(failed === 0 ? [] : [`Thư không gửi được: ${vietnameseNumber(failed)}.`]),
    ...(unclear === 0 ? [] : [`Thư chưa rõ đã gửi hay chưa: ${vietnameseNumber(unclear)}, đề nghị xem trang Thư đi.`]),
    ...(badAddresses.length === 0 ? [] : [`Địa chỉ hỏng: ${badAddresses.join('; ')}.`]),
  ]
}
