/** The frozen count as a tally: for papers that speak of the campaign as its count was closed. Decision 18. */
import { newestFirst } from './arrival.ts'
import { decideBy, termsAsDecided } from './decided.ts'
import { type Decision, standingDecisions } from './decision.ts'
import type { FrozenFate, FrozenTally, UnitNumbers } from './frozen.ts'
import type { CountedSubmission, JudgedSubmission, Tally, UnitTally } from './tally.ts'

/** What the frozen count was made from: names and reports of the files, and what people had decided. */
type Ground = { readonly submissions: readonly JudgedSubmission[]; readonly decisions: readonly Decision[] }

/** Numbers, states, fates and attributions are those that were kept; nothing is counted here. */
export function tallyAsFrozen(frozen: FrozenTally, ground: Ground): Tally {
  const { campaign, register } = frozen
  const standing = standingDecisions(ground.decisions)
  const files = new Map(ground.submissions.map(decideBy(standing)).map((each) => [placeOf(each.submission), each]))
  const counted = frozen.fates.flatMap((kept): CountedSubmission[] => {
    const file = files.get(placeOf(kept))
    return file ? [{ ...file, fate: kept.fate, attribution: kept.attribution }] : []
  })
  const unitOf = new Map(frozen.fates.map((kept) => [placeOf(kept), kept.unit]))
  const byUnit = Map.groupBy(counted, ({ submission }) => unitOf.get(placeOf(submission)) ?? null)
  const units = new Map(register.map((unit) => [unit.id, unit]))
  const terms = termsAsDecided(campaign, standing)
  const row = (numbers: UnitNumbers): readonly UnitTally[] => {
    const unit = units.get(numbers.unit)
    if (!unit) return []
    const submissions = (byUnit.get(unit.id) ?? []).toSorted(newestFirst)
    const lastReceivedAt = submissions[0]?.submission.receivedAt ?? null
    return [{ ...terms(unit.id), ...numbers, unit, submissions, lastReceivedAt }]
  }
  return {
    campaign,
    units: frozen.units.flatMap(row),
    unassigned: (byUnit.get(null) ?? []).toSorted(newestFirst),
  }
}

const placeOf = ({ letter, partPath }: Pick<FrozenFate, 'letter' | 'partPath'>) => `${letter} ${partPath}`
