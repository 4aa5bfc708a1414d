/** The tables as the migrations leave them. Times are milliseconds since 1970, lists and reports are JSON, flags 0 or 1. */
import type { Generated } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import type { LetterState, QuarantineReason } from '../submission/submission.ts'
import type { Code } from '../validation/code.ts'
import type { Outcome } from '../validation/report.ts'
import type { Job, LeaseName } from './store.ts'
import type { AlertName, Damage, ScheduleName } from './upkeep-store.ts'
import type { Cause } from './verdict.ts'

export type Tables = {
  letters: LettersTable
  ledger: LedgerTable
  cursors: CursorsTable
  documents: DocumentsTable
  submissions: SubmissionsTable
  verdicts: VerdictsTable
  verdict_list_issuers: VerdictListIssuersTable
  verdict_certificates: VerdictCertificatesTable
  policies: PoliciesTable
  trust_stores: TrustStoresTable
  jobs: JobsTable
  leases: LeasesTable
  schedules: SchedulesTable
  damaged_files: DamagedFilesTable
  alerts: AlertsTable
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
  /** JSON; null where nothing of the letter is kept, and of letters that were read before it was noted. */
  origin: string | null
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

/**
 * All verdicts of a document; the current one is that without `superseded_at`. `made_at` is when its report was first made,
 * `judged_at` when it was last found to be the same. `changed`: outcome or code differ from those of `supersedes`.
 */
type VerdictsTable = {
  id: Generated<number>
  document: Sha256
  report: string
  outcome: Outcome
  code: Code
  made_at: Instant
  judged_at: Instant
  received_at: Instant
  program_version: string
  policy: string | null
  policy_sha256: Sha256 | null
  trust_sha256: Sha256 | null
  evidence: string
  rests_on: string
  /** Some signature waits for revocation data. */
  provisional: 0 | 1
  /** Some signature, time-stamp or revocation status may lack nothing but a path. */
  lacks_path: 0 | 1
  retry_at: Instant | null
  cause: Cause | null
  supersedes: number | null
  changed: 0 | 1
  superseded_at: Instant | null
}

/** Of current verdicts: whose next list or response may change them, by `nameKey`. */
type VerdictListIssuersTable = { issuer_key: string; document: Sha256 }

/** Of current verdicts: the certificates of their paths. */
type VerdictCertificatesTable = { certificate: Sha256; document: Sha256 }

/** Each policy and trust store under which something was judged, once, as canonical JSON. */
type PoliciesTable = { sha256: Sha256; content: string }
type TrustStoresTable = { sha256: Sha256; content: string }

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
  /** Of the last attempt, where it failed; null while one is under way. */
  why: string | null
  /** Why a document that has a verdict is judged again. */
  cause: Cause | null
}

/** Who does what only one process at a time may do. */
type LeasesTable = { name: LeaseName; holder: string; held_until: Instant }

/** The last run of each work at a fixed hour; `ended_at` and `fault` are null while it is under way. `runs`: that ended well. */
type SchedulesTable = {
  name: ScheduleName
  started_at: Instant
  ended_at: Instant | null
  /** When the last one ended that ended well. */
  good_at: Instant | null
  fault: string | null
  runs: number
}

type DamagedFilesTable = { sha256: Sha256; why: Damage; found_at: Instant }

/** `told`: whether whoever gets alerts has heard of its beginning or, where it has ended, of its end. */
type AlertsTable = { name: AlertName; since: Instant; ended_at: Instant | null; told: 0 | 1 }

/** One row. */
type ServiceTable = {
  revision: number
  last_poll_at: Instant | null
  poll_fault: string | null
  /** When the mailbox was last read to its end. */
  last_good_poll_at: Instant | null
  tally_checked_at: Instant | null
  /** Null: none so far. */
  tally_mismatches: number | null
  /** In the last comparison. */
  tally_differs: 0 | 1 | null
  /** By what documents are to be judged; null until some process has noted it. */
  program_version: string | null
  policy_sha256: Sha256 | null
  trust_sha256: Sha256 | null
}
