/** What many rows have in common, kept once: certificates, paths and conclusions of an authority's signers, what witnesses say of a unit. */
import type { Attribution } from '../attribution/attribution.ts'
import type { DocumentReport, SignatureReport } from '../validation/report.ts'

export type ShareParts = {
  /** The same, parts of which are those of reports that were given before. */
  readonly report: (report: DocumentReport) => DocumentReport
  readonly attribution: (attribution: Attribution) => Attribution
}

/** Remembered, of some hundred bytes each: an office knows a few thousand signers, each with few kinds of letters. */
const MAX_PARTS = 50_000

export function shareParts(): ShareParts {
  const parts = new Map<string, unknown>()
  /** @param key of the same parts the same, and of others mostly another: a part is shared with its equal alone. */
  const share = <T>(key: string, part: T): T => {
    const known = parts.get(key)
    if (known !== undefined && isAlike(known, part)) return known as T
    if (parts.size >= MAX_PARTS) parts.clear()
    parts.set(key, part)
    return part
  }
  const shared = (signature: SignatureReport): SignatureReport => {
    const { signer, path, blocks, findings } = signature
    const [first] = path
    return {
      ...signature,
      signer: share(`signer ${signer?.sha256}`, signer),
      path: share(`path ${first?.sha256} ${first?.revocation?.source?.sha256}`, path),
      blocks: share(`blocks ${blocks.map(({ indication, codes }) => `${indication} ${codes}`)}`, blocks),
      findings: share(`findings ${textOf(findings)}`, findings),
    }
  }
  return {
    report: (report) => ({
      ...report,
      notes: share(`notes ${textOf(report.notes)}`, report.notes),
      signatures: report.signatures.map(shared),
    }),
    attribution: (one) => share(`attribution ${one.kind === 'unit' ? one.unit : one.reason} ${one.evidence}`, one),
  }
}

const textOf = (list: readonly unknown[]): string => (list.length === 0 ? '' : JSON.stringify(list))

/** Of values as JSON has them. To look takes a fifth of what it takes to write them out. */
function isAlike(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false
  return keys.every((key) => key in b && isAlike(a[key], b[key]))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
