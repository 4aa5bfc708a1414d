/** Acceptances that would come back by the word of one, where what overrode or undid them is undone: who wants one accepts anew. */
import { decideBy } from './decided.ts'
import { type Decision, standingDecisions, undoesOneOfTwo } from './decision.ts'
import type { JudgedSubmission } from './tally.ts'

/**
 * @param needsTwo by the rule of now, under which an acceptance of before is not restored either.
 * @param files all that are counted.
 */
export function restoresAcceptance(
  decision: Decision,
  all: readonly Decision[],
  needsTwo: boolean,
  files: readonly JudgedSubmission[],
): boolean {
  if (undoesOneOfTwo(decision, all)) return true
  if (!needsTwo) return false
  const { id, ruling } = decision
  const undoing: Decision = {
    ...decision,
    id: Math.max(...all.map((one) => one.id)) + 1,
    ruling: { action: 'undo', object: ruling.object, decision: id },
  }
  const [now, then] = [all, [...all, undoing]].map((each) => decideBy(standingDecisions(each)))
  const isAccepted = (decide: typeof now, file: JudgedSubmission) => decide?.(file).decision?.ruling.action === 'accept'
  return files.some((file) => isAccepted(then, file) && !isAccepted(now, file))
}
