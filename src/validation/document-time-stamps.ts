/** Document time-stamps, the newest first: each proves what lies in its range, older time-stamps included. EN 319 102-1, 5.6.3. */
import type { PdfFile } from '../format/pdf/file.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { CheckedSignature } from './collect-signatures.ts'
import { evidenceOf, hashesOf, readStoredEvidence } from './embedded-evidence.ts'
import type { FileInquiry } from './file-inquiry.ts'
import type { Integrity } from './integrity.ts'
import { receipt } from './proofs-of-existence.ts'
import type { CoveringStamp } from './signature.ts'
import { type TimeStamp, validateTimeStamp } from './time-stamp.ts'

export type StampsOver = {
  /** Its own token judged, where it is a document time-stamp. */
  readonly stamp: TimeStamp | null
  readonly covering: readonly CoveringStamp[]
  /** When the file, or a valid time-stamp over it, proves that it existed. */
  readonly known: Instant
}

type JudgedStamp = CoveringStamp & { readonly integrity: Integrity; readonly end: number }

/** What time-stamps say of each signature of the file; the proofs that they give are added to those of the inquiry. */
export function judgeDocumentStamps(
  file: PdfFile,
  checked: readonly CheckedSignature[],
  inquiry: FileInquiry,
): (integrity: Integrity) => StampsOver {
  const judged: JudgedStamp[] = []
  const newestFirst = checked
    .map(({ integrity }) => integrity)
    .filter(({ token, range }) => token && range)
    .sort((a, b) => (b.range?.end ?? 0) - (a.range?.end ?? 0))
  for (const integrity of newestFirst) {
    const { token, range } = integrity
    if (!token || !range) continue
    const stamp = validateTimeStamp(token, knownOf(integrity, judged, inquiry), inquiry)
    const stored = range.revision ? hashesOf(readStoredEvidence(file, range.revision.number)) : []
    if (stamp.outcome === 'valid' && stamp.time !== null)
      inquiry.proofs.add([...stored, ...carriedBefore(checked, range.end)], stamp.time)
    const intact = integrity.state === 'intact'
    judged.push({ stamp, intact, coversStore: stored.length > 0, integrity, end: range.end })
  }
  return (integrity) => ({
    stamp: judged.find((one) => one.integrity === integrity)?.stamp ?? null,
    covering: over(integrity, judged),
    known: knownOf(integrity, judged, inquiry),
  })
}

/** What signatures carry whose bytes end before `end`: certificates, lists and responses. */
function carriedBefore(checked: readonly CheckedSignature[], end: number): readonly Sha256[] {
  return checked.flatMap(({ integrity: { range, signedData } }) =>
    range && signedData && range.end < end ? hashesOf(evidenceOf(signedData)) : [],
  )
}

function over({ range }: Integrity, judged: readonly JudgedStamp[]): readonly JudgedStamp[] {
  return range ? judged.filter(({ intact, end }) => intact && end > range.end) : []
}

function knownOf(integrity: Integrity, judged: readonly JudgedStamp[], { given }: FileInquiry): Instant {
  const proved = over(integrity, judged).flatMap(({ stamp }) =>
    stamp.outcome === 'valid' && stamp.time !== null ? [stamp.time] : [],
  )
  return Math.min(receipt(given), ...proved) as Instant
}
