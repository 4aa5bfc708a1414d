/** Decisions of people: rows beside what the machine said, never edits of it; a wrong one is undone by another. */
import type { UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Outcome } from '../validation/report.ts'
import type { Fate } from './tally.ts'

export const REASON_CODES = [
  'checked-otherwise',
  'machine-mistaken',
  'confirmed-by-unit',
  'not-of-unit',
  'same-content',
  'other-content',
  'withdrawn',
  'hindrance',
  'no-submission',
  'read-on-page',
  'decided-by-mistake',
  'other',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
export const isReasonCode = (text: string): text is ReasonCode => REASON_CODES.some((code) => code === text)

/** What the machine said when the decision was made; null of a unit. */
export type MachineView = {
  readonly outcome: Outcome | null
  readonly code: string | null
  readonly fate: Fate['kind'] | null
  readonly unit: UnitId | null
}

type DocumentObject = { readonly kind: 'document'; readonly document: Sha256 }
type UnitObject = { readonly kind: 'unit'; readonly unit: UnitId }
/** One file of one letter, that file wherever it comes, or all files of a letter. */
export type FileObject =
  | { readonly kind: 'submission'; readonly letter: Sha256; readonly partPath: string }
  | DocumentObject
  | { readonly kind: 'letter'; readonly letter: Sha256 }
export type DecisionObject = FileObject | UnitObject

export type Ruling =
  | { readonly action: 'accept' | 'refuse' | 'set-aside'; readonly object: FileObject }
  | { readonly action: 'assign-unit'; readonly object: FileObject; readonly unit: UnitId }
  /** The two files are one document. */
  | { readonly action: 'merge'; readonly object: DocumentObject; readonly other: Sha256 }
  /** The two files are not one document, though they look alike; a merge of them from before ends, and what content unites stays united. */
  | { readonly action: 'distinct'; readonly object: DocumentObject; readonly other: Sha256 }
  /** The file is a document of its own, whatever it shares with others; merges of it from before end. */
  | { readonly action: 'split'; readonly object: DocumentObject }
  /** What stands on the pages, read by a person: in place of all that a machine read. */
  | { readonly action: 'describe'; readonly object: DocumentObject; readonly fields: DescribedFields }
  /** Null: nothing else than before. */
  | {
      readonly action: 'extend'
      readonly object: UnitObject
      readonly deadline: Instant | null
      readonly required: number | null
    }
  /** Says something, and changes nothing: the reason is the note. */
  | { readonly action: 'note'; readonly object: UnitObject }
  | { readonly action: 'undo'; readonly object: DecisionObject; readonly decision: DecisionId }

/** As `IdentityFields` has them; null is what the document does not say. */
export type DescribedFields = Readonly<
  Record<'codeNumber' | 'codeNotation' | 'typeName' | 'issuedDate' | 'organName' | 'subject', string | null>
>

/** Given by the store, rising: of two decisions on one thing the later holds. */
export type DecisionId = number

export type NewDecision = {
  readonly by: string
  readonly role: string
  readonly at: Instant
  readonly ruling: Ruling
  readonly reason: { readonly code: ReasonCode; readonly text: string }
  /** Number and symbol of the paper that allows it. */
  readonly paper: string | null
  readonly machine: MachineView | null
}

export type Decision = NewDecision & { readonly id: DecisionId }

/** Those that nothing has undone, in the order in which they were made. An undoing can be undone too. */
export function standingDecisions(decisions: readonly Decision[]): readonly Decision[] {
  const distinct = [...new Map(decisions.map((each) => [each.id, each])).values()].toSorted((a, b) => a.id - b.id)
  const undone = undoneDecisions(distinct)
  return distinct.filter(({ id, ruling }) => ruling.action !== 'undo' && !undone.has(id))
}

/** Those that another undoes, which is not undone itself. */
export function undoneDecisions(decisions: readonly Decision[]): ReadonlySet<DecisionId> {
  const undone = new Set<DecisionId>()
  for (const { id, ruling } of decisions.toSorted((a, b) => b.id - a.id)) {
    // A decision can only undo one before it, so that what undoes it has been seen already.
    if (ruling.action === 'undo' && ruling.decision < id && !undone.has(id)) undone.add(ruling.decision)
  }
  return undone
}
