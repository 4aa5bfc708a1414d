/** The pool of validation processes: hostile files are judged where a loop or a memory explosion harms nothing else. */
import type { Foundation, Given, Judgement } from '../src/validation/judgement.ts'
import type { DocumentReport } from '../src/validation/report.ts'
import { identifyFile } from './identify-file.ts'
import { type ProcessPoolOptions, processPool } from './process-pool.ts'
import type { ChildLimits } from './sealed-child.ts'
import { type ChildAnswer, type ChildOptions, startChild, type ValidationChild } from './validation-child.ts'

export type PoolOptions = ChildOptions &
  Pick<ProcessPoolOptions<ValidationChild>, 'size' | 'recycleAfter'> & {
    /** Another program in place of the judge: for tests. */
    readonly worker?: URL
    /** Told of each process that passed a limit or died. */
    readonly onKilled?: (cause: 'time' | 'memory' | 'died') => void
  }

export type PoolDocument = { readonly path: string }

export type TimedJudgement = Judgement & {
  /** Reading and judging, measured where it is done. */
  readonly elapsedMs: number
}

export type ValidationPool = {
  /**
   * A file that needs too much time or memory is a verdict `resource-limit`.
   *
   * @throws FileUnreadableError where nothing was read, and Error where the judge failed, or its process was held up or died twice.
   */
  readonly judge: (document: PoolDocument, given: Given, signal?: AbortSignal) => Promise<TimedJudgement>
  /** Ends all processes; what they are asked then is rejected. */
  readonly close: () => void
}

export class FileUnreadableError extends Error {
  override name = 'FileUnreadableError'
}

export const POOL_LIMITS = {
  /** Some thousand times what a file of 2 MB takes. */
  processorMs: 60_000,
  /** Thrice as long: a busy machine makes no verdicts, and the job is done again. */
  wallMs: 180_000,
  maxHeapMb: 256,
  /** Twice the heap, for files and buffers. */
  maxRssMb: 512,
  /**
   * Memory that leaks for some reason is given back after so many files. A process takes twice as long for its first two
   * hundred as for the next, so that with its start it costs as much as some 200 more.
   */
  recycleAfter: 1_000,
} as const satisfies ChildLimits & Pick<PoolOptions, 'recycleAfter'>

const WORKER = new URL('validation-worker.ts', import.meta.url)

const NO_FOUNDATION: Foundation = { certificates: [], evidence: [], listIssuers: [] }

export function validationPool(options: PoolOptions): ValidationPool {
  const { size, recycleAfter, worker = WORKER } = options
  const pool = processPool({ size, recycleAfter, start: () => startChild(worker, options) })
  return {
    judge: async (document, given, signal) => {
      let begin = 0
      const answer = await pool.ask((child) => {
        begin = performance.now()
        return child.ask(document.path, given, signal)
      }, signal)
      if (answer.kind === 'limit') options.onKilled?.(answer.limit)
      if (answer.kind === 'died') options.onKilled?.('died')
      return judgementOf(answer, document, begin)
    },
    close: pool.close,
  }
}

async function judgementOf(answer: ChildAnswer, document: PoolDocument, begin: number): Promise<TimedJudgement> {
  switch (answer.kind) {
    case 'judged':
      return { ...answer.judgement, elapsedMs: answer.elapsedMs }
    case 'limit':
    case 'too-large': {
      const report = await limitReport(document)
      return { report, asked: [], wanted: [], restsOn: NO_FOUNDATION, elapsedMs: performance.now() - begin }
    }
    case 'file-unreadable':
      throw new FileUnreadableError(answer.why)
    case 'failed':
      throw new Error(`The judge failed: ${answer.why}`)
    case 'held-up':
      throw new Error(`The validation process was held up for ${answer.ms} ms`)
    case 'died':
      throw new Error(`The validation process died twice: ${answer.how}`)
  }
}

async function limitReport({ path }: PoolDocument): Promise<DocumentReport> {
  return { ...(await identifyFile(path)), outcome: 'indeterminate', code: 'resource-limit', notes: [], signatures: [] }
}
