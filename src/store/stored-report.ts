/** Reports and evidence as rows hold them. Rows outlive the program that wrote them: what it did not know is filled in here. */
import type { DocumentReport, Finding, SignatureReport } from '../validation/report.ts'
import type { GivenEvidence } from './verdict.ts'

type Later<T, Keys extends keyof T> = Omit<T, Keys> & Partial<Pick<T, Keys>>

type StoredSignature = Omit<Later<SignatureReport, 'level' | 'path' | 'blocks'>, 'findings'> & {
  readonly findings: readonly Later<Finding, 'subIndication'>[]
}

type StoredReport = Omit<DocumentReport, 'signatures'> & { readonly signatures: readonly StoredSignature[] }

export function readStoredReport(json: string): DocumentReport {
  const report: StoredReport = JSON.parse(json)
  return { ...report, signatures: report.signatures.map(completed) }
}

/** Levels, paths, blocks and the sub-indications of findings came with migration 0002. */
function completed(signature: StoredSignature): SignatureReport {
  const findings = signature.findings.map((finding) => ({ subIndication: null, ...finding }))
  return { level: null, path: [], blocks: [], ...signature, findings }
}

/** Before migration 0002 only certificate lists were given, and kept as their hashes. */
export function readStoredEvidence(json: string): readonly GivenEvidence[] {
  const stored: readonly (GivenEvidence | GivenEvidence['sha256'])[] = JSON.parse(json)
  return stored.map((one) =>
    typeof one === 'string' ? { kind: 'certificate-list', sha256: one, heldSince: null } : one,
  )
}
