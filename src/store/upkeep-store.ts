/** PORT, a part of `Store`: what the care for the system itself needs to know and to note. */
import type { AuditDraft } from '../access/audit.ts'
import type { Instant, Sha256 } from '../lang.ts'

/** Work at a fixed hour. */
export type ScheduleName =
  | 'check-tally'
  | 'check-files'
  | 'back-up'
  | 'destroy-content'
  | 'draft-report'
  | 'remind'
  | 'digest'
  | 'anchor'

export type Schedule = {
  readonly name: ScheduleName
  readonly startedAt: Instant
  /** Null while it is under way, or where its process died. */
  readonly endedAt: Instant | null
  /** When the last one ended that ended well. */
  readonly goodAt: Instant | null
  /** Why the last run failed, for the operator; null where it did not. */
  readonly fault: string | null
  /** How many have ended well. */
  readonly runs: number
}

/** What the disk has made of a file of ours. */
export type Damage = 'changed' | 'missing'

export type DamagedFile = { readonly sha256: Sha256; readonly why: Damage; readonly foundAt: Instant }

export type AlertName =
  | 'mailbox-silent'
  | 'mailbox-refused'
  | 'login-ending'
  | 'clock-off'
  | 'queue-old'
  | 'quarantine-old'
  | 'list-expired'
  | 'letters-stuck'
  | 'backup-old'
  | 'disk-low'
  | 'tally-mismatch'
  | 'file-damaged'

export type Alert = {
  readonly name: AlertName
  readonly since: Instant
  /** Null while it lasts. */
  readonly endedAt: Instant | null
  /** Of its beginning or, where it has ended, of its end. */
  readonly isTold: boolean
}

export type UpkeepStore = {
  readonly schedules: () => Promise<readonly Schedule[]>
  readonly beginRun: (name: ScheduleName, at: Instant) => Promise<void>
  readonly endRun: (name: ScheduleName, at: Instant, fault: string | null) => Promise<void>
  /** So that the first run comes with the next fixed hour; does nothing where the schedule is known. */
  readonly noteSchedule: (name: ScheduleName, at: Instant) => Promise<void>

  /** Names of the files that must be there: documents, and letters that are kept; from `from` up to but without `to`. */
  readonly keptContent: (from: string, to: string) => Promise<readonly Sha256[]>
  /** @param why null: the file is whole. */
  readonly recordDamage: (sha256: Sha256, why: Damage | null, at: Instant) => Promise<void>
  readonly damagedFiles: () => Promise<readonly DamagedFile[]>

  /** After a restore: letters that were not read yet have no content, and are fetched again from where they lie. */
  readonly forgetUnread: () => Promise<void>

  /** Letters whose content is kept, of those received before then; the earliest first. */
  readonly agedLetters: (receivedBefore: Instant) => Promise<readonly Sha256[]>
  /**
   * Notes that the content of the letter is no more since then, and that of the documents that no other letter carries whose
   * content is kept; with an entry of the log that names them. The files themselves are the caller's to remove. Repeatable.
   */
  readonly destroyContent: (letter: Sha256, entry: AuditDraft) => Promise<void>
  /** Letters and documents whose content was destroyed since then, and did not come again. */
  readonly destroyedContent: (since: Instant) => Promise<readonly Sha256[]>
  /** Whether the content of this letter or document was, and did not come again. */
  readonly isDestroyed: (sha256: Sha256) => Promise<boolean>

  /** Where the counts are not equal, all documents are told as changed: whoever keeps a count up makes it anew. */
  readonly recordTallyCheck: (at: Instant, isEqual: boolean) => Promise<void>

  readonly alerts: () => Promise<readonly Alert[]>
  readonly recordAlert: (alert: Alert) => Promise<void>
  readonly forgetAlert: (name: AlertName) => Promise<void>

  /** Numbers of the whole, for whoever watches the system. */
  readonly census: (now: Instant) => Promise<Census>
}

type Count<Key extends string> = Readonly<Record<Key, string>> & { readonly count: number }

export type Census = {
  /** Places in mailboxes that are accounted for. */
  readonly lettersSeen: number
  readonly quarantined: readonly Count<'reason'>[]
  /** When the letter came there that has been in quarantine the longest, of those that nobody has set aside. */
  readonly quarantinedSince: Instant | null
  readonly documents: { readonly waiting: number; readonly judged: number; readonly dead: number }
  readonly verdicts: readonly (Count<'outcome'> & Count<'code'>)[]
  readonly jobs: readonly Count<'kind' | 'state'>[]
  /** Of the job that is due and was made first, and of the one made last; null where there are none. */
  readonly firstDueJob: number | null
  readonly lastJob: number | null
  readonly tallyCheckedAt: Instant | null
  readonly tallyMismatches: number
  /** By the last comparison. */
  readonly tallyDiffers: boolean
}
