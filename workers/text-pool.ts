/** The processes that read which document a file is: whatever a file does to them, the answer is at worst that nothing was read. */
import type { IdentityReading } from '../src/identity/identity.ts'
import { type ProcessPoolOptions, processPool } from './process-pool.ts'
import { type ChildLimits, type SealedChild, startSealedChild } from './sealed-child.ts'
import { checkTextAnswer, type TextQuestion } from './text-messages.ts'

export type TextPool = {
  /** Rejects only where `signal` aborts, the pool was closed, or the process was held up: then it may go well another time. */
  readonly read: (document: TextQuestion, signal?: AbortSignal) => Promise<IdentityReading>
  readonly close: () => void
}

export type TextPoolOptions = ChildLimits &
  Pick<ProcessPoolOptions<TextChild>, 'size' | 'recycleAfter'> & {
    /** Told of faults of ours; the document is read all the same as far as it can be, which is not at all. */
    readonly onFault: (why: string) => void
    /** Another program in place of the one that reads: for tests. */
    readonly worker?: URL
  }

export const TEXT_LIMITS = {
  /** Twenty times what four pages of the slowest document seen take, start of the process included. */
  processorMs: 15_000,
  /** Four times as long. What is not read may be counted beside its copy: a busy machine does the job again. */
  wallMs: 60_000,
  maxHeapMb: 256,
  /** Two copies of a file of 64 MB, and what pdf.js and our own reader keep of it. */
  maxRssMb: 512,
  /**
   * Memory that leaks for some reason is given back after so many files. A process takes twice as long for its first two
   * hundred as for the next, so that with its start it costs as much as some 200 more.
   */
  recycleAfter: 1_000,
} as const satisfies Omit<TextPoolOptions, 'size' | 'onFault'>

type TextChild = SealedChild<TextQuestion, unknown>

const WORKER = new URL('text-worker.ts', import.meta.url)

export function textPool({ size, recycleAfter, onFault, worker = WORKER, ...limits }: TextPoolOptions): TextPool {
  const pool = processPool<TextChild>({ size, recycleAfter, start: () => startSealedChild(worker, limits) })
  return {
    read: async ({ path, sha256 }, signal) => {
      const answer = await pool.ask(async (child) => checkTextAnswer(await child.ask({ path, sha256 }, signal)), signal)
      switch (answer.kind) {
        case 'limit':
          return { kind: 'unread', why: 'limit' }
        case 'held-up':
          throw new Error(`The text process was held up for ${answer.ms} ms`)
        case 'failed':
        case 'died':
          onFault(answer.kind === 'failed' ? answer.why : answer.how)
          return { kind: 'unread', why: 'failed' }
        case 'read':
        case 'unread':
          return answer
      }
    },
    close: pool.close,
  }
}
