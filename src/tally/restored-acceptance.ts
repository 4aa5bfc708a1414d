/** Acceptances that would come back by the word of one, where what overrode or undid them is undone: who wants one accepts anew. */
import { decideBy } from './decided.ts'
import { type Decision, standingDecisions, undoesOneOfTwo } from './decision.ts'
import { type JudgedSubmission, submissionsOf, type Tally } from './tally.ts'

/** By the rule of now an acceptance of before it is not restored either. */
export function restoresAcceptance(
  decision: Decision,
  all: readonly Decision[],
  tally: Pick<Tally, 'campaign' | 'units' | 'unassigned'>,
): boolean {
  if (undoesOneOfTwo(decision, all)) return true
  if (tally.campaign.rule.acceptance === 'one-officer') return false
  const { id, ruling } = decision
  const undoing: Decision = {
    ...decision,
    id: Math.max(...all.map((one) => one.id)) + 1,
    ruling: { action: 'undo', object: ruling.object, decision: id },
  }
  const [now, then] = [all, [...all, undoing]].map((each) => decideBy(standingDecisions(each)))
  const isAccepted = (decide: typeof now, file: JudgedSubmission) => decide?.(file).decision?.ruling.action === 'accept'
  return submissionsOf(tally).some((file) => isAccepted(then, file) && !isAccepted(now, file))
}
