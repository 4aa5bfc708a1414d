/** Watches the folders of one account, over one connection, for as long as the service runs. */
import { type ClockWatch, openClockWatch } from '../mail/clock-watch.ts'
import {
  FILES,
  type ListedLetter,
  type MailFolder,
  type MailSession,
  type MailSource,
  MailSourceError,
  NO_UID_VALIDITY,
} from '../mail/mail-source.ts'
import { backOffMs } from '../queue/back-off.ts'
import { pollFaultOf } from './intake.ts'
import { noteEvent } from './note-event.ts'
import type { PollFault, PollPorts } from './ports.ts'
import { type Trouble, takeLetters } from './take-letters.ts'

export type PollTimes = {
  /** A look at least so often, whatever the server says about news. */
  readonly lookMs: number
}

/** Half a minute, so that a server that froze is noticed in a whole one. */
const TIMES: PollTimes = { lookMs: 30_000 }

/** A refused password is not tried more often, so that the officer is not locked out. */
const LOGIN_RETRY_MS = 900_000

/** The least pause after a server has asked for less. Its limits count connections in a minute. */
const THROTTLED_MS = 60_000

/** What only the owner of the mailbox, or whoever runs its server or ours, can end. */
const NEEDS_PERSON: ReadonlySet<PollFault> = new Set([
  ...(['login-refused', 'token-refused', 'certificate-expired', 'certificate-refused'] as const),
  ...(['mailbox-missing', 'folder-missing', 'disk-full'] as const),
])

/** How often everything that lies there is compared with the ledger, beside the first look of each connection. */
const COMPARE_MS = 24 * 3_600_000

type Polling = {
  readonly ports: PollPorts
  readonly source: MailSource
  readonly trouble: Trouble
  readonly signal: AbortSignal
  readonly times: PollTimes
  /** In a row; of the store and of our own they end with a whole look, of the mail server with a good search. */
  failures: number
  lastFault: PollFault | null
  /** When each folder is to be compared next, and its letters that could not be fetched are tried again. */
  readonly compareAt: Map<string, number>
  readonly clocks: Map<string, ClockWatch>
}

/** Ends when `signal` aborts. Faults are recorded in words, and the mailbox is opened again after a while. */
export async function poll(
  ports: PollPorts,
  source: MailSource,
  signal: AbortSignal,
  times: PollTimes = TIMES,
): Promise<void> {
  const start = { trouble: new Map(), failures: 0, lastFault: null, compareAt: new Map(), clocks: new Map() }
  const polling: Polling = { ports, source, signal, times, ...start }
  while (!signal.aborted) {
    try {
      await watch(polling)
    } catch (error) {
      if (signal.aborted) return
      const fault = pollFaultOf(error)
      polling.failures++
      polling.lastFault = fault
      ports.onError(error)
      for (const folder of source.folders) await recordFault(polling, folder, fault)
      await ports.wait(pauseMs(fault, polling.failures, ports.random()), signal)
    }
  }
}

async function watch(polling: Polling): Promise<void> {
  const { ports, source, signal, times } = polling
  const session = await source.open(signal)
  const isSeen = new Set<string>()
  /** The first comes last: of the folder that is open, the server tells what is new. */
  const [first, ...others] = source.folders
  let incomplete = 0
  try {
    while (!signal.aborted) {
      let left = 0
      const begin = ports.clock()
      for (const name of [...others, first]) left += await lookInto(polling, session, name, isSeen)
      ports.tell('looked', { ms: ports.clock() - begin })
      incomplete = left === 0 ? 0 : incomplete + 1
      await session.news(left === 0 ? times.lookMs : Math.min(times.lookMs, backOffMs(incomplete)), signal)
    }
  } finally {
    await session.close()
  }
}

/** A folder that is not there holds up no other. */
async function lookInto(polling: Polling, session: MailSession, name: string, seen: Set<string>): Promise<number> {
  try {
    const folder = await session.folder(name)
    const left = await lookAt(polling, folder, !seen.has(name))
    seen.add(name)
    return left
  } catch (error) {
    if (!(error instanceof MailSourceError) || error.fault !== 'mailbox-missing') throw error
    polling.ports.onError(error)
    await recordFault(polling, name, error.fault)
    return 0
  }
}

async function lookAt(polling: Polling, folder: MailFolder, isFirst: boolean): Promise<number> {
  const { ports, trouble, signal, compareAt } = polling
  const { place } = folder
  const now = ports.clock()
  const isDue = now >= (compareAt.get(place.folder) ?? 0)
  if (isDue) {
    // Once, also where this look breaks off: what breaks it may be one of the letters that are tried again.
    compareAt.set(place.folder, now + COMPARE_MS)
    await ports.store.forgetUnfetched(place)
    if (place.uidValidity === NO_UID_VALIDITY) await noteEvent(ports, place, 'unnumbered', 0)
  }
  const onSearched = () => {
    if (polling.lastFault !== 'internal-error') polling.failures = 0
  }
  const clock = clockOf(polling, place.folder)
  clock.search(now)
  const onListed = (letters: readonly ListedLetter[]) => clock.list(letters, ports.clock())
  const isWhole = isFirst || isDue
  const left = await takeLetters({ ports, folder, trouble, isWhole, onSearched, onListed, signal })
  await ports.store.recordLook(place, left, ports.clock())
  const aheadMs = clock.ahead()
  // The times of files are no clock.
  if (aheadMs !== null && place.uidValidity !== FILES) await ports.store.recordClock(place, aheadMs)
  polling.failures = 0
  return left
}

function clockOf({ clocks }: Polling, folder: string): ClockWatch {
  const clock = clocks.get(folder) ?? openClockWatch()
  clocks.set(folder, clock)
  return clock
}

async function recordFault({ ports, source }: Polling, folder: string, fault: PollFault): Promise<void> {
  const { store, explainFault, onError } = ports
  try {
    await store.recordFault({ account: source.account, folder }, explainFault(fault), NEEDS_PERSON.has(fault))
  } catch (error) {
    // The store itself is away; it is tried again with the next look.
    onError(error)
  }
}

/** @param random from 0 up to 1: many who lost one server at once do not come back at once. */
function pauseMs(fault: PollFault, failures: number, random: number): number {
  if (fault === 'login-refused' || fault === 'token-refused') return LOGIN_RETRY_MS
  const pause = Math.min(backOffMs(failures) * (1 + random / 2), backOffMs(Number.POSITIVE_INFINITY))
  return fault === 'throttled' ? Math.max(pause, THROTTLED_MS) : pause
}
