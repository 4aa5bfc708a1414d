/** Sends what waits in the outbox: each letter once as far as anybody can know, and for a day where the server is away. */
import type { Instant } from '../lang.ts'
import { backOffMs } from '../queue/back-off.ts'
import type { LeasedNotice, OutboxStore, SendEnd } from '../store/outbox-store.ts'
import type { Clock } from '../system.ts'
import type { LetterSender, SendResult } from './letter-sender.ts'

export type SendPorts = {
  readonly store: Pick<OutboxStore, 'takeNotice' | 'beginSending' | 'endSending'>
  readonly sender: LetterSender
  readonly clock: Clock
  readonly tell: (event: string, facts?: Readonly<Record<string, string | number>>) => void
  /** Longer than `sender` takes for one letter. */
  readonly leaseMs: number
}

/** So that the log of a server that holds a letter back (greylisting, a full mailbox) is not filled, and the letter is in time. */
const RETRY = { firstMs: 60_000, longestMs: 3_600_000, forMs: 24 * 3_600_000 } as const

/** Servers that take no letters are asked again within minutes. */
const LOGIN_RETRY_MS = 900_000

export type Round = 'nothing-due' | 'tried' | { readonly awayMs: number }

/**
 * Takes the letter that is due first and tries it. What a crash leaves behind: before `beginSending` is noted the letter is
 * tried again, as the server has no whole letter; behind it nobody knows, and a person decides.
 *
 * @param failures rounds in a row in which the server took no letter.
 */
export async function sendNext(ports: SendPorts, failures: number, signal: AbortSignal): Promise<Round> {
  const { store, sender, clock, tell, leaseMs } = ports
  const leased = await store.takeNotice(clock(), leaseMs)
  if (leased === null) return 'nothing-due'
  const beforeEnd = () => store.beginSending(leased, clock(), leaseMs)
  const result = await sender.send(leased, beforeEnd, signal)
  const end = endOf(result, leased, clock(), failures)
  // Called off where another has it: then there is nothing to be noted, and nothing is.
  await store.endSending(leased, end, clock())
  tell('letter-out', { kind: leased.kind, end: end.kind, ...('fault' in end ? { why: end.fault } : {}) })
  return result.kind === 'away' ? { awayMs: pauseMs(result, failures) } : 'tried'
}

function endOf(result: SendResult, leased: LeasedNotice, now: Instant, failures: number): SendEnd {
  switch (result.kind) {
    case 'sent':
    case 'unclear':
      return result
    case 'refused':
      return { kind: 'failed', fault: 'refused', reply: result.reply }
    case 'later':
      return againOrGivenUp(leased, now, { fault: 'busy', reply: result.reply }, retryMs(leased.attempt))
    case 'away':
      return againOrGivenUp(leased, now, result, pauseMs(result, failures))
    case 'called-off':
      return { kind: 'later', at: now, fault: leased.fault ?? 'internal-error', reply: leased.reply ?? '' }
  }
}

function againOrGivenUp(
  { since }: LeasedNotice,
  now: Instant,
  { fault, reply }: Pick<Extract<SendEnd, { kind: 'later' }>, 'fault' | 'reply'>,
  pause: number,
): SendEnd {
  if (now - since >= RETRY.forMs) return { kind: 'failed', fault: 'too-late', reply }
  return { kind: 'later', at: (now + pause) as Instant, fault, reply }
}

const retryMs = (attempt: number) => Math.min(RETRY.firstMs * 2 ** (attempt - 1), RETRY.longestMs)

const pauseMs = ({ fault }: Extract<SendResult, { kind: 'away' }>, failures: number): number =>
  fault === 'login-refused' ? LOGIN_RETRY_MS : backOffMs(failures + 1)
