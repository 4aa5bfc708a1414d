/** The pool of validation processes: hostile files are judged where a loop or a memory explosion harms nothing else. */
import type { Foundation, Given, Judgement } from '../src/validation/judgement.ts'
import type { DocumentReport } from '../src/validation/report.ts'
import { identifyFile } from './identify-file.ts'
import {
  type ChildAnswer,
  type ChildLimits,
  type ChildOptions,
  startChild,
  type ValidationChild,
} from './validation-child.ts'

export type PoolOptions = ChildOptions & {
  /** Processes at a time; they are started when there is work. */
  readonly size: number
  /** Files judged by one process before a fresh one takes its place. */
  readonly recycleAfter: number
  /** Another program in place of the judge: for tests. */
  readonly worker?: URL
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
   * @throws FileUnreadableError where nothing was read, and Error where the judge failed or its process died twice.
   */
  readonly judge: (document: PoolDocument, given: Given, signal?: AbortSignal) => Promise<TimedJudgement>
  /** Ends all processes; what they are asked then is rejected. */
  readonly close: () => void
}

export class FileUnreadableError extends Error {
  override name = 'FileUnreadableError'
}

export const POOL_LIMITS = {
  /** Some thousand times what a file of 2 MB takes, so that a busy machine makes no verdicts. */
  wallMs: 60_000,
  maxHeapMb: 256,
  /** Twice the heap, for files and buffers. */
  maxRssMb: 512,
  /** Memory that leaks for some reason is given back after so many files; a start costs as much as some 20 of them. */
  recycleAfter: 200,
} as const satisfies ChildLimits & Pick<PoolOptions, 'recycleAfter'>

const WORKER = new URL('validation-worker.ts', import.meta.url)

/** After these the process has gone, or nobody knows what it still holds. */
const ENDS: readonly ChildAnswer['kind'][] = ['limit', 'died', 'failed']

const NO_FOUNDATION: Foundation = { certificates: [], evidence: [], listIssuers: [] }

/** A place for one process, empty where none was started or the last one ended. */
type Place = { child: ValidationChild | null }

export function validationPool(options: PoolOptions): ValidationPool {
  const places: readonly Place[] = Array.from({ length: options.size }, () => ({ child: null }))
  const free = [...places]
  const waiting: ((place: Place) => void)[] = []
  let closed = false

  const takePlace = (): Place | Promise<Place> => free.pop() ?? new Promise((resolve) => waiting.push(resolve))
  const givePlace = (place: Place) => {
    const next = waiting.shift()
    if (next) next(place)
    else free.push(place)
  }

  async function askIn(place: Place, path: string, given: Given, signal?: AbortSignal): Promise<ChildAnswer> {
    if (closed) throw new Error('The validation pool is closed')
    signal?.throwIfAborted()
    place.child ??= startChild(options.worker ?? WORKER, options)
    const child = place.child
    let lives = false
    try {
      const answer = await child.ask(path, given, signal)
      lives = !ENDS.includes(answer.kind) && child.answered() < options.recycleAfter
      return answer
    } finally {
      if (!lives) {
        child.end()
        place.child = null
      }
    }
  }

  return {
    judge: async (document, given, signal) => {
      const place = await takePlace()
      const begin = performance.now()
      try {
        const first = await askIn(place, document.path, given, signal)
        // A death without a known cause may not be the file's doing: it is asked once more, of a fresh process.
        const answer = first.kind === 'died' ? await askIn(place, document.path, given, signal) : first
        return await judgementOf(answer, document, begin)
      } finally {
        givePlace(place)
      }
    },
    close: () => {
      closed = true
      for (const { child } of places) child?.end()
    },
  }
}

async function judgementOf(answer: ChildAnswer, document: PoolDocument, begin: number): Promise<TimedJudgement> {
  switch (answer.kind) {
    case 'judged':
      return { ...answer.judgement, elapsedMs: answer.elapsedMs }
    case 'limit':
    case 'too-large': {
      const report = await limitReport(document)
      return { report, wanted: [], restsOn: NO_FOUNDATION, elapsedMs: performance.now() - begin }
    }
    case 'file-unreadable':
      throw new FileUnreadableError(answer.why)
    case 'failed':
      throw new Error(`The judge failed: ${answer.why}`)
    case 'died':
      throw new Error(`The validation process died twice: ${answer.how}`)
  }
}

async function limitReport({ path }: PoolDocument): Promise<DocumentReport> {
  return { ...(await identifyFile(path)), outcome: 'indeterminate', code: 'resource-limit', notes: [], signatures: [] }
}
