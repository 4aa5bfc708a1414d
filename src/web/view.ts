/** All that the pages ask for. */
import type { Readable } from 'node:stream'
import type { AuditDraft } from '../access/audit.ts'
import type { Bytes } from '../bytes.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import type { Mailbox, MailboxEvent } from '../mail/mailbox.ts'
import type { PersonRows } from '../store/person-store.ts'
import type { DocumentRow, LetterRow, Progress, Page as Range, Store } from '../store/store.ts'
import type { Alert } from '../store/upkeep-store.ts'
import type { VerdictChange } from '../store/verdict.ts'
import type { Submission } from '../submission/submission.ts'
import type { Decision, DecisionId } from '../tally/decision.ts'
import type { FrozenNumbers, FrozenTally, ReportDraft } from '../tally/frozen.ts'
import type { Tally } from '../tally/tally.ts'
import type { Forgotten } from '../upkeep/forget-person.ts'
import type { VitalSigns } from '../upkeep/vital-signs.ts'
import type { Access } from './access.ts'
import type { OutboxView } from './outbox-view.ts'
import type { DrawPage } from './pictures.ts'
import type { Setup } from './setup/setup.ts'
import type { TrustLook } from './trust-look.ts'

export type WebView = {
  readonly tally: () => Promise<Tally>
  /** Of what had been received at that instant, it included. */
  readonly tallyUntil: (until: Instant) => Promise<Tally>
  /** As the count of the campaign was closed; null while it is open. */
  readonly closedTally: () => Promise<{ readonly at: Instant; readonly tally: Tally } | null>
  /** The same without the files. */
  readonly closedNumbers: WebView['closedTally']
  /** Of the quarterly report, newest first. */
  readonly reportDrafts: () => Promise<readonly ReportDraft[]>
  readonly draftTally: (draft: ReportDraft) => Promise<Tally | null>
  readonly progress: () => Promise<Progress>
  /** Those that are read, in the order of their names. */
  readonly mailboxes: () => Promise<readonly Mailbox[]>
  /** Newest first. */
  readonly mailboxEvents: (page: Range) => Promise<readonly MailboxEvent[]>
  /** Newest first. */
  readonly letters: Store['letters']
  readonly lettersForPerson: Store['lettersForPerson']
  readonly letter: (sha256: Sha256) => Promise<LetterRow | null>
  /** Null where the letter is not kept, or the visitor may not read its words. */
  readonly letterWords: (sha256: Sha256) => Promise<LetterWords | null>
  readonly document: (sha256: Sha256) => Promise<DocumentRow | null>
  readonly file: (sha256: Sha256) => Promise<Bytes | null>
  /** The evidence bundle of its verdict. */
  readonly bundle: (document: DocumentRow) => Promise<BundleAnswer>
  readonly drawPage: DrawPage
  /** Newest first. */
  readonly verdictChanges: (page: Range) => Promise<readonly VerdictChange[]>
  /** All that were made, in their order. */
  readonly decisions: () => Promise<readonly Decision[]>
  readonly decide: Store['decide']
  readonly readLetterAgain: Store['readLetterAgain']
  readonly frozenNumbers: () => Promise<FrozenNumbers | null>
  readonly frozenTally: () => Promise<FrozenTally | null>
  readonly register: Store['register']
  readonly registerHistory: Store['registerHistory']
  /** Whom signatures rest on. */
  readonly trust: () => Promise<TrustLook>
  /** What another register would change: only those whose unit would be another. */
  readonly attributedOtherwise: (units: readonly Unit[]) => Promise<readonly OtherAttribution[]>
  /** Whether the register remembers something of the decision. */
  readonly learnedOf: (decision: DecisionId) => Promise<boolean>
  /** By the register as it is now; where a page changed it, all follow it soon. */
  readonly attributeAgain: () => Promise<void>
  readonly vitalSigns: () => Promise<VitalSigns>
  /** Of the disk itself: where it is full, the rows cannot tell. */
  readonly isDiskFull: () => Promise<boolean>
  /** Letters of ours. */
  readonly outbox: OutboxView
  readonly alerts: () => Promise<readonly Alert[]>
  readonly revision: () => Promise<number>
  /** Aborts when these pages are served no more: whatever goes on telling something stops. */
  readonly ended: AbortSignal
  /** How long the content of what was refused is kept once the count is frozen. */
  readonly refusedMonths: number
  /** What is held of somebody, by mail address or login name, and an end of what nothing needs any more. */
  readonly person: {
    readonly read: (name: string) => Promise<PersonRows>
    readonly forget: (name: string, entry: AuditDraft) => Promise<Forgotten>
  }
  /** Null where nothing can be set: in practice. */
  readonly setup: Setup | null
  readonly now: () => Instant
  readonly access: Access
  /** Names under which the pages may be asked for beside those of loopback, with or without a port. */
  readonly hosts: readonly string[]
}

export type OtherAttribution = {
  readonly submission: Submission
  readonly before: UnitId | null
  readonly after: UnitId | null
}

export type BundleAnswer =
  | { readonly kind: 'bundle'; readonly stream: Readable; readonly bytes: number }
  /** There is no verdict yet, or one of a program that kept too little. */
  | { readonly kind: 'not-judged' }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
