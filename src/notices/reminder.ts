/** What a unit that has not met the plan is told: how far it is, what was not counted, and why. */
import { type Campaign, isInTime } from '../campaign/campaign.ts'
import { inUnitOrder } from '../campaign/unit-order.ts'
import type { Instant } from '../lang.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { Tally, UnitTally } from '../tally/tally.ts'
import { acceptanceOf, resultOf } from './file-result.ts'
import { type Wording, write } from './letter-text.ts'
import { AUTOMATIC, contactSentence, ownDeadline, planInWords, standingInWords, throughMailbox } from './standing.ts'

export type ReminderFacts = {
  readonly campaign: Campaign
  readonly contact: string | null
  readonly unit: UnitTally
  readonly now: Instant
}

/** A unit that lacks documents whatever becomes of those that wait; others have nothing to do for the moment. */
export function isToBeReminded({ required, valid, pending, provisional, review }: UnitTally): boolean {
  return required > valid + pending + provisional + review
}

/** In the order of the overview and of the papers. */
export const toBeReminded = ({ units }: Tally): readonly UnitTally[] =>
  inUnitOrder(units.filter(isToBeReminded), ({ unit }) => unit)

/** Files shown: a unit that sent a hundred refused ones needs no list of them. */
const MAX_FILES = 20

export function writeReminder({ campaign, contact, unit, now }: ReminderFacts): Wording {
  const refused = unit.submissions.filter((each) => acceptanceOf(each) !== 'accepted').slice(0, MAX_FILES)
  return write({
    subject: `Đôn đốc nộp văn bản ký số theo Kế hoạch số ${campaign.plan}`,
    to: unit.unit.name,
    before: [
      demand(campaign, unit, now),
      standingInWords(unit, now),
      ...(refused.length === 0 ? [] : ['Văn bản đơn vị đã gửi nhưng chưa được tính:']),
    ],
    files: refused.map((each) => resultOf(each, campaign.office)),
    after: [],
    office: campaign.office,
    foot: [AUTOMATIC, contactSentence(campaign, contact)],
  })
}

function demand(campaign: Campaign, unit: UnitTally, now: Instant): string {
  const plan = `${planInWords(campaign)} của ${campaign.issuedBy}`
  const what = `tối thiểu ${documentCount(unit.required)} có chữ ký số`
  const deadline = ownDeadline(campaign, unit)
  if (isInTime(unit, now)) {
    return `Theo ${plan}, đề nghị đơn vị nộp ${what} ${deadline}${throughMailbox(campaign)}.`
  }
  return (
    `Theo ${plan}, đơn vị phải nộp ${what} ${deadline}${throughMailbox(campaign)}. ` +
    `Nay đã quá hạn, đề nghị đơn vị báo cáo lý do với ${campaign.office}.`
  )
}
