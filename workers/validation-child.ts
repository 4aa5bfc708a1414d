/** One validation process as the pool sees it: a question, then an answer, a limit that was passed, or its death. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Bytes } from '../src/bytes.ts'
import type { Sha256 } from '../src/lang.ts'
import type { Given } from '../src/validation/judgement.ts'
import { type HeldEvidence, heldEvidence, MAX_HELD_BYTES } from './held-evidence.ts'
import { residentBytes } from './memory.ts'
import type { Answer, Question } from './messages.ts'

export type ChildLimits = {
  /** For one file, with the start of the process where it is the first. */
  readonly wallMs: number
  /** Of the JavaScript heap. Buffers lie outside of it: they fall under `maxRssMb`. */
  readonly maxHeapMb: number
  readonly maxRssMb: number
}

export type ChildOptions = ChildLimits & {
  /** Where a list lies in a file that the process can read itself; null, or absent: it is sent. */
  readonly listPath?: ListPath
}

export type ListPath = (sha256: Sha256) => string | null

export type ChildAnswer =
  | Exclude<Answer, { readonly kind: 'lists-changed' }>
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

export function startChild(worker: URL, { listPath = () => null, ...limits }: ChildOptions): ValidationChild {
  const child = fork(worker, {
    // Without the environment: passwords of the mailbox may stand there.
    env: {},
    // May read files; may not write any, start processes or load native code.
    execArgv: [`--max-old-space-size=${limits.maxHeapMb}`, '--permission', '--allow-fs-read=*'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const lastWords = keepLastWords(child)
  const held: Held = { certificates: new Set(), evidence: heldEvidence(MAX_HELD_BYTES) }
  let answered = 0
  const askWith = (path: string, given: Given, from: ListPath, signal: AbortSignal | undefined) =>
    askOnce(child, questionOf(path, given, held, from), limits, lastWords, signal)
  return {
    answered: () => answered,
    ask: async (path, given, signal) => {
      let answer = await askWith(path, given, listPath, signal)
      if (answer.kind === 'lists-changed') {
        for (const list of answer.lists) held.evidence.lose(list)
        answer = await askWith(path, given, () => null, signal)
      }
      if (answer.kind === 'lists-changed') throw new Error('A list that was sent is said to be in a file')
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

/** What the process was sent and still holds. */
type Held = { readonly certificates: Set<Sha256>; readonly evidence: HeldEvidence }

function questionOf(path: string, given: Given, held: Held, listPath: ListPath): Question {
  const { at, receivedAt, policy, trust, evidence } = given
  const { certificateLists, ocspResponses, heldSince } = evidence
  const certificates = [...trust.anchors.map(({ certificate }) => certificate), ...trust.intermediates]
  const { missing, forgotten } = held.evidence.take([...certificateLists, ...ocspResponses])
  const isMissing = new Set(missing.map(({ sha256 }) => sha256))
  const newLists = certificateLists.filter(({ sha256 }) => isMissing.has(sha256))
  const newResponses = ocspResponses.filter(({ sha256 }) => isMissing.has(sha256))
  const hashes = { certificateLists: hashesOf(certificateLists), ocspResponses: hashesOf(ocspResponses) }
  const named = new Set([...hashes.certificateLists, ...hashes.ocspResponses])
  return {
    path,
    at,
    receivedAt,
    policy,
    anchors: trust.anchors.map((anchor) => ({ ...anchor, certificate: anchor.certificate.sha256 })),
    intermediates: hashesOf(trust.intermediates),
    ...hashes,
    heldSince: new Map([...heldSince].filter(([sha256]) => named.has(sha256))),
    forgotten,
    newCertificates: unsent(certificates, held.certificates),
    newLists: newLists.map(({ sha256, der }) => {
      const file = listPath(sha256)
      return file === null ? der : { path: file, sha256 }
    }),
    newResponses: newResponses.map(({ der }) => der),
  }
}

function unsent(items: readonly { readonly sha256: Sha256; readonly der: Bytes }[], sent: Set<Sha256>) {
  return items.flatMap(({ sha256, der }) => {
    if (sent.has(sha256)) return []
    sent.add(sha256)
    return [der]
  })
}

const hashesOf = (items: readonly { readonly sha256: Sha256 }[]): readonly Sha256[] => items.map(({ sha256 }) => sha256)

function askOnce(
  child: ChildProcess,
  question: Question,
  { wallMs, maxRssMb }: ChildLimits,
  lastWords: () => string,
  signal: AbortSignal | undefined,
): Promise<Answer | ChildAnswer> {
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
