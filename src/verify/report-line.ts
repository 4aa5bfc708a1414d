/** One line of `sokyso verify --json`: the public contract, its keys in the documented order. */
import type {
  BlockReport,
  DocumentReport,
  Finding,
  PathMember,
  RevocationReport,
  SignatureReport,
  SignerReport,
  TimestampReport,
} from '../validation/report.ts'

/** @returns without a line break; `elapsedMs` to a hundredth. */
export function reportLine(file: string, report: DocumentReport, elapsedMs: number): string {
  const { sha256, bytes, outcome, code, notes, signatures } = report
  return JSON.stringify({
    file,
    sha256,
    bytes,
    outcome,
    code,
    notes,
    signatures: signatures.map(signatureOf),
    elapsedMs: Math.round(elapsedMs * 100) / 100,
  })
}

function signatureOf(signature: SignatureReport): SignatureReport {
  return {
    field: signature.field,
    kind: signature.kind,
    subFilter: signature.subFilter,
    revision: signature.revision,
    level: signature.level,
    outcome: signature.outcome,
    code: signature.code,
    indication: signature.indication,
    subIndication: signature.subIndication,
    integrity: signature.integrity,
    modification: signature.modification,
    trust: signature.trust,
    notes: signature.notes,
    signer: signature.signer && signerOf(signature.signer),
    claimedSigningTime: signature.claimedSigningTime,
    timestamp: signature.timestamp && timestampOf(signature.timestamp),
    bestSignatureTime: signature.bestSignatureTime,
    path: signature.path.map(memberOf),
    blocks: signature.blocks.map(blockOf),
    findings: signature.findings.map(findingOf),
    signedContent: signature.signedContent,
  }
}

function signerOf(signer: SignerReport): SignerReport {
  return {
    commonName: signer.commonName,
    organization: signer.organization,
    organizationalUnits: signer.organizationalUnits,
    email: signer.email,
    kind: signer.kind,
    serialNumber: signer.serialNumber,
    issuer: signer.issuer,
    notBefore: signer.notBefore,
    notAfter: signer.notAfter,
    sha256: signer.sha256,
  }
}

function timestampOf({ time, authority, outcome }: TimestampReport): TimestampReport {
  return { time, authority, outcome }
}

function memberOf({ commonName, sha256, notBefore, notAfter, revocation }: PathMember): PathMember {
  return { commonName, sha256, notBefore, notAfter, revocation: revocation && revocationOf(revocation) }
}

function revocationOf({ status, revokedAt, source }: RevocationReport): RevocationReport {
  if (source === null) return { status, revokedAt, source }
  const { kind, sha256, covers, thisUpdate, nextUpdate } = source
  return { status, revokedAt, source: { kind, sha256, covers, thisUpdate, nextUpdate } }
}

function blockOf({ block, clause, codes, ...conclusion }: BlockReport): BlockReport {
  return { block, clause, ...conclusion, codes }
}

function findingOf({ code, subIndication, clause, facts }: Finding): Finding {
  return { code, subIndication, clause, facts }
}
