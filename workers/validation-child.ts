/** One validation process as the pool sees it: it is sent what it lacks, and keeps it for the next question. */
import type { Bytes } from '../src/bytes.ts'
import type { Sha256 } from '../src/lang.ts'
import { certificatesOf, type Given } from '../src/validation/judgement.ts'
import { type HeldEvidence, heldEvidence, MAX_HELD_BYTES } from './held-evidence.ts'
import type { Answer, Question } from './messages.ts'
import { type ChildLimits, type LostAnswer, startSealedChild } from './sealed-child.ts'

export type ChildOptions = ChildLimits & {
  /** Where a list lies in a file that the process can read itself; null, or absent: it is sent. */
  readonly listPath?: ListPath
}

export type ListPath = (sha256: Sha256) => string | null

export type ChildAnswer = Exclude<Answer, { readonly kind: 'lists-changed' }> | LostAnswer

export type ValidationChild = {
  /** One at a time. Without an answer, and after `signal` aborted (then it rejects), the process is gone. */
  readonly ask: (path: string, given: Given, signal?: AbortSignal) => Promise<ChildAnswer>
  readonly end: () => void
}

export function startChild(worker: URL, { listPath = () => null, ...limits }: ChildOptions): ValidationChild {
  const child = startSealedChild<Question, Answer>(worker, limits)
  const held: Held = { certificates: new Set(), evidence: heldEvidence(MAX_HELD_BYTES) }
  const askWith = (path: string, given: Given, from: ListPath, signal: AbortSignal | undefined) =>
    child.ask(questionOf(path, given, held, from), signal)
  return {
    ask: async (path, given, signal) => {
      let answer = await askWith(path, given, listPath, signal)
      if (answer.kind === 'lists-changed') {
        for (const list of answer.lists) held.evidence.lose(list)
        answer = await askWith(path, given, () => null, signal)
      }
      if (answer.kind === 'lists-changed') throw new Error('A list that was sent is said to be in a file')
      return answer
    },
    end: child.end,
  }
}

/** What the process was sent and still holds. */
type Held = { readonly certificates: Set<Sha256>; readonly evidence: HeldEvidence }

function questionOf(path: string, given: Given, held: Held, listPath: ListPath): Question {
  const { at, receivedAt, policy, trust, evidence } = given
  const { certificateLists, ocspResponses, heldSince } = evidence
  const certificates = certificatesOf(trust)
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
