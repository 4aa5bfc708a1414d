/** Files that are not counted for a reason of their own, and why, in the words that the pages use. */
import { explainDecision } from '../report/decision-words.ts'
import { explainCode } from '../report/explain.ts'
import { explainStanding, FATE_LABELS } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import { isRuleReason, RULE_WORDS } from '../report/rule-words.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'

export type RefusedFile = {
  /** Null: of no known unit. */
  readonly unit: string | null
  readonly counted: CountedSubmission
  /** The reason in a table. */
  readonly label: string
  readonly sentence: string
  readonly nextStep: string
}

/** By unit as an office lists them, then in the order of their arrival. */
export function refusedFiles({ units, unassigned }: Pick<Tally, 'units' | 'unassigned'>): readonly RefusedFile[] {
  const ofUnits = [...groupedUnits(units).values()]
    .flat()
    .flatMap(({ tally }) => tally.submissions.toReversed().flatMap((counted) => refusedFile(counted, tally.unit.name)))
  return [...ofUnits, ...unassigned.toReversed().flatMap((counted) => refusedFile(counted, null))]
}

function refusedFile(counted: CountedSubmission, unit: string | null): readonly RefusedFile[] {
  const { fate, decision } = counted
  if (fate.kind !== 'refused' && fate.kind !== 'late') return []
  const { sentence, nextStep } = explainStanding(counted)
  const decided = decision === null ? '' : ` ${explainDecision(decision)}`
  return [{ unit, counted, label: labelOf(fate), sentence: `${sentence}${decided}`, nextStep }]
}

function labelOf(fate: Extract<CountedSubmission['fate'], { kind: 'refused' | 'late' }>): string {
  if (fate.kind === 'late') return FATE_LABELS.late
  return isRuleReason(fate.code) ? RULE_WORDS[fate.code].label : explainCode(fate.code).label
}

/** The most frequent first. */
export function reasonsOf(files: readonly RefusedFile[]): readonly (readonly [label: string, count: number])[] {
  const counts = [...Map.groupBy(files, ({ label }) => label)].map(([label, same]) => [label, same.length] as const)
  return counts.toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1))
}
