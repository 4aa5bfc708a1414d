/** One sealed process as its pool sees it: a question, then an answer, a limit that was passed, or its death. */
import { type ChildProcess, fork, type Serializable } from 'node:child_process'
import { processorMs, residentBytes } from './process-use.ts'

export type ChildLimits = {
  /**
   * Of the processor, for one question: a machine that has much else to do makes no answer of it. By the clock where the
   * system does not tell it.
   */
  readonly processorMs: number
  /** By the clock, however little of the processor it had: whoever passes this was held up. */
  readonly wallMs: number
  /** Of the JavaScript heap. Buffers lie outside of it: they fall under `maxRssMb`. */
  readonly maxHeapMb: number
  readonly maxRssMb: number
}

export type Seal = ChildLimits & {
  /** All of its environment. Ours stays here: passwords of the mailbox may stand there. */
  readonly environment?: Readonly<Record<string, string>>
  /** Whether it may load native code, which the permissions do not bind. */
  readonly nativeCode?: boolean
}

/** Why there is no answer. */
export type LostAnswer =
  | { readonly kind: 'limit'; readonly limit: 'time' | 'memory' }
  /** By a machine with much else to do, which says nothing of the question: it may be asked another time. */
  | { readonly kind: 'held-up'; readonly ms: number }
  | { readonly kind: 'died'; readonly how: string }

export type SealedChild<Question extends Serializable, Answer> = {
  /** One at a time. Without an answer, and after `signal` aborted (then it rejects), the process is gone. */
  readonly ask: (question: Question, signal?: AbortSignal) => Promise<Answer | LostAnswer>
  readonly end: () => void
}

/** Between two looks at what it uses: a process can fill some 200 MB in that time. */
const LOOK_MS = 100

/** Of what a dying process wrote: enough for the message and the first lines of a stack. */
const LAST_WORDS = 2_000

export function startSealedChild<Question extends Serializable, Answer>(
  worker: URL,
  { environment = {}, nativeCode = false, ...limits }: Seal,
): SealedChild<Question, Answer> {
  const child = fork(worker, {
    env: environment,
    // May read files; may not write any, start processes or, unless it is let, load native code.
    execArgv: [
      `--max-old-space-size=${limits.maxHeapMb}`,
      // With a limit alone V8 begins with a small heap and collects all of it every few files, half of the time.
      `--initial-old-space-size=${Math.ceil(limits.maxHeapMb / 2)}`,
      '--permission',
      '--allow-fs-read=*',
      ...(nativeCode ? ['--allow-addons', '--disable-warning=PERM0001'] : []),
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const lastWords = keepLastWords(child)
  return {
    ask: (question, signal) => askOnce(child, question, limits, lastWords, signal),
    end: () => void child.kill('SIGKILL'),
  }
}

function keepLastWords(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS)
  })
  return () => words
}

function askOnce<Answer>(
  child: ChildProcess,
  question: Serializable,
  limits: ChildLimits,
  lastWords: () => string,
  signal: AbortSignal | undefined,
): Promise<Answer | LostAnswer> {
  return new Promise((resolve, reject) => {
    let passed: 'time' | 'memory' | null = null
    let isOver = false
    const kill = (limit: 'time' | 'memory') => {
      if (isOver) return
      passed ??= limit
      child.kill('SIGKILL')
    }
    const abandon = () => void child.kill('SIGKILL')
    let isHeldUp = false
    const wall = setTimeout(() => {
      isHeldUp = passed === null
      abandon()
    }, limits.wallMs)
    const begin = performance.now()
    let before: number | null = null
    const looks = setInterval(async () => {
      if (child.pid === undefined) return
      const bytes = await residentBytes(child.pid)
      if (bytes !== null && bytes > limits.maxRssMb * 1024 * 1024) kill('memory')
      const used = await processorMs(child.pid)
      before ??= used
      const hasGone = used === null && before !== null
      // Where the system tells no time of the processor it is that of the clock.
      if (!hasGone && (used ?? performance.now()) - (before ?? begin) > limits.processorMs) kill('time')
    }, LOOK_MS)
    const settle = () => {
      isOver = true
      clearTimeout(wall)
      clearInterval(looks)
      signal?.removeEventListener('abort', abandon)
      child.off('message', onMessage).off('close', onClose).off('error', onError)
    }
    const onMessage = (answer: Answer) => {
      settle()
      resolve(answer)
    }
    const onClose = (code: number | null, ended: NodeJS.Signals | null) => {
      settle()
      if (signal?.aborted) return reject(signal.reason)
      if (isHeldUp) return resolve({ kind: 'held-up', ms: limits.wallMs })
      // V8 aborts the process where the heap is full.
      const limit = passed ?? (ended === 'SIGABRT' ? 'memory' : null)
      const how = `${ended ?? code} ${lastWords()}`.trim()
      resolve(limit ? { kind: 'limit', limit } : { kind: 'died', how })
    }
    const onError = (error: Error) => {
      settle()
      child.kill('SIGKILL')
      resolve({ kind: 'died', how: error.message })
    }
    child.on('message', onMessage).on('close', onClose).on('error', onError)
    signal?.addEventListener('abort', abandon)
    if (signal?.aborted) abandon()
    // Where it died unnoticed before, `close` has been told already: the channel says so.
    if (child.connected) child.send(question, (error) => error && onError(error))
    else onError(new Error(`ended before it was asked: ${child.signalCode ?? child.exitCode} ${lastWords()}`))
  })
}
