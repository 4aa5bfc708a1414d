/** The count as it stood when it was frozen: kept as a result, and compared with what is counted now. Decision 18. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import { keptBy, keptEach } from '../kept-by.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { DecisionId } from './decision.ts'
import {
  type CountedSubmission,
  type Fate,
  filesOf,
  partsOf,
  type Tally,
  type TallyPart,
  type UnitTally,
} from './tally.ts'

const NUMBERS = [
  'required',
  'valid',
  'byPerson',
  'countedLate',
  'provisional',
  'refused',
  'review',
  'duplicate',
  'late',
  'pending',
  'missing',
] as const satisfies readonly (keyof UnitTally)[]

export type UnitNumbers = Pick<UnitTally, (typeof NUMBERS)[number] | 'state'> & { readonly unit: UnitId }

export type FrozenFate = {
  readonly letter: Sha256
  readonly partPath: string
  readonly document: Sha256
  readonly receivedAt: Instant
  readonly unit: UnitId | null
  readonly fate: Fate
  readonly attribution: Attribution
}

/** What was counted of each unit, without the files that it was counted from. */
export type FrozenNumbers = {
  readonly frozenAt: Instant
  /** By which it was counted. */
  readonly campaign: Campaign
  readonly register: readonly Unit[]
  /** Later ones changed nothing of it; 0 for none. */
  readonly lastDecision: DecisionId
  readonly units: readonly UnitNumbers[]
}

export type FrozenTally = FrozenNumbers & { readonly fates: readonly FrozenFate[] }

/** Of a calendar quarter: what had been received by then. */
export type NewReportDraft = {
  readonly campaign: Campaign['id']
  readonly year: number
  /** 1 to 4. */
  readonly number: number
  readonly receivedUntil: Instant
}

export type ReportDraft = NewReportDraft & { readonly name: string; readonly frozenAt: Instant }

export function numbersOf(row: UnitTally): UnitNumbers {
  const { required, valid, byPerson, countedLate, provisional, refused, review, duplicate, late, pending, missing } =
    row
  const numbers = { required, valid, byPerson, countedLate, provisional, refused, review, duplicate, late, pending }
  return { unit: row.unit.id, ...numbers, missing, state: row.state }
}

export const fatesOf = (tally: Tally): readonly FrozenFate[] => partsOf(tally).flatMap(fatesOfPart)

const fatesOfPart = (part: TallyPart) => filesOf(part).map(fateIn('unit' in part ? part.unit.id : null))

function fateIn(unit: UnitId | null) {
  return ({ submission, fate, attribution }: CountedSubmission): FrozenFate => {
    const { letter, partPath, document, receivedAt } = submission
    return { letter, partPath, document, receivedAt, unit, fate, attribution }
  }
}

/** Null: not in the count then, or not now. */
export type UnitDifference = {
  readonly unit: UnitId
  readonly before: UnitNumbers | null
  readonly now: UnitNumbers | null
}

export type FateDifference = {
  readonly letter: Sha256
  readonly partPath: string
  readonly document: Sha256
  readonly before: Pick<FrozenFate, 'unit' | 'fate'> | null
  readonly now: Pick<FrozenFate, 'unit' | 'fate'> | null
}

export type Differences = { readonly units: readonly UnitDifference[]; readonly files: readonly FateDifference[] }

/** What letters, decisions, revocation data and rules that came since have changed; empty where nothing has. */
export function compareWithFrozen(frozen: FrozenTally, tally: Tally): Differences {
  return { units: differingUnits(frozen, tally), files: comparing(frozen)(tally) }
}

export function differingUnits(frozen: FrozenNumbers, { units }: Tally): Differences['units'] {
  const old = numbersByUnit(frozen.units)
  let known = 0
  const changed = units.flatMap((row) => {
    const before = old.get(row.unit.id) ?? null
    if (before !== null) known++
    const isSame = before !== null && NUMBERS.every((name) => before[name] === row[name]) && before.state === row.state
    return isSame ? [] : [{ unit: row.unit.id, before, now: numbersOf(row) }]
  })
  return known === old.size ? changed : [...changed, ...unitsGone(frozen, units)]
}

const numbersByUnit = keptBy((all: FrozenNumbers['units']) => new Map(all.map((numbers) => [numbers.unit, numbers])))

function unitsGone(frozen: FrozenNumbers, units: Tally['units']): Differences['units'] {
  const present = new Set(units.map(({ unit }) => unit.id))
  return frozen.units
    .filter(({ unit }) => !present.has(unit))
    .map((before) => ({ unit: before.unit, before, now: null }))
}

/** Of the files of each unit it is kept how they differ: only rows that are others than before are compared again. */
const comparing = keptBy(({ fates }: FrozenTally) => {
  const old = new Map(fates.map((fate) => [placeOf(fate), fate]))
  const compared = keptEach((part: TallyPart) => {
    const now = fatesOfPart(part)
    return {
      known: now.filter((fate) => old.has(placeOf(fate))).length,
      files: now.flatMap((fate) => differenceOf(old.get(placeOf(fate)) ?? null, fate)),
    }
  })
  return keptBy((tally: Tally): readonly FateDifference[] => {
    const parts = compared(partsOf(tally))
    const known = parts.reduce((sum, part) => sum + part.known, 0)
    return [...parts.flatMap(({ files }) => files), ...(known === old.size ? [] : goneSince(fates, tally))]
  })
})

function differenceOf(before: FrozenFate | null, now: FrozenFate): readonly FateDifference[] {
  if (before && before.unit === now.unit && isSameFate(before.fate, now.fate)) return []
  const { letter, partPath, document } = now
  return [{ letter, partPath, document, before: shortened(before), now: shortened(now) }]
}

function goneSince(fates: readonly FrozenFate[], tally: Tally): readonly FateDifference[] {
  const present = new Set(fatesOf(tally).map(placeOf))
  return fates
    .filter((fate) => !present.has(placeOf(fate)))
    .map((fate) => ({
      ...{ letter: fate.letter, partPath: fate.partPath, document: fate.document },
      ...{ before: shortened(fate), now: null },
    }))
}

const placeOf = ({ letter, partPath }: FrozenFate) => `${letter} ${partPath}`

function isSameFate(a: Fate, b: Fate): boolean {
  const codeOf = (fate: Fate) => ('code' in fate ? fate.code : null)
  const isLate = (fate: Fate) => fate.kind === 'counts' && fate.isLate
  return a.kind === b.kind && codeOf(a) === codeOf(b) && isLate(a) === isLate(b)
}

function shortened(fate: FrozenFate | null): Pick<FrozenFate, 'unit' | 'fate'> | null {
  return fate && { unit: fate.unit, fate: fate.fate }
}
