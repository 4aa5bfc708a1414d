/** The tables as the migrations leave them. Times are milliseconds since 1970, lists and reports are JSON, flags 0 or 1. */
import type { Generated } from 'kysely'
import type { AccountId, Session } from '../access/account.ts'
import type { AuditAction } from '../access/audit.ts'
import type { Role } from '../access/role.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { MailboxEventKind } from '../mail/mailbox.ts'
import type { LetterState, QuarantineReason } from '../submission/submission.ts'
import type { ReasonCode } from '../tally/decision.ts'
import type { Code } from '../validation/code.ts'
import type { Outcome } from '../validation/report.ts'
import type { NoticeKind, NoticeState, SendFault } from './outbox-store.ts'
import type { SettingName } from './settings-store.ts'
import type { Job, LeaseName } from './store.ts'
import type { AlertName, Damage, ScheduleName } from './upkeep-store.ts'
import type { Cause } from './verdict.ts'

export type Tables = {
  letters: LettersTable
  ledger: LedgerTable
  mailboxes: MailboxesTable
  mailbox_events: MailboxEventsTable
  tokens: TokensTable
  documents: DocumentsTable
  submissions: SubmissionsTable
  identities: IdentitiesTable
  verdicts: VerdictsTable
  verdict_list_issuers: VerdictListIssuersTable
  verdict_certificates: VerdictCertificatesTable
  policies: PoliciesTable
  trust_stores: TrustStoresTable
  decisions: DecisionsTable
  register_changes: RegisterChangesTable
  unit_versions: UnitVersionsTable
  frozen_tallies: FrozenTalliesTable
  frozen_fates: FrozenFatesTable
  report_drafts: ReportDraftsTable
  jobs: JobsTable
  leases: LeasesTable
  schedules: SchedulesTable
  damaged_files: DamagedFilesTable
  alerts: AlertsTable
  notice_settings: NoticeSettingsTable
  answers: AnswersTable
  outbox: OutboxTable
  bad_addresses: BadAddressesTable
  service: ServiceTable
  accounts: AccountsTable
  sessions: SessionsTable
  one_time_links: OneTimeLinksTable
  attempts: AttemptsTable
  audit: AuditTable
  audit_head: AuditHeadTable
  settings: SettingsTable
}

type LettersTable = {
  sha256: Sha256
  size: number
  received_at: Instant
  /** By the topmost Received line, which the last server on the way wrote. */
  traced_at: Instant | null
  sender: string | null
  subject: string | null
  state: LetterState['kind']
  reason: QuarantineReason | null
  unopened: string
  /** JSON; null where nothing of the letter is kept, and of letters that were read before it was noted. */
  origin: string | null
  /** Since when its content is no more, its time being over. */
  destroyed_at: Instant | null
  /** Sent to be checked, not to be counted. */
  trial: 0 | 1
  /** `searchKey` of sender and subject; null where neither is kept. */
  search: string | null
  /** Null while it is not. */
  quarantined_at: Instant | null
}

/** Every place in a mailbox that a letter was ever seen at. */
type LedgerTable = {
  id: Generated<number>
  account: string
  folder: string
  uid_validity: string
  uid: string
  letter: Sha256
  /** As the server told them at first sight, to find the letter again under another UID; null in rows of older programs. */
  size: number | null
  received_at: Instant | null
  message_id: Sha256 | null
  /** Since when it is known to lie there no more. */
  gone_at: Instant | null
}

/** `uid_validity` and `last_uid` are the cursor. */
type MailboxesTable = {
  account: string
  folder: string
  uid_validity: string | null
  last_uid: string | null
  /** Whether the configuration names it. */
  watched: 0 | 1
  /** The end of the last look that found nothing wrong. */
  looked_at: Instant | null
  fault: string | null
  fault_needs_person: 0 | 1
  /** By the configuration. */
  login_ends_at: Instant | null
  /** The clock of the server before ours. */
  clock_ahead_ms: number | null
  /** Letters that are listed and not taken yet. */
  waiting: number
}

type MailboxEventsTable = {
  id: Generated<number>
  account: string
  folder: string
  at: Instant
  kind: MailboxEventKind
  letters: number
}

/** Sealed with a key that no table holds. `ends_at`: as the server said when it gave the token. */
type TokensTable = { account: string; sealed: string; ends_at: Instant | null }

/** `changed_in`: the revision in which something counted of it changed last; 0 in rows of older programs. */
type DocumentsTable = { sha256: Sha256; bytes: number; destroyed_at: Instant | null; changed_in: Generated<number> }

/** What `reader`, a version of the reader of identities, read in each document. */
type IdentitiesTable = { document: Sha256; reader: number; reading: string }

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

/** What people decided. Rows are added and never changed. */
type DecisionsTable = {
  id: Generated<number>
  made_at: Instant
  made_by: string
  account: number | null
  role: string
  ruling: string
  reason_code: ReasonCode
  reason: string
  paper: string | null
  machine: string | null
}

/** Why the register of units is another since then. `decision`: from which it was learned. */
type RegisterChangesTable = {
  id: Generated<number>
  made_at: Instant
  made_by: string
  why: string
  decision: number | null
}

/** Every state in which a unit ever stood in the register; the one of its latest change is the present one. */
type UnitVersionsTable = { change: number; unit: UnitId; place: number; content: string }

/** The count of each campaign, or draft of a report, as it was frozen, with the rule and the register by which it was made. */
type FrozenTalliesTable = { campaign: string; frozen_at: Instant; content: string; last_decision: number }

/** `name`: under which its count was frozen. */
type ReportDraftsTable = { campaign: string; year: number; quarter: number; name: string; received_until: Instant }

/** What each submission was worth then, and the verdict that said so. `failed`: it had none and was to have none. */
type FrozenFatesTable = {
  campaign: string
  letter: Sha256
  part_path: string
  document: Sha256
  received_at: Instant
  verdict: number | null
  failed: 0 | 1
  unit: UnitId | null
  fate: string
  attribution: string
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
type NoticeSettingsTable = {
  receipts_since: Instant | null
  registered_only: 0 | 1
  reminders_since: Instant | null
}

/** Of letters that came while receipts were on. `open`: answered, with something still to be decided. `why`: of silence. */
type AnswersTable = { letter: Sha256; since: Instant; state: 'due' | 'open' | 'done'; why: string | null }

/**
 * Letters of ours. `due_at` in the future is a lease, as of jobs; `id` and `attempt` together name it. `since`: from which
 * the time is counted that it is tried.
 */
type OutboxTable = {
  id: Generated<number>
  kind: NoticeKind
  about: string
  unit: UnitId | null
  recipient: string
  message_id: string
  in_reply_to: string | null
  reference_ids: string | null
  subject: string
  text: string
  html: string
  made_at: Instant
  since: Instant
  state: NoticeState
  attempt: number
  due_at: Instant
  ended_at: Instant | null
  fault: SendFault | null
  reply: string | null
  bounced_at: Instant | null
  bounce: string | null
}

/** To which letters of ours came back. */
type BadAddressesTable = { address: string; since: Instant; status: string }

/** One row. */
type ServiceTable = {
  revision: number
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

type AccountsTable = {
  id: Generated<AccountId>
  name: string
  full_name: string
  role: Role
  unit: string | null
  password: string | null
  totp: string | null
  /** The last one whose code was used; 0 before. */
  time_step: number
  /** Sealed; shown, and not confirmed by a code yet. */
  pending_totp: string | null
  pending_totp_until: Instant | null
  oidc: string | null
  disabled: 0 | 1
  created_at: Instant
}

type SessionsTable = {
  sha256: Sha256
  account: AccountId
  signed_in_by: Session['by']
  started_at: Instant
  seen_at: Instant
  address: string
}

type OneTimeLinksTable = { sha256: Sha256; account: AccountId | null; expires_at: Instant }

/** To sign in, of the last minutes: who is limited, an account at an address or an address, as a hash. */
type AttemptsTable = { id: Generated<number>; subject: string; at: Instant }

/** Only added to. */
type AuditTable = {
  number: number
  at: Instant
  actor_account: AccountId | null
  actor_name: string
  actor_role: Role | null
  action: AuditAction
  subject: string
  facts: string
  address: string | null
  sha256: Sha256
}

/** One row: the last entry of the log. */
type AuditHeadTable = { number: number; sha256: Sha256 }

/** `change`: number of the change that made it so. */
type SettingsTable = { name: SettingName; value: string; change: number }
