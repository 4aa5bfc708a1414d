/** Watches one mailbox for as long as the service runs. */
import type { MailSource } from '../mail/mail-source.ts'
import { backOffMs } from '../queue/back-off.ts'
import { pollFaultOf } from './intake.ts'
import type { PollFault, PollPorts } from './ports.ts'
import { type Trouble, takeLetters } from './take-letters.ts'

/** A full look at least so often, whatever the server says about news. */
const LOOK_MS = 60_000

/** A refused password is not tried more often, so that the officer is not locked out. */
const LOGIN_RETRY_MS = 900_000

/** Ends when `signal` aborts. Faults are recorded in words, and the mailbox is opened again after a while. */
export async function poll(ports: PollPorts, source: MailSource, signal: AbortSignal): Promise<void> {
  const trouble: Trouble = new Map()
  let failures = 0
  while (!signal.aborted) {
    try {
      await watch(ports, source, trouble, signal, () => {
        failures = 0
      })
    } catch (error) {
      if (signal.aborted) return
      failures++
      ports.onError(error)
      const fault = pollFaultOf(error)
      await recordFault(ports, fault)
      await ports.wait(pauseMs(fault, failures), signal)
    }
  }
}

async function watch(
  ports: PollPorts,
  source: MailSource,
  trouble: Trouble,
  signal: AbortSignal,
  onGoodLook: () => void,
): Promise<void> {
  const session = await source.open(signal)
  try {
    while (!signal.aborted) {
      const begin = ports.clock()
      await takeLetters({ ports, session, trouble, signal }, source)
      await ports.store.recordPoll(ports.clock(), null)
      ports.tell('looked', { ms: ports.clock() - begin })
      onGoodLook()
      await session.news(LOOK_MS, signal)
    }
  } finally {
    await session.close()
  }
}

async function recordFault({ store, clock, explainFault, onError }: PollPorts, fault: PollFault): Promise<void> {
  try {
    await store.recordPoll(clock(), explainFault(fault))
  } catch (error) {
    // The store itself is away; it is tried again with the next look.
    onError(error)
  }
}

function pauseMs(fault: PollFault, failures: number): number {
  return fault === 'login-refused' ? LOGIN_RETRY_MS : backOffMs(failures)
}
