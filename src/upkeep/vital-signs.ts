/** How the system is: what was looked up about each of its parts, and what that means. */
import type { Instant } from '../lang.ts'
import {
  isClockOff,
  isLoginEnding,
  type Mailbox,
  type MailboxStanding,
  STOPPED_MS,
  worstStanding,
} from '../mail/mailbox.ts'
import type { AlertName } from '../store/upkeep-store.ts'

export type VitalSigns = {
  readonly at: Instant
  /** Those that are watched. */
  readonly mailboxes: readonly Mailbox[]
  /** `oldestMs`: for how long the first of the jobs that are due has been waiting, at least. */
  readonly queue: { readonly due: number; readonly oldestMs: number; readonly dead: number }
  /** `since`: of those that nobody has set aside; null where none is left. */
  readonly quarantine: { readonly letters: number; readonly since: Instant | null }
  /** Of the newest lists of each authority: how many are held, and how many should have been followed by another. */
  readonly lists: { readonly held: number; readonly expired: number }
  /** Of ours: how many could not be sent, and of how many nobody knows whether they were; null where none is sent. */
  readonly letters: { readonly failed: number; readonly unclear: number } | null
  /** Null where none is asked for. */
  readonly backup: { readonly lastAt: Instant | null; readonly since: Instant; readonly isFailing: boolean } | null
  readonly disk: { readonly free: number; readonly total: number; readonly demanded: number }
  readonly tally: { readonly checkedAt: Instant | null; readonly differs: boolean; readonly isFailing: boolean }
  readonly files: { readonly checkedAt: Instant | null; readonly damaged: number; readonly isFailing: boolean }
}

export type Part = Exclude<keyof VitalSigns, 'at'>

/** Late comes before down; new is what has not happened yet. */
export type Condition = 'new' | 'good' | 'late' | 'down' | 'paused'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** When each becomes an alert (operations.md, section 9), and when it is late. */
const LIMITS = {
  queue: { late: 2 * MINUTE, down: 10 * MINUTE },
  quarantine: 24 * HOUR,
  backup: { late: 25 * HOUR, down: 26 * HOUR },
  /** Of the disk. */
  freePart: 0.1,
  /** A check each night, and a night that may be missed. */
  check: 50 * HOUR,
} as const

/** No room for the largest letter that is fetched. */
const FULL_BYTES = 50 * 1024 * 1024

/** Asked of the disk itself: where it is full, the rows cannot tell. */
export function isFull({ free, demanded }: Omit<VitalSigns['disk'], 'total'>): boolean {
  return free < Math.max(demanded, FULL_BYTES)
}

export function conditionsOf(signs: VitalSigns): Readonly<Record<Part, Condition>> {
  const { at, queue, quarantine, lists, letters, disk, tally, files } = signs
  return {
    mailboxes: OF_STANDING[worstStanding(signs.mailboxes, at)?.standing ?? 'new'],
    queue: byAge(queue.oldestMs, LIMITS.queue),
    quarantine: quarantine.since === null ? 'good' : at - quarantine.since > LIMITS.quarantine ? 'down' : 'late',
    lists: lists.held === 0 ? 'new' : lists.expired > 0 ? 'down' : 'good',
    letters: letters === null ? 'paused' : letters.failed + letters.unclear > 0 ? 'down' : 'good',
    backup: backupCondition(signs),
    disk: isFull(disk) ? 'down' : disk.free < disk.total * LIMITS.freePart ? 'late' : 'good',
    tally: checkCondition(tally.checkedAt, tally.differs, tally.isFailing, at),
    files: checkCondition(files.checkedAt, files.damaged > 0, files.isFailing, at),
  }
}

const OF_STANDING = {
  new: 'new',
  good: 'good',
  late: 'late',
  stopped: 'down',
} as const satisfies Record<MailboxStanding, Condition>

function backupCondition({ at, backup }: VitalSigns): Condition {
  if (backup === null) return 'paused'
  const condition = byAge(at - (backup.lastAt ?? backup.since), LIMITS.backup)
  if (condition !== 'good') return condition
  return backup.isFailing ? 'late' : backup.lastAt === null ? 'new' : 'good'
}

const byAge = (ageMs: number, limits: { readonly late: number; readonly down: number }): Condition =>
  ageMs > limits.down ? 'down' : ageMs > limits.late ? 'late' : 'good'

function checkCondition(checkedAt: Instant | null, isBad: boolean, isFailing: boolean, at: Instant): Condition {
  if (isBad) return 'down'
  if (isFailing || (checkedAt !== null && at - checkedAt > LIMITS.check)) return 'late'
  return checkedAt === null ? 'new' : 'good'
}

/** What somebody must be told. A mailbox that was never read is told as one that fell silent, none at all likewise. */
export function alertsOf(signs: VitalSigns, runningSince: Instant): readonly AlertName[] {
  const { at, mailboxes, disk } = signs
  const conditions = conditionsOf(signs)
  const lastLooks = mailboxes.length === 0 ? [runningSince] : mailboxes.map(({ lookedAt }) => lookedAt ?? runningSince)
  const active: Readonly<Record<AlertName, boolean>> = {
    'mailbox-silent': at - Math.min(...lastLooks) >= STOPPED_MS,
    'mailbox-refused': mailboxes.some(({ fault, faultNeedsPerson }) => fault !== null && faultNeedsPerson),
    'login-ending': mailboxes.some((mailbox) => isLoginEnding(mailbox, at)),
    'clock-off': mailboxes.some(isClockOff),
    'queue-old': conditions.queue === 'down',
    'quarantine-old': conditions.quarantine === 'down',
    'list-expired': conditions.lists === 'down',
    'letters-stuck': conditions.letters === 'down',
    'backup-old': conditions.backup === 'down',
    'disk-low': disk.free < disk.total * LIMITS.freePart,
    'tally-mismatch': conditions.tally === 'down',
    'file-damaged': conditions.files === 'down',
  }
  return (Object.keys(active) as AlertName[]).filter((name) => active[name])
}
