/** What still waits for the word of a person: each document once, under the question that it asks. */
import type { Unit } from '../campaign/unit.ts'
import { keptBy, keptEach } from '../kept-by.ts'
import type { Sha256 } from '../lang.ts'
import { openMerged } from '../merged.ts'
import { earliestFirst } from './arrival.ts'
import { type CountedSubmission, type Fate, filesOf, partsOf, type Tally, type TallyPart } from './tally.ts'

/**
 * In the order in which they are worked on.
 *
 * - `second-officer`: one of two officers has accepted it.
 * - `no-unit`: it would count, or may, and nobody knows for whom.
 * - `two-units`: two units sent it.
 * - `doubt`: it may be the same document as another.
 * - `inconclusive`: the machine could not conclude.
 * - `reviewable`: signatures hold, and a rule of the campaign or the register refuses it.
 */
export const OPEN_QUESTIONS = ['second-officer', 'no-unit', 'two-units', 'doubt', 'inconclusive', 'reviewable'] as const
export type OpenQuestion = (typeof OPEN_QUESTIONS)[number]

export type OpenDocument = {
  readonly question: OpenQuestion
  readonly counted: CountedSubmission
  readonly unit: Unit | null
}

/** Oldest first within each question. */
export const openDocuments = keptBy((tally: Tally): readonly OpenDocument[] => merged(partsOf(tally)).all)

const merged = openMerged<TallyPart, OpenDocument>(
  (part) => {
    // They are given newest first.
    const files = filesOf(part).toReversed()
    return openAmong('unit' in part ? files.map(openFor(part.unit, part.missing > 0)) : openOfNobody(files))
  },
  (a, b) =>
    OPEN_QUESTIONS.indexOf(a.question) - OPEN_QUESTIONS.indexOf(b.question) || earliestFirst(a.counted, b.counted),
)

/** Each document once for each question, by the copy that came first. */
function openAmong(each: readonly (OpenDocument | null)[]): readonly OpenDocument[] {
  const seen = new Map<OpenQuestion, Set<Sha256>>()
  return each.filter((one): one is OpenDocument => {
    if (one === null) return false
    const { question, counted } = one
    const documents = seen.get(question) ?? new Set()
    const known = documents.size
    seen.set(question, documents.add(counted.submission.document))
    return documents.size > known
  })
}

type OpenOf = (counted: CountedSubmission) => OpenDocument | null

/** @param isWanted the unit lacks documents, or may. */
function openFor(unit: Unit | null, isWanted: boolean): OpenOf {
  return (counted) => {
    const question = questionOf(counted, unit, isWanted)
    return question && { question, counted, unit }
  }
}

/** One of many is the same object as long as it stands: few others come or go at a time, most of them last. */
const openOfNobody = keptEach(keptBy(openFor(null, true)))

/** @param isWanted the unit lacks documents, or may. */
function questionOf({ fate, decision }: CountedSubmission, unit: Unit | null, isWanted: boolean): OpenQuestion | null {
  if (fate.kind === 'refused') return decision === null && isWanted && isOfRule(fate) ? 'reviewable' : null
  if (fate.kind === 'review' && decision?.ruling.action === 'propose') return 'second-officer'
  if (fate.kind === 'review' && fate.code === 'two-units') return 'two-units'
  if (unit === null) return fate.kind === 'counts' || fate.kind === 'review' ? 'no-unit' : null
  if (fate.kind !== 'review') return null
  return 'of' in fate ? 'doubt' : 'inconclusive'
}

/** Refused by what the office demands, and not by what cryptography says of the file. */
const OF_RULE: readonly string[] = [
  'weak-digest',
  'no-time-stamp',
  'no-organization-signature',
  'no-person-signature',
  'signer-not-entitled',
]

const isOfRule = (fate: Extract<Fate, { readonly kind: 'refused' }>): boolean => OF_RULE.includes(fate.code)
