/** Judges one file in rounds: what the judge lacked is looked for in what was imported. */
import { identifyFile } from '../../workers/identify-file.ts'
import { FileUnreadableError, type ValidationPool } from '../../workers/pool.ts'
import { sha256 } from '../bytes.ts'
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { Instant } from '../lang.ts'
import { askAndGather } from '../pipeline/validate.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { InputFile } from './inputs.ts'

export type JudgedFile = {
  readonly name: string
  readonly report: DocumentReport
  readonly elapsedMs: number
  /** What the report cannot say: why there was nothing to read, or a fault of ours. */
  readonly trouble: { readonly kind: 'unreadable' | 'internal'; readonly why: string } | null
}

export type JudgeFilePorts = {
  readonly pool: Pick<ValidationPool, 'judge'>
  readonly evidence: EvidenceSource
  readonly at: Instant
}

/** Always a report, whatever happens: no file of a list may be missing in the answer. */
export async function judgeFile(
  { name, path }: InputFile,
  { pool, evidence, at }: JudgeFilePorts,
): Promise<JudgedFile> {
  let elapsedMs = 0
  try {
    const trust = await evidence.trust()
    const { judgement } = await askAndGather(evidence, new AbortController().signal, async (certificateLists) => {
      const judged = await pool.judge({ path }, { at, receivedAt: null, trust, evidence: { certificateLists } })
      elapsedMs += judged.elapsedMs
      return judged
    })
    return { name, report: judgement.report, elapsedMs, trouble: null }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const isUnreadable = error instanceof FileUnreadableError
    return isUnreadable
      ? { name, report: { ...EMPTY_FILE, ...NOTHING_SEEN }, elapsedMs, trouble: { kind: 'unreadable', why } }
      : { name, report: await unjudged(path), elapsedMs, trouble: { kind: 'internal', why } }
  }
}

const NOTHING_SEEN = { outcome: 'unreadable', code: 'file-damaged', notes: [], signatures: [] } as const

/** What could not be read at all is reported like a file without content. */
const EMPTY_FILE = { sha256: sha256(), bytes: 0 }

async function unjudged(path: string): Promise<DocumentReport> {
  const file = await identifyFile(path).catch(() => EMPTY_FILE)
  return { ...file, outcome: 'indeterminate', code: 'internal-error', notes: [], signatures: [] }
}
