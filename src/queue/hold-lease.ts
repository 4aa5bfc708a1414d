/** A task that one process at a time does, of however many are ready to do it. */
import type { LeaseName, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { wait } from './wait.ts'

export type LeaseRules = {
  readonly store: Pick<Store, 'holdLease' | 'endLease'>
  readonly clock: Clock
  readonly name: LeaseName
  /** Of this process alone. */
  readonly holder: string
  /** So long after its death another takes over. */
  readonly leaseMs: number
  readonly onError: (error: unknown) => void
}

type Task = (stop: AbortSignal) => Promise<void>

/** Renewals, or looks at the lease of another, in the time of one lease. */
const LOOKS = 3

/**
 * Does `task` while this process has the lease, and waits for the lease while another has it. The task is told to end where
 * the lease is lost, and begins anew with the next. Ends when `signal` aborts and the task has ended; where that fails, its
 * failure is thrown.
 */
export async function whileHolding(rules: LeaseRules, task: Task, signal: AbortSignal): Promise<void> {
  const { store, name, holder, leaseMs, onError } = rules
  while (!signal.aborted) {
    if ((await hold(rules)) === true) {
      try {
        await underLease(rules, task, signal)
      } finally {
        // At once, so that no other has to wait for the end of the time.
        await store.endLease(name, holder).catch(onError)
      }
    }
    await wait(leaseMs / LOOKS, signal)
  }
}

async function underLease(rules: LeaseRules, task: Task, signal: AbortSignal): Promise<void> {
  const { clock, leaseMs } = rules
  const lost = new AbortController()
  const ended = new AbortController()
  const running = task(AbortSignal.any([signal, lost.signal]))
  const end = () => ended.abort()
  // Its failure is thrown below; where it comes while the lease is renewed nobody would have taken it yet, and the process would end.
  void running.then(end, end)
  let heldAt = clock()
  while (!ended.signal.aborted && !lost.signal.aborted) {
    await wait(leaseMs / LOOKS, ended.signal)
    if (ended.signal.aborted) break
    const now = clock()
    const isHeld = await hold(rules)
    if (isHeld === true) heldAt = now
    // Where the store is away nobody else can take the lease before its time is over.
    if (isHeld === false || (isHeld === null && clock() - heldAt >= leaseMs)) lost.abort()
  }
  await running
}

/** Null where the store cannot tell. */
async function hold({ store, clock, name, holder, leaseMs, onError }: LeaseRules): Promise<boolean | null> {
  try {
    return await store.holdLease(name, holder, clock(), leaseMs)
  } catch (error) {
    onError(error)
    return null
  }
}
