/** What the count of the practice mailbox must be, and what it is. */
import type { Practice } from '../fixtures/practice.ts'
import type { CountedSubmission, Tally } from '../src/tally/tally.ts'

/** The numbers and the state of each unit, as `practice.expected.units` tells them. */
export function numbersOf(tally: Tally): readonly object[] {
  return tally.units.map(({ unit, ...row }) => {
    const { valid, provisional, refused, review, late, duplicate, missing, state } = row
    return { id: unit.id, valid, provisional, refused, review, late, duplicate, missing, state }
  })
}

export function countedOf(tally: Tally): readonly CountedSubmission[] {
  return [...tally.units.flatMap(({ submissions }) => submissions), ...tally.unassigned]
}

type Letters = Practice['expected']['letters'][number]
export type PlannedDocument = Letters['documents'][number] & Pick<Letters, 'story'>

/** Each document of each letter as the plan has it. */
export function plannedDocuments(practice: Practice): readonly PlannedDocument[] {
  return practice.expected.letters.flatMap(({ documents, story }) =>
    documents.map((document) => ({ story, ...document })),
  )
}

/** The same, as it was counted. */
export function countedDocuments(practice: Practice, tally: Tally): readonly object[] {
  const counted = countedOf(tally)
  return practice.expected.letters.flatMap(({ sha256: letter, documents, story }) =>
    documents.map(({ sha256, situation }) => {
      const found = counted.find(({ submission }) => submission.letter === letter && submission.document === sha256)
      const unit = found?.attribution.kind === 'unit' ? found.attribution.unit : null
      const { outcome, code } = found?.report ?? {}
      return { story, situation, sha256, unit, outcome, code, fate: found?.fate.kind }
    }),
  )
}
