/** The part of the service that writes letters: one process answers and sends, of however many are ready to. */
import { answerLetters } from '../outbox/answer-letters.ts'
import { sendNext } from '../outbox/send-notices.ts'
import type { Ground, Task } from './ground.ts'
import type { Letters } from './open-letters.ts'

/** A verdict is told this long after it is there. */
const LOOK_MS = 5_000

/** More than a server may take for one letter: RFC 5321, 4.5.3.2, has some ten minutes and more for it. */
const LEASE_MS = 20 * 60_000

/** None where nothing is sent. */
export function lettersPart(
  { ports, clock, alone, isAlone }: Ground,
  { sender, ports: own }: Letters,
): readonly Task[] {
  if (sender === null) return []
  const { wait, onError, tell, store } = ports
  const answer: Task = async (stop) => {
    while (!stop.aborted) {
      await answerLetters({ ...own, tell }, stop).catch(onError)
      await wait(LOOK_MS, stop)
    }
  }
  const send: Task = async (stop) => {
    for (let failures = 0; !stop.aborted; ) {
      const round = await sendNext({ store, sender, clock, tell, leaseMs: LEASE_MS }, failures, stop).catch((error) => {
        onError(error)
        return 'nothing-due' as const
      })
      failures = typeof round === 'object' ? failures + 1 : 0
      if (round !== 'tried') await wait(typeof round === 'object' ? round.awayMs : LOOK_MS, stop)
    }
  }
  const write: Task = async (stop) => {
    if (isAlone) await store.releaseNotices(clock())
    await Promise.all([answer(stop), send(stop)])
  }
  return [alone('write', write)]
}
