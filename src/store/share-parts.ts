/** What many reports have in common, kept once: the certificates, paths and conclusions of an authority's signers. */
import type { DocumentReport, SignatureReport } from '../validation/report.ts'

/** Parts remembered, of some hundred bytes each; an office knows a few thousand signers. */
const MAX_PARTS = 20_000

/** @returns the same report, parts of which are those of reports that it was given before. */
export function shareParts(): (report: DocumentReport) => DocumentReport {
  const parts = new Map<string, unknown>()
  const share = <T>(part: T): T => {
    const key = JSON.stringify(part)
    const known = parts.get(key)
    if (known !== undefined) return known as T
    if (parts.size >= MAX_PARTS) parts.clear()
    parts.set(key, part)
    return part
  }
  const shared = (signature: SignatureReport): SignatureReport => ({
    ...signature,
    signer: share(signature.signer),
    path: share(signature.path),
    blocks: share(signature.blocks),
    findings: share(signature.findings),
  })
  return (report) => ({ ...report, notes: share(report.notes), signatures: report.signatures.map(shared) })
}
