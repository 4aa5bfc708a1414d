/** Judges one file in rounds: what the judge lacked is looked for in the evidence at hand. */
import { identifyFile } from '../../workers/identify-file.ts'
import { FileUnreadableError, type ValidationPool } from '../../workers/pool.ts'
import { sha256 } from '../bytes.ts'
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { Instant } from '../lang.ts'
import { askAndGather } from '../pipeline/ask-and-gather.ts'
import type { Given } from '../validation/judgement.ts'
import type { ValidationPolicy } from '../validation/policy.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { InputFile } from './inputs.ts'

export type JudgedFile = InputFile & {
  readonly report: DocumentReport
  /** What the judge was given for this report; null where there is trouble. */
  readonly given: Given | null
  readonly elapsedMs: number
  /** What the report cannot say: why there was nothing to read, or a fault of ours. */
  readonly trouble: { readonly kind: 'unreadable' | 'internal'; readonly why: string } | null
}

export type JudgeFilePorts = {
  readonly pool: Pick<ValidationPool, 'judge'>
  readonly evidence: EvidenceSource
  readonly policy: ValidationPolicy
  readonly at: Instant
  readonly receivedAt: Instant | null
}

/** Always a report, whatever happens: no file of a list may be missing in the answer. */
export async function judgeFile(file: InputFile, ports: JudgeFilePorts): Promise<JudgedFile> {
  const { pool, policy, at, receivedAt } = ports
  let elapsedMs = 0
  try {
    const trust = await ports.evidence.trust()
    const never = new AbortController().signal
    const { judgement, evidence } = await askAndGather(ports.evidence, never, async (gathered) => {
      const judged = await pool.judge(file, { at, receivedAt, trust, policy, evidence: gathered })
      elapsedMs += judged.elapsedMs
      return judged
    })
    const given = { at, receivedAt, trust, policy, evidence }
    return { ...file, report: judgement.report, given, elapsedMs, trouble: null }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const judged = { ...file, given: null, elapsedMs }
    return error instanceof FileUnreadableError
      ? { ...judged, report: { ...EMPTY_FILE, ...NOTHING_SEEN }, trouble: { kind: 'unreadable', why } }
      : { ...judged, report: await unjudged(file.path), trouble: { kind: 'internal', why } }
  }
}

const NOTHING_SEEN = { outcome: 'unreadable', code: 'file-damaged', notes: [], signatures: [] } as const

/** What could not be read at all is reported like a file without content. */
const EMPTY_FILE = { sha256: sha256(), bytes: 0 }

async function unjudged(path: string): Promise<DocumentReport> {
  const file = await identifyFile(path).catch(() => EMPTY_FILE)
  return { ...file, outcome: 'indeterminate', code: 'internal-error', notes: [], signatures: [] }
}
