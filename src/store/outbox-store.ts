/** PORT, a part of `Store`: letters of ours, from the wish to write one to the word of the server that took it. */
import type { AuditDraft } from '../access/audit.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { JudgedSubmission } from '../tally/tally.ts'

export const NOTICE_KINDS = ['receipt', 'return', 'trial', 'settled', 'reminder', 'digest', 'anchor'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** One letter of ours to one address. */
export type NewNotice = {
  readonly kind: NoticeKind
  /** With kind and recipient what it is written for, once: the SHA-256 of the letter it answers; campaign, unit and day. */
  readonly about: string
  readonly unit: UnitId | null
  readonly recipient: string
  /** Angle brackets included, as are those of the letter that is answered (RFC 5322, 3.6.4). */
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly madeAt: Instant
}

/**
 * `sending`: the end of the letter is being given to the server. `unclear`: whoever did that has died, or the server went
 * away without a word, so that nobody knows whether it was taken; a person decides.
 */
export type NoticeState = 'waiting' | 'sending' | 'unclear' | 'sent' | 'failed'

export type SendFault =
  | 'unreachable'
  | 'tls'
  | 'login-refused'
  /** The server asks to come again later, or takes no letters for the moment. */
  | 'busy'
  | 'refused'
  /** Tried for as long as a letter is worth it. */
  | 'too-late'
  /** The server was given everything and has not answered, or its answer was not noted. */
  | 'unanswered'
  /** By a person. */
  | 'dropped'
  | 'internal-error'

export type Notice = NewNotice & {
  readonly id: number
  readonly state: NoticeState
  readonly attempt: number
  /** Of a waiting one the next attempt. */
  readonly dueAt: Instant
  /** From which the time is counted that it is tried. */
  readonly since: Instant
  /** When it was sent, or given up. */
  readonly endedAt: Instant | null
  readonly fault: SendFault | null
  /** The last words of the server: foreign text. */
  readonly reply: string | null
  /** When it came back, and with which status (RFC 3463). */
  readonly bouncedAt: Instant | null
  readonly bounce: string | null
}

/** `attempt` and `id` name the lease. */
export type LeasedNotice = Notice

export type SendEnd =
  | { readonly kind: 'sent'; readonly reply: string }
  | { readonly kind: 'later'; readonly at: Instant; readonly fault: SendFault; readonly reply: string }
  | { readonly kind: 'failed'; readonly fault: SendFault; readonly reply: string }
  | { readonly kind: 'unclear'; readonly reply: string }

/** Off where null; else from when on, so that nothing that came before is answered. */
export type NoticeSettings = {
  readonly receiptsSince: Instant | null
  /** Only addresses of the register get receipts. */
  readonly registeredOnly: boolean
  readonly remindersSince: Instant | null
}

/** A letter that is to be answered, or was with something still open in it. `since`: when it was read; 0 where it cannot be. */
export type Unanswered = { readonly letter: Sha256; readonly since: Instant }

/** What became of one: silence for a reason, or a letter of ours. `open`: something in it is yet to be decided. */
export type Answer =
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'answered'; readonly notice: NewNotice; readonly isOpen: boolean }

export type BadAddress = { readonly address: string; readonly since: Instant; readonly status: string }

/** `dropped`: failed by the word of a person, and nobody else's matter any more. */
export type NoticeCounts = Readonly<Partial<Record<NoticeState | 'dropped', number>>>

export type NoticeFilter = { readonly kinds?: readonly NoticeKind[]; readonly states?: readonly NoticeState[] }

export type OutboxStore = {
  readonly noticeSettings: () => Promise<NoticeSettings>
  readonly changeNoticeSettings: (settings: NoticeSettings, entry: AuditDraft) => Promise<void>

  /** Those that have waited longest first. */
  readonly lettersToAnswer: (state: 'due' | 'open', limit: number) => Promise<readonly Unanswered[]>
  /** In one transaction; does nothing where the letter has its answer already. */
  readonly recordAnswer: (letter: Sha256, answer: Answer) => Promise<void>
  /** The last word on what was open, null where none is sent; does nothing where it was said. */
  readonly recordSettled: (letter: Sha256, notice: NewNotice | null) => Promise<void>
  /** Also of a letter sent on trial, which counts nowhere. */
  readonly submissionsOf: (letter: Sha256) => Promise<readonly JudgedSubmission[]>
  /** Why a letter got no answer; null where it got one, waits for one, or none was asked for. */
  readonly silenceOf: (letter: Sha256) => Promise<string | null>

  /** Those that are not there yet; returns how many. @param entry null: nobody asked for them. */
  readonly addNotices: (notices: readonly NewNotice[], entry: AuditDraft | null) => Promise<number>
  /** Letters of these kinds about one unit, or to one address, since then. */
  readonly countNotices: (
    about: { readonly unit: UnitId } | { readonly recipient: string },
    kinds: readonly NoticeKind[],
    since: Instant,
  ) => Promise<number>
  /** Newest first. */
  readonly notices: (
    filter: NoticeFilter,
    page: { readonly offset: number; readonly limit: number },
  ) => Promise<readonly Notice[]>
  readonly notice: (id: number) => Promise<Notice | null>
  readonly noticeCounts: () => Promise<NoticeCounts>
  /** The newest reminder of each of these units. */
  readonly lastReminders: (units: readonly UnitId[]) => Promise<readonly Notice[]>

  /**
   * Takes the letter that has been due longest and leases it; null where there is none. One whose lease ended while its end
   * was given to the server is `unclear` from then on, and taken by nobody.
   */
  readonly takeNotice: (now: Instant, leaseMs: number) => Promise<LeasedNotice | null>
  /** For the only process of this store, when it starts: whoever had a letter is dead, and what waits is tried at once. */
  readonly releaseNotices: (now: Instant) => Promise<void>
  /** After a restore, when nobody knows what was sent since: all that waits is unclear, and nothing more is written by itself. */
  readonly holdNotices: () => Promise<void>
  /** The last step before the server has it all: false where another has the letter by now, which must not end then. */
  readonly beginSending: (leased: LeasedNotice, now: Instant, leaseMs: number) => Promise<boolean>
  /** Does nothing where another has the letter, or a person has decided. */
  readonly endSending: (leased: LeasedNotice, end: SendEnd, at: Instant) => Promise<void>
  /** The word of a person on one that is unclear, waits or has failed; false where it does not fit its state. */
  readonly decideNotice: (id: number, as: NoticeDecision, at: Instant, entry: AuditDraft) => Promise<boolean>
  /**
   * Of letters that were sent or given up before then: what they said and what a server said of them. What they were for
   * stays, so that none is written again. Repeatable; returns how many there were, with an entry where there were any.
   */
  readonly forgetWording: (endedBefore: Instant, entry: AuditDraft) => Promise<number>

  /** Marks the address to which that letter of ours went; false where it is none of ours. */
  readonly recordBounce: (messageId: string, status: string, at: Instant) => Promise<boolean>
  readonly badAddresses: () => Promise<readonly BadAddress[]>
  readonly forgetBadAddress: (address: string, entry: AuditDraft) => Promise<void>
}

/** It was sent; it is to be sent again; it is not to be sent. */
export type NoticeDecision = 'sent' | 'again' | 'dropped'
