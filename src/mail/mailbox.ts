/** A folder that is read: how that stands, and what happened to it. */
import type { Instant } from '../lang.ts'
import { CLOCK_TOLERANCE_MS } from './clock-watch.ts'

export type MailboxName = { readonly account: string; readonly folder: string }

/** Of letters that lie in a folder of this machine, nobody's account, and of those that the program made itself. */
export const FOLDER_ACCOUNT = 'folder'
export const PRACTICE_ACCOUNT = 'practice'

export type Mailbox = MailboxName & {
  /** When letters were last looked for without a fault; null before the first time. */
  readonly lookedAt: Instant | null
  /** Sentence of the failure since then. */
  readonly fault: string | null
  /** It will not pass by itself. */
  readonly faultNeedsPerson: boolean
  /** Letters that are listed and not taken yet. */
  readonly waiting: number
  /** When password, secret or consent end, as the operator or the server has said; null: nobody has. */
  readonly loginEndsAt: Instant | null
  /** By so much the clock of the server is ahead of ours, at least; null: no letter has told yet. */
  readonly clockAheadMs: number | null
}

/** To consent anew the owner of the mailbox is needed, and may be away for a week. */
export const LOGIN_NOTICE_MS = 14 * 86_400_000

export function isLoginEnding({ loginEndsAt }: Pick<Mailbox, 'loginEndsAt'>, now: Instant): boolean {
  return loginEndsAt !== null && loginEndsAt - now <= LOGIN_NOTICE_MS
}

export function isClockOff({ clockAheadMs }: Pick<Mailbox, 'clockAheadMs'>): boolean {
  return clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCK_TOLERANCE_MS
}

/** What the configuration says of a mailbox. */
export type WatchedMailbox = MailboxName & { readonly loginEndsAt?: Instant | null }

export type MailboxEvent = MailboxName & {
  readonly at: Instant
  readonly kind: MailboxEventKind
  /** How many it concerns. */
  readonly letters: number
}

export type MailboxEventKind =
  /** Its server numbers all letters anew (UIDVALIDITY); so many were found again without reading them. */
  | 'renumbered'
  /** Its server gives letters no lasting numbers, so that each look has to compare all of them. */
  | 'unnumbered'
  /** Letters were deleted or moved away. */
  | 'gone'
  /** Letters that could not be had in several tries. */
  | 'unfetchable'

export type MailboxStanding = 'new' | 'good' | 'late' | 'stopped'

/** Looks come each half minute: several are missing. */
const LATE_MS = 3 * 60_000
/** No outage that passes by itself: somebody has to look. */
export const STOPPED_MS = 15 * 60_000

export function mailboxStanding(
  { lookedAt, fault }: Pick<Mailbox, 'lookedAt' | 'fault'>,
  now: Instant,
): MailboxStanding {
  if (lookedAt === null) return fault === null ? 'new' : 'stopped'
  const age = now - lookedAt
  if (age >= STOPPED_MS) return 'stopped'
  return age >= LATE_MS || fault !== null ? 'late' : 'good'
}

const STANDINGS: readonly MailboxStanding[] = ['good', 'new', 'late', 'stopped']

/** Of several mailboxes the worst, and the oldest look; null where there is none. */
export function worstStanding(
  mailboxes: readonly Mailbox[],
  now: Instant,
): { readonly standing: MailboxStanding; readonly lookedAt: Instant | null } | null {
  if (mailboxes.length === 0) return null
  const ranks = mailboxes.map((mailbox) => STANDINGS.indexOf(mailboxStanding(mailbox, now)))
  const times = mailboxes.map(({ lookedAt }) => lookedAt ?? 0)
  const oldest = Math.min(...times)
  return {
    standing: STANDINGS[Math.max(...ranks)] ?? 'stopped',
    lookedAt: oldest === 0 ? null : (oldest as Instant),
  }
}
