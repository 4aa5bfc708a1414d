/** The rehearsal that is under way or was the last, for the pages. */
import type { Instant } from '../../lang.ts'
import { explainFault } from '../../report/explain-fault.ts'
import type { Rehearsal, RehearsalState } from '../../web/setup/setup.ts'
import { type RehearsalParts, type Rehearsed, rehearse } from './rehearse.ts'

type Parts = Pick<RehearsalParts, 'ground'> & {
  /** Null where the mailbox is not set yet. */
  readonly account: () => Promise<RehearsalParts['account'] | null>
}

const NOTHING = { letters: 0, lettersWaiting: 0, documents: 0, documentsWaiting: 0, quarantined: 0 }

/** `close` ends one that is under way. */
export function openRehearsal(parts: Parts): Rehearsal & { readonly close: () => Promise<void> } {
  let state: RehearsalState = { kind: 'none' }
  let running: { readonly end: AbortController; readonly done: Promise<void> } | null = null

  const run = async (account: RehearsalParts['account'], readFrom: Instant, signal: AbortSignal): Promise<void> => {
    const { ground } = parts
    let progress = NOTHING
    const onProgress = (now: typeof NOTHING) => {
      progress = now
      state = { kind: 'running', readFrom, progress }
    }
    onProgress(NOTHING)
    const told = await rehearse({ ground, account, readFrom, onProgress }, signal).catch(
      (error: unknown): Rehearsed => {
        ground.log.error('rehearsal-failed', error)
        return { kind: 'failed', sentence: explainFault('internal-error') }
      },
    )
    if (told === null) state = { kind: 'none' }
    else if (told.kind === 'failed') state = { ...told, readFrom }
    else state = { ...told, readFrom, endedAt: ground.clock(), progress }
    running = null
  }

  const end = async () => {
    running?.end.abort()
    await running?.done
    state = { kind: 'none' }
  }

  return {
    state: () => state,
    begin: async (readFrom) => {
      const account = await parts.account()
      if (account === null || running !== null) return false
      const stop = new AbortController()
      running = { end: stop, done: run(account, readFrom, stop.signal) }
      return true
    },
    end,
    close: end,
  }
}
