/** PORT. The truth: letters, documents, verdicts and the jobs still to do. Whatever it has acknowledged survives a crash. */
import type { AccessStore } from '../access/access-store.ts'
import type { AuditDraft } from '../access/audit.ts'
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import type { IdentityReading } from '../identity/identity.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { UnopenedPart } from '../mail/letter.ts'
import type { LetterOrigin } from '../mail/letter-origin.ts'
import type { Cursor, LetterKey, ListedLetter, MailPlace } from '../mail/mail-source.ts'
import type { Mailbox, MailboxEvent, MailboxName, WatchedMailbox } from '../mail/mailbox.ts'
import type { Search } from '../search.ts'
import type { LetterState, QuarantineReason, Submission } from '../submission/submission.ts'
import type { ThingKey } from '../tally/decided-thing.ts'
import type { Decision, DecisionId, NewDecision } from '../tally/decision.ts'
import type { FrozenNumbers, FrozenTally, NewReportDraft, ReportDraft } from '../tally/frozen.ts'
import type { JudgedSubmission, Tally } from '../tally/tally.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { PersonStore } from './person-store.ts'
import type { SettingsStore } from './settings-store.ts'
import type { TrustSnapshot } from './trust-snapshot.ts'
import type { DamagedFile, UpkeepStore } from './upkeep-store.ts'
import type { EarlierVerdict, VerdictChange, VerdictRow } from './verdict.ts'

/** One letter and what became of it. Subject and sender are null where it is no submission: nothing of it is kept. */
export type LetterRow = {
  /** Of its bytes; of a letter that was not fetched, of its key: such a row has no content. */
  readonly sha256: Sha256
  /** Where it was seen first. */
  readonly key: LetterKey
  readonly size: number
  /** The earliest, where the same bytes were seen under several keys. */
  readonly receivedAt: Instant
  /** What the topmost Received line says of the same moment; null where there is none that can be read. */
  readonly tracedAt: Instant | null
  /** Since when it lies in no mailbox any more; null while it does. */
  readonly goneAt: Instant | null
  /** Another letter has the same Message-ID and other bytes. */
  readonly sharesMessageId: boolean
  readonly sender: string | null
  readonly subject: string | null
  readonly state: LetterState
  readonly unopened: readonly UnopenedPart[]
  /** Null where it is no submission, and of letters that were read before it was noted. */
  readonly origin: LetterOrigin | null
  /** Since when its content is no more, its time being over; null while it is kept, or never was. */
  readonly destroyedAt: Instant | null
  /** Sent to be checked, not to be counted. */
  readonly isTrial: boolean
  readonly submissions: readonly Submission[]
}

export type DocumentRow = {
  readonly sha256: Sha256
  readonly bytes: number
  /** What the disk has made of its content; null: nothing that was noticed. */
  readonly damage: DamagedFile | null
  /** As of a letter. */
  readonly destroyedAt: Instant | null
  readonly verdict: VerdictRow | null
  /** Newest first. */
  readonly earlier: readonly EarlierVerdict[]
  readonly submissions: readonly JudgedSubmission[]
}

/** What one version of the reader read in a document. */
export type IdentityRow = { readonly reader: number; readonly reading: IdentityReading }

export type Progress = {
  readonly letters: number
  readonly lettersWaiting: number
  readonly documents: number
  /** Those with a `validate` job that is not dead; also a judged one that is to be judged again. */
  readonly documentsWaiting: number
  readonly quarantined: number
}

/** What was found in a letter, written in one transaction. */
export type LetterContent = {
  readonly sender: string | null
  readonly subject: string
  /** Each document that `submissions` names, with its size. */
  readonly documents: readonly { readonly sha256: Sha256; readonly bytes: number }[]
  /** Their sender and time of receipt are those of the letter, whatever is written here. */
  readonly submissions: readonly Submission[]
  readonly unopened: readonly UnopenedPart[]
  /** Null where the letter is no submission. */
  readonly origin: LetterOrigin | null
  /** Sent to be checked: its submissions are judged, and count nowhere. */
  readonly isTrial: boolean
  readonly readAt: Instant
}

export type Page = { readonly offset: number; readonly limit: number }

export type Attribute = (
  report: DocumentReport,
  submission: Submission,
  /** What was read in the document, and what is known of who sent the letter. */
  beside: { readonly reading: IdentityReading | null; readonly origin: LetterOrigin | null },
  /** As the transaction finds it. */
  register: readonly Unit[],
) => Attribution

/** The count, by a campaign and a rule that the caller knows. */
export type Count = (
  register: readonly Unit[],
  submissions: readonly JudgedSubmission[],
  decisions: readonly Decision[],
) => Tally

/** Units as they are from then on; those that it does not name stay as they were. */
export type RegisterChange = {
  readonly at: Instant
  readonly by: string
  /** In words of the office, such as the name of the file that was imported. */
  readonly why: string
  /** The decision of which it is remembered. */
  readonly decision: DecisionId | null
  readonly units: readonly Unit[]
}

/** What the count is made from, as far as it is another since some revision. */
export type CountedChanges = {
  /** Up to which it is told: what is written while it is read may be told again. */
  readonly revision: number
  readonly documents: readonly Sha256[]
  /** All of these documents but those sent on trial. */
  readonly submissions: readonly JudgedSubmission[]
  /** The last that were made, 0 before the first. */
  readonly decision: DecisionId
  readonly registerChange: number
}

/** A decision with all that is written with it. */
export type Deed = {
  readonly decision: NewDecision
  /** What it is about, and the last decision that whoever made it had seen: one that came since about the same stops it. */
  readonly about: ReadonlySet<ThingKey>
  readonly seen: DecisionId
  /** What the register is to remember of it; `basedOn` as of `changeRegister`. */
  readonly lesson: { readonly basedOn: number; readonly change: Omit<RegisterChange, 'decision'> } | null
  /** For the log; the number of the decision is added to its facts. */
  readonly entry: AuditDraft
}

export type DeedAnswer =
  /** The row as it was kept. */
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'overtaken'; readonly by: Decision }
  | { readonly kind: 'register-changed' }

export type WhichLetters = 'all' | 'quarantined'

export type WaitingLetter = Pick<LetterRow, 'sha256' | 'receivedAt' | 'sender' | 'subject' | 'state' | 'unopened'>

export type Job =
  | { readonly kind: 'read-letter'; readonly letter: Sha256 }
  | { readonly kind: 'validate'; readonly document: Sha256 }

export type Store = UpkeepStore &
  OutboxStore &
  PersonStore &
  AccessStore &
  SettingsStore & {
    readonly cursor: (account: string, folder: string) => Promise<Cursor | null>
    readonly moveCursor: (place: MailPlace, lastUid: string) => Promise<void>
    /** Of `uids`, those that have no row in the ledger yet, in the same order. */
    readonly unknownUids: (place: MailPlace, uids: readonly string[]) => Promise<readonly string[]>
    /**
     * Enters those of `letters` of one folder into the ledger that it held under another UIDVALIDITY, by Message-ID, size and
     * time of receipt; returns the others, in the same order. One that more than one letter could be is none of them.
     */
    readonly recognize: (letters: readonly ListedLetter[]) => Promise<readonly ListedLetter[]>
    /**
     * Letter row (the same bytes under several keys are one letter), ledger row and its job, in one transaction. Repeatable.
     *
     * @param tracedAt by its topmost Received line; null where nothing can be read there.
     */
    readonly recordLetter: (letter: ListedLetter, sha256: Sha256, tracedAt?: Instant | null) => Promise<void>
    /** A letter that is not fetched at all, such as one too large, so that the cursor may pass it. */
    readonly recordUnfetched: (letter: ListedLetter, reason: QuarantineReason, at: Instant) => Promise<void>
    /** Letters of the folder that could not be fetched have no row afterwards: they are tried again. */
    readonly forgetUnfetched: (place: MailPlace) => Promise<void>
    /** Notes which letters lie in the folder no more, and which do again; returns how many have newly gone. */
    readonly recordPresence: (place: MailPlace, present: readonly string[], at: Instant) => Promise<number>

    /** What the configuration names from now on. */
    readonly watchMailboxes: (names: readonly WatchedMailbox[]) => Promise<void>
    /** The end of a good look, or a part of it: what is left to be taken. */
    readonly recordLook: (name: MailboxName, waiting: number, at: Instant) => Promise<void>
    /** Why there was none; the time of the last one is kept. */
    readonly recordFault: (name: MailboxName, fault: string, needsPerson: boolean) => Promise<void>
    /** By how much the clock of its server is ahead of ours. */
    readonly recordClock: (name: MailboxName, aheadMs: number) => Promise<void>
    readonly recordMailboxEvent: (event: MailboxEvent) => Promise<void>
    /** Those that are watched, in the order of their names. */
    readonly mailboxes: () => Promise<readonly Mailbox[]>
    /** Newest first. */
    readonly mailboxEvents: (page: Page) => Promise<readonly MailboxEvent[]>
    /** What a token server gave last, as it was sealed; null where it never changed one. */
    readonly token: (account: string) => Promise<string | null>
    /** @param endsAt null where nobody knows, or it is renewed each time. */
    readonly replaceToken: (account: string, sealed: string, endsAt: Instant | null) => Promise<void>

    /**
     * Submissions, document rows and a `validate` job for each new document, in one transaction. Repeatable.
     * A document that has a verdict is not judged again, unless this letter came earlier than the receipt it rests on.
     */
    readonly recordContent: (letter: Sha256, content: LetterContent, attribute: Attribute) => Promise<void>
    /** @param sender that its header names; null where it names none that can be read. */
    readonly quarantine: (
      letter: Sha256,
      reason: QuarantineReason,
      at: Instant,
      sender?: string | null,
    ) => Promise<void>
    /** Has a letter in quarantine read once more; false where it is not there, or its content was never fetched. */
    readonly readLetterAgain: (letter: Sha256, entry: AuditDraft) => Promise<boolean>
    /** Null where the document is not known. */
    readonly earliestReceipt: (document: Sha256) => Promise<Instant | null>
    /**
     * Verdict and the attribution of each submission of the document, in one transaction. A verdict with another report or
     * other evidence becomes the current one, and the one before it is kept; else what is known of the current one is renewed.
     * A verdict that is outdated already, by an earlier receipt or by what `requeueProgram`, `requeuePolicy` and `requeueTrust`
     * were told last, is made again.
     */
    readonly recordVerdict: (verdict: VerdictRow, attribute: Attribute) => Promise<void>
    /** Null where it was not read yet. */
    readonly identity: (document: Sha256) => Promise<IdentityRow | null>
    /** In place of what was read before, unless by a later reader. The document is a known one. Repeatable. */
    readonly recordIdentity: (document: Sha256, row: IdentityRow) => Promise<void>
    /** Attributes each judged submission anew: for a register of units that has been edited. */
    readonly attributeAgain: (attribute: Attribute) => Promise<void>
    /** How many submissions that would change. */
    readonly misattributed: (attribute: Attribute) => Promise<number>

    /** All of it in one transaction, or nothing. @throws ZodError where a part is missing, such as the reason. */
    readonly decide: (deed: Deed) => Promise<DeedAnswer>
    /** In the order in which they were made. */
    readonly decisions: () => Promise<readonly Decision[]>

    /** All units that ever were, in their order, and the number of the change that left them so; 0 before the first. */
    readonly register: () => Promise<{ readonly change: number; readonly units: readonly Unit[] }>
    /** Does nothing where the register has begun. */
    readonly startRegister: (change: RegisterChange) => Promise<void>
    /** False, and nothing is done, where the register was changed since the change `basedOn`. `entry`: for the log. */
    readonly changeRegister: (basedOn: number, change: RegisterChange, entry?: AuditDraft) => Promise<boolean>
    /** Newest first. */
    readonly registerHistory: () => Promise<readonly RegisterChange[]>

    /** Counts and keeps what comes out, in one transaction; false where the campaign has been frozen before. */
    readonly freezeTally: (campaign: Campaign['id'], at: Instant, count: Count) => Promise<boolean>
    /** The same of a quarter, for its report; false where that has been drafted before. */
    readonly freezeDraft: (draft: NewReportDraft, at: Instant, count: Count) => Promise<boolean>
    /** Newest first. */
    readonly reportDrafts: (campaign: Campaign['id']) => Promise<readonly ReportDraft[]>
    /** Of a campaign by its id, of a draft by its name. */
    readonly frozenNumbers: (campaign: Campaign['id']) => Promise<FrozenNumbers | null>
    readonly frozenTally: (campaign: Campaign['id']) => Promise<FrozenTally | null>
    /** From which it was counted: the verdicts, attributions and decisions of then, for whoever counts it again. */
    readonly frozenGround: (campaign: Campaign['id']) => Promise<{
      readonly submissions: readonly JudgedSubmission[]
      readonly decisions: readonly Decision[]
    } | null>

    /** `nameKey` of each authority on whose revocation data some current verdict rests, or for which it waits. */
    readonly listIssuers: () => Promise<readonly string[]>

    // Each of these has documents judged again whose current verdict may change, and returns how many. Where there is news,
    // so are, uncounted, those that are being judged at this moment.

    /** Those that wait for revocation data. */
    readonly requeueProvisional: () => Promise<number>
    /** Those of them whose `retryAt` has come. */
    readonly requeueDue: (now: Instant) => Promise<number>
    /** Those that rest on or wait for revocation data of one of these authorities, by `nameKey`. */
    readonly requeueAffected: (listIssuers: readonly string[]) => Promise<number>
    /** Those made under a policy with another hash (`canonicalHash`). */
    readonly requeuePolicy: (policySha256: Sha256) => Promise<number>
    /** Those made by another version of the program. */
    readonly requeueProgram: (programVersion: string) => Promise<number>
    /**
     * Of those made with another trust store: whose paths used a certificate that was removed or limited, and, where
     * something was added, to which something lacked a path.
     */
    readonly requeueTrust: (trust: TrustSnapshot) => Promise<number>

    /**
     * Takes the job that has been due longest, or the one with this id if it is due, and leases it; null where there is none.
     * A lease that ends makes the job due again. Two who take at once never get the same job.
     */
    readonly takeJob: (now: Instant, leaseMs: number, id?: string) => Promise<LeasedJob | null>
    /** Leases it anew from `now` on, under the same condition as `finishJob`; false where that is not met. */
    readonly renewJob: (job: LeasedJob, now: Instant, leaseMs: number) => Promise<boolean>
    /** Ids of jobs that are due, those first that have been due longest. */
    readonly dueJobs: (now: Instant, limit: number) => Promise<readonly string[]>
    /** Makes every job due at once, leased ones too: for the only worker of this store, when it starts. */
    readonly releaseJobs: () => Promise<void>
    /** Does nothing where the lease is no longer `job`'s: somebody else has the job, or it was made again meanwhile. */
    readonly finishJob: (job: LeasedJob) => Promise<void>
    /**
     * Due again at `retryAt`, or dead where null, under the same condition as `finishJob`. A letter whose job is dead is
     * quarantined; a document whose job is dead counts as judged `internal-error` until it has a verdict.
     */
    readonly failJob: (job: LeasedJob, retryAt: Instant | null, why: string, at: Instant) => Promise<void>

    /** Due again at `at` as if this attempt had not been, under the same condition as `finishJob`. */
    readonly postponeJob: (job: LeasedJob, at: Instant, why: string) => Promise<void>
    /** Dead jobs begin anew: what was wrong may have been mended. */
    readonly reviveJobs: () => Promise<void>
    /** Documents that wait to be judged. */
    readonly documentsWaiting: () => Promise<number>
    /** Documents whose job is dead. */
    readonly deadDocuments: () => Promise<number>

    /**
     * Takes the lease where nobody has it or its time is over, or holds it on where it is `holder`'s; false where another
     * has it. Whoever loses one unawares may go on for a while: what is done under a lease changes nothing when done twice.
     */
    readonly holdLease: (name: LeaseName, holder: string, now: Instant, leaseMs: number) => Promise<boolean>
    /** Does nothing where it is not `holder`'s. */
    readonly endLease: (name: LeaseName, holder: string) => Promise<void>
    /** For the only process of this store, when it starts: whoever had them is dead. */
    readonly endLeases: () => Promise<void>

    /** All but those sent on trial, in the order of receipt, read anew from the rows. */
    readonly judgedSubmissions: () => Promise<readonly JudgedSubmission[]>
    /** For a count that is kept up. @param since the revision up to which it is; null for all. */
    readonly countedChanges: (since: number | null) => Promise<CountedChanges>
    /** Newest first. */
    readonly letters: (page: Page, which?: WhichLetters, search?: Search) => Promise<readonly LetterRow[]>
    /** In quarantine, or with parts that were not opened. Oldest first. */
    readonly lettersForPerson: (page: Page) => Promise<readonly WaitingLetter[]>
    readonly letter: (sha256: Sha256) => Promise<LetterRow | null>
    readonly document: (sha256: Sha256) => Promise<DocumentRow | null>
    /** Newest first. */
    readonly verdictChanges: (page: Page) => Promise<readonly VerdictChange[]>
    readonly progress: () => Promise<Progress>
    /** Changes with every write; equal values mean that nothing shown can have changed. */
    readonly revision: () => Promise<number>
    readonly close: () => Promise<void>
  }

/** What one process at a time does: reading the mailbox; having judged again what may have changed; the care for the system; writing letters. */
export type LeaseName = 'poll' | 'settle' | 'upkeep' | 'write'

export type LeasedJob = {
  readonly id: string
  readonly job: Job
  /** 1 for the first. A lease that ended without a word counts too. */
  readonly attempt: number
  readonly leaseUntil: Instant
}
