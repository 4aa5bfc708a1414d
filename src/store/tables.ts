/** The tables as the migrations leave them. Times are milliseconds since 1970, lists and reports are JSON, flags 0 or 1. */
import type { Generated } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import type { LetterState, QuarantineReason } from '../submission/submission.ts'
import type { Job } from './store.ts'

export type Tables = {
  letters: LettersTable
  ledger: LedgerTable
  cursors: CursorsTable
  documents: DocumentsTable
  submissions: SubmissionsTable
  verdicts: VerdictsTable
  jobs: JobsTable
  service: ServiceTable
}

type LettersTable = {
  sha256: Sha256
  size: number
  received_at: Instant
  sender: string | null
  subject: string | null
  state: LetterState['kind']
  reason: QuarantineReason | null
  unopened: string
}

/** Every place in a mailbox that a letter was ever seen at. */
type LedgerTable = {
  id: Generated<number>
  account: string
  folder: string
  uid_validity: string
  uid: string
  letter: Sha256
}

type CursorsTable = { account: string; folder: string; uid_validity: string; last_uid: string }

type DocumentsTable = { sha256: Sha256; bytes: number }

/** `attribution` is null until the document has a verdict. */
type SubmissionsTable = {
  letter: Sha256
  part_path: string
  document: Sha256
  file_name: string
  attribution: string | null
}

/** `provisional`: some signature waits for revocation data. */
type VerdictsTable = {
  document: Sha256
  report: string
  judged_at: Instant
  received_at: Instant
  program_version: string
  evidence: string
  provisional: 0 | 1
}

/**
 * Work to do. A lease is a `due_at` in the future; `id` and `attempt` together name it, since ids are never used twice
 * and each taking adds an attempt.
 */
type JobsTable = {
  id: Generated<number>
  kind: Job['kind']
  subject: Sha256
  due_at: number
  attempt: number
  dead: 0 | 1
  why: string | null
}

/** One row. */
type ServiceTable = { revision: number; last_poll_at: Instant | null; poll_fault: string | null }
