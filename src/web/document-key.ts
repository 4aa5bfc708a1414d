/** A file as a search looks through it: whatever a person may remember of it. */
import { keptBy } from '../kept-by.ts'
import { searchKey } from '../search.ts'
import type { Listed } from './document-list.ts'

export const documentKey = keptBy(({ counted, unit }: Listed): string => {
  const { submission, reading, report, mailSubject } = counted
  const fields = reading?.kind === 'read' ? reading.identity : null
  const { codeNumber, codeNotation, typeName, organName, subject } = fields ?? {}
  return searchKey(
    ...[codeNumber, codeNotation, typeName, organName, subject].map((field) => field?.value),
    ...[unit?.name, submission.fileName, mailSubject, submission.sender],
    ...(report?.signatures ?? []).flatMap(({ signer }) =>
      signer === null ? [] : [signer.commonName, ...signer.organizationalUnits, signer.organization ?? undefined],
    ),
  )
})
