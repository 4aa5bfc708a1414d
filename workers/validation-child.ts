/** One validation process as the pool sees it: a question, then an answer, a limit that was passed, or its death. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Bytes } from '../src/bytes.ts'
import type { Sha256 } from '../src/lang.ts'
import type { Given } from '../src/validation/judgement.ts'
import { residentBytes } from './memory.ts'
import type { Answer, Question } from './messages.ts'

export type ChildLimits = {
  /** For one file, with the start of the process where it is the first. */
  readonly wallMs: number
  /** Of the JavaScript heap. Buffers lie outside of it: they fall under `maxRssMb`. */
  readonly maxHeapMb: number
  readonly maxRssMb: number
}

export type ChildAnswer =
  | Answer
  | { readonly kind: 'limit'; readonly limit: 'time' | 'memory' }
  | { readonly kind: 'died'; readonly how: string }

export type ValidationChild = {
  /** Questions answered. */
  readonly answered: () => number
  /** One at a time. After `limit` and `died`, and after `signal` aborted (then it rejects), the process is gone. */
  readonly ask: (path: string, given: Given, signal?: AbortSignal) => Promise<ChildAnswer>
  readonly end: () => void
}

/** Between two looks at its memory: a process can fill some 200 MB in that time. */
const MEMORY_LOOK_MS = 100

/** Of what a dying process wrote: enough for the message and the first lines of a stack. */
const LAST_WORDS = 2_000

export function startChild(worker: URL, limits: ChildLimits): ValidationChild {
  const child = fork(worker, {
    // Without the environment: passwords of the mailbox may stand there.
    env: {},
    // May read files; may not write any, start processes or load native code.
    execArgv: [`--max-old-space-size=${limits.maxHeapMb}`, '--permission', '--allow-fs-read=*'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const lastWords = keepLastWords(child)
  const sent = new Set<Sha256>()
  let answered = 0
  return {
    answered: () => answered,
    ask: async (path, given, signal) => {
      const answer = await askOnce(child, questionOf(path, given, sent), limits, lastWords, signal)
      answered++
      return answer
    },
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

function questionOf(path: string, { at, receivedAt, trust, evidence }: Given, sent: Set<Sha256>): Question {
  const unsent = (items: readonly { readonly sha256: Sha256; readonly der: Bytes }[]): readonly Bytes[] =>
    items.flatMap(({ sha256, der }) => {
      if (sent.has(sha256)) return []
      sent.add(sha256)
      return [der]
    })
  const { anchors, intermediates } = trust
  const { certificateLists } = evidence
  return {
    path,
    at,
    receivedAt,
    anchors: hashes(anchors),
    intermediates: hashes(intermediates),
    certificateLists: hashes(certificateLists),
    newCertificates: unsent([...anchors, ...intermediates]),
    newLists: unsent(certificateLists),
  }
}

const hashes = (items: readonly { readonly sha256: Sha256 }[]): readonly Sha256[] => items.map(({ sha256 }) => sha256)

function askOnce(
  child: ChildProcess,
  question: Question,
  { wallMs, maxRssMb }: ChildLimits,
  lastWords: () => string,
  signal: AbortSignal | undefined,
): Promise<ChildAnswer> {
  return new Promise((resolve, reject) => {
    let passed: 'time' | 'memory' | null = null
    const kill = (limit: 'time' | 'memory') => {
      passed ??= limit
      child.kill('SIGKILL')
    }
    const wall = setTimeout(() => kill('time'), wallMs)
    const memory = setInterval(async () => {
      const bytes = child.pid === undefined ? null : await residentBytes(child.pid)
      if (bytes !== null && bytes > maxRssMb * 1024 * 1024) kill('memory')
    }, MEMORY_LOOK_MS)
    const abandon = () => void child.kill('SIGKILL')
    const settle = () => {
      clearTimeout(wall)
      clearInterval(memory)
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
      // V8 aborts the process where the heap is full.
      const limit = passed ?? (ended === 'SIGABRT' ? 'memory' : null)
      resolve(limit ? { kind: 'limit', limit } : { kind: 'died', how: `${ended ?? code} ${lastWords()}`.trim() })
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
