/** A file as a search looks through it: whatever a person may remember of it. */
import type { Unit } from '../campaign/unit.ts'
import type { Sha256 } from '../lang.ts'
import { searchKey } from '../search.ts'
import type { CountedSubmission } from '../tally/tally.ts'
import type { Listed } from './document-list.ts'

type Key = Pick<CountedSubmission, 'submission' | 'reading' | 'report' | 'mailSubject'> & {
  readonly unit: Unit | null
  readonly key: string
}

/** Of the documents of the greatest campaign that was measured, twice; a key has some 300 bytes. */
const MOST_DOCUMENTS = 200_000

/** By document, of each of its submissions. A count makes its rows anew with each change; what their keys are made of it shares with the one before. */
const keys = new Map<Sha256, readonly Key[]>()

/** Made once as long as nothing that it is made of is another. */
export function documentKey({ counted, unit }: Listed): string {
  const { submission, reading, report, mailSubject } = counted
  const all = keys.get(submission.document) ?? []
  const isOf = ({ submission: { letter, partPath } }: Key) =>
    letter === submission.letter && partPath === submission.partPath
  const known = all.find(isOf)
  const isSame = known?.reading === reading && known.report === report && known.mailSubject === mailSubject
  if (known && isSame && known.unit?.name === unit?.name) return known.key
  if (keys.size >= MOST_DOCUMENTS) keys.clear()
  const key = makeKey(counted, unit?.name ?? null)
  const made = { submission, reading, report, mailSubject, unit, key }
  keys.set(submission.document, [...all.filter((one) => !isOf(one)), made])
  return key
}

function makeKey({ submission, reading, report, mailSubject }: CountedSubmission, unitName: string | null): string {
  const fields = reading?.kind === 'read' ? reading.identity : null
  const { codeNumber, codeNotation, typeName, organName, subject } = fields ?? {}
  return searchKey(
    ...[codeNumber, codeNotation, typeName, organName, subject].map((field) => field?.value),
    ...[unitName, submission.fileName, mailSubject, submission.sender],
    ...(report?.signatures ?? []).map(({ signer }) => signer?.commonName),
  )
}
