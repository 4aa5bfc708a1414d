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
  /** To accept, where two officers must: it counts nothing until another confirms it. Decision 29. */
  | { readonly action: 'propose'; readonly object: FileObject }
  | { readonly action: 'confirm'; readonly object: FileObject; readonly decision: DecisionId }
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
  /** Of who decided, who may bear the name of another; null where nobody signs in, and of decisions from before it was kept. */
  readonly account: number | null
  readonly role: string
  readonly at: Instant
  readonly ruling: Ruling
  readonly reason: { readonly code: ReasonCode; readonly text: string }
  /** Number and symbol of the paper that allows it. */
  readonly paper: string | null
  readonly machine: MachineView | null
}

export type Decision = NewDecision & { readonly id: DecisionId }

/**
 * Those that nothing has undone, in the order in which they were made. An undoing can be undone too. A proposal that another
 * officer has confirmed stands as the acceptance that it proposed; nothing else is left of the two.
 */
export function standingDecisions(decisions: readonly Decision[]): readonly Decision[] {
  const distinct = [...new Map(decisions.map((each) => [each.id, each])).values()].toSorted((a, b) => a.id - b.id)
  const undone = undoneDecisions(distinct)
  const confirmed = confirmedProposals(distinct, undone)
  return distinct.flatMap((decision) => {
    const { id, ruling } = decision
    if (ruling.action === 'undo' || ruling.action === 'confirm' || undone.has(id)) return []
    return confirmed.has(id) && ruling.action === 'propose'
      ? [{ ...decision, ruling: { ...ruling, action: 'accept' } }]
      : [decision]
  })
}

/**
 * Proposals that another officer has confirmed since, whose word nothing has undone.
 *
 * @param undone of the decisions, by `undoneDecisions`.
 */
export function confirmedProposals(
  decisions: readonly Decision[],
  undone: ReadonlySet<DecisionId>,
): ReadonlySet<DecisionId> {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]))
  const confirmed = decisions.flatMap(({ id, account, ruling }) => {
    if (ruling.action !== 'confirm' || undone.has(id) || ruling.decision >= id) return []
    const proposal = byId.get(ruling.decision)
    return proposal?.ruling.action === 'propose' && isAnother(account, proposal) ? [proposal.id] : []
  })
  return new Set(confirmed)
}

/** Whether this account is certainly not that of who decided: of two of which nobody knows whose they are it is not said. */
export const isAnother = (account: number | null, { account: first }: Pick<Decision, 'account'>): boolean =>
  account !== null && first !== null && account !== first

/**
 * Those that another undoes, which is not undone itself. The word of one of two officers is never restored: he gives it anew,
 * or the other alone would bring it back.
 */
export function undoneDecisions(decisions: readonly Decision[]): ReadonlySet<DecisionId> {
  const undone = new Set<DecisionId>()
  const ofTwo = new Set(decisions.flatMap(({ id, ruling }) => (isOfTwo(ruling) ? [id] : [])))
  for (const { id, ruling } of decisions.toSorted((a, b) => b.id - a.id)) {
    // A decision can only undo one before it, so that what undoes it has been seen already.
    if (ruling.action !== 'undo' || ruling.decision >= id) continue
    if (!undone.has(id) || ofTwo.has(ruling.decision)) undone.add(ruling.decision)
  }
  return undone
}

/** One of the two words by which two officers accept. */
const isOfTwo = ({ action }: Ruling): boolean => action === 'propose' || action === 'confirm'

/** Whether it undoes, however often it was undone itself, the word of one of two officers: such a word is never restored. */
export function undoesOneOfTwo(decision: Decision, all: readonly Decision[]): boolean {
  if (decision.ruling.action !== 'undo') return false
  const byId = new Map(all.map((each) => [each.id, each]))
  let first: Decision | undefined = decision
  while (first?.ruling.action === 'undo') {
    const { id, ruling }: Decision = first
    first = ruling.action === 'undo' && ruling.decision < id ? byId.get(ruling.decision) : undefined
  }
  return first !== undefined && isOfTwo(first.ruling)
}
