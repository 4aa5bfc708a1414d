/** The count as it stood when it was frozen: kept as a result, and compared with what is counted now. Decision 18. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { DecisionId } from './decision.ts'
import type { CountedSubmission, Fate, Tally, UnitTally } from './tally.ts'

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

export type FrozenTally = {
  readonly frozenAt: Instant
  /** By which it was counted. */
  readonly campaign: Campaign
  readonly register: readonly Unit[]
  /** Later ones changed nothing of it; 0 for none. */
  readonly lastDecision: DecisionId
  readonly units: readonly UnitNumbers[]
  readonly fates: readonly FrozenFate[]
}

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

export function fatesOf({ units, unassigned }: Tally): readonly FrozenFate[] {
  const fateOf =
    (unit: UnitId | null) =>
    ({ submission, fate, attribution }: CountedSubmission): FrozenFate => {
      const { letter, partPath, document, receivedAt } = submission
      return { letter, partPath, document, receivedAt, unit, fate, attribution }
    }
  return [...units.flatMap((row) => row.submissions.map(fateOf(row.unit.id))), ...unassigned.map(fateOf(null))]
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
  const units = paired(frozen.units, tally.units.map(numbersOf), ({ unit }) => unit)
  const files = paired(frozen.fates, fatesOf(tally), ({ letter, partPath }) => `${letter} ${partPath}`)
  return {
    units: units.flatMap(({ key, before, now }) =>
      before && now && NUMBERS.every((name) => before[name] === now[name]) && before.state === now.state
        ? []
        : [{ unit: key.unit, before, now }],
    ),
    files: files.flatMap(({ key: { letter, partPath, document }, before, now }) =>
      before && now && before.unit === now.unit && isSameFate(before.fate, now.fate)
        ? []
        : [{ letter, partPath, document, before: shortened(before), now: shortened(now) }],
    ),
  }
}

type Pair<T> = { readonly key: T; readonly before: T | null; readonly now: T | null }

function paired<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): readonly Pair<T>[] {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const present = new Map(now.map((item) => [keyOf(item), item]))
  return [
    ...before.map((item) => ({ key: item, before: item, now: present.get(keyOf(item)) ?? null })),
    ...now.filter((item) => !old.has(keyOf(item))).map((item) => ({ key: item, before: null, now: item })),
  ]
}

function isSameFate(a: Fate, b: Fate): boolean {
  const codeOf = (fate: Fate) => ('code' in fate ? fate.code : null)
  const isLate = (fate: Fate) => fate.kind === 'counts' && fate.isLate
  return a.kind === b.kind && codeOf(a) === codeOf(b) && isLate(a) === isLate(b)
}

function shortened(fate: FrozenFate | null): Pick<FrozenFate, 'unit' | 'fate'> | null {
  return fate && { unit: fate.unit, fate: fate.fate }
}
