/** A file as a search looks through it: whatever a person may remember of it. */
import { searchKey } from '../search.ts'
import type { CountedSubmission } from '../tally/tally.ts'
import type { Listed } from './document-list.ts'

type Key = Pick<CountedSubmission, 'reading' | 'report' | 'mailSubject'> & {
  readonly unitName: string | null
  readonly key: string
}

/** Of the files of the greatest campaign that was measured, twice; a key has some 300 bytes. */
const MOST_KEYS = 200_000

/** By submission. A count makes its rows anew with each change; what their keys are made of it shares with the one before. */
const keys = new Map<string, Key>()

/** Made once as long as nothing that it is made of is another. */
export function documentKey({ counted, unit }: Listed): string {
  const { submission, reading, report, mailSubject } = counted
  const id = `${submission.letter} ${submission.partPath} ${submission.document}`
  const unitName = unit?.name ?? null
  const known = keys.get(id)
  if (
    known?.reading === reading &&
    known.report === report &&
    known.mailSubject === mailSubject &&
    known.unitName === unitName
  )
    return known.key
  if (keys.size >= MOST_KEYS) keys.clear()
  const key = makeKey(counted, unitName)
  keys.set(id, { reading, report, mailSubject, unitName, key })
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
