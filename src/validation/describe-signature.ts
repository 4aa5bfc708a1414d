/** The report of one signature, from what its validation found. docs/report.md. */
import type { Instant } from '../lang.ts'
import { describeBlock } from './basic-validation.ts'
import { CODES, type Code, type Note } from './code.ts'
import { commonName } from './distinguished-name.ts'
import { isDecisive, iso, ranked } from './finding.ts'
import { type Indication, SUB_INDICATIONS } from './indication.ts'
import type { Given } from './judgement.ts'
import type { Finding, PathMember, RevocationReport, SignatureReport } from './report.ts'
import type { Status } from './revocation/check-revocation.ts'
import type { SignatureValidation, Subject } from './signature.ts'
import { levelOf } from './signature-level.ts'
import { describeSigner } from './signer.ts'
import type { TimeStamp } from './time-stamp.ts'

export function describeSignature(validation: SignatureValidation, given: Given): SignatureReport {
  const { subject, stamps, timed } = validation
  const { field, subFilter, integrity, modification, claimed } = subject
  const { range, certificate, signedContent } = integrity
  const findings = ranked(validation.findings)
  const decisive = findings.find(isDecisive)
  const code = decisive?.code ?? positiveCode(validation, given)
  const subIndication = decisive?.subIndication ?? null
  const indication = subIndication ? SUB_INDICATIONS[subIndication] : (CODES[code].indication ?? 'INDETERMINATE')
  const shown = subject.stamp ?? stamps[0] ?? null
  const best = timed?.best ?? provedBy(subject)
  return {
    field: field.name,
    kind: subFilter === 'ETSI.RFC3161' ? 'document-timestamp' : 'signature',
    subFilter,
    revision: range?.revision?.number ?? null,
    level: levelOfSignature(validation),
    outcome: outcomeOf(indication, findings),
    code,
    indication,
    subIndication,
    integrity: integrity.state,
    modification: range ? modification.state : 'unknown',
    trust: trustOf(validation),
    notes: notesOf(validation),
    signer: certificate ? describeSigner(certificate) : null,
    claimedSigningTime: claimed === null ? null : iso(claimed),
    timestamp: shown && describeStamp(shown),
    bestSignatureTime: best < given.at || given.receivedAt !== null ? iso(best) : null,
    path: describePath(validation),
    blocks: validation.blocks.map(describeBlock),
    findings,
    signedContent,
  }
}

/** A document time-stamp that holds proves its own time. */
function provedBy({ stamp, known }: Subject): Instant {
  return stamp?.outcome === 'valid' && stamp.time !== null ? (Math.min(stamp.time, known) as Instant) : known
}

function positiveCode({ subject, stamps, timed }: SignatureValidation, given: Given): Code {
  const { certificate } = subject.integrity
  const isStamped = stamps.some(({ outcome }) => outcome === 'valid')
  const isExpired = certificate !== null && certificate.notAfter < given.at
  if (isExpired && !isStamped && timed?.best === given.receivedAt) return 'valid-at-receipt'
  if (subject.modification.formFilled) return 'valid-form-filled'
  return subject.modification.state === 'permitted' ? 'valid-later-signature' : 'valid'
}

/** The primary finding names the reason; whichever of them refuses decides, so that a second defect never softens the first. */
function outcomeOf(indication: Indication, findings: readonly Finding[]): SignatureReport['outcome'] {
  if (indication === 'TOTAL-PASSED') return 'valid'
  const refuses = ({ code, subIndication }: Finding) =>
    CODES[code].effect === 'not' && subIndication !== null && SUB_INDICATIONS[subIndication] === 'TOTAL-FAILED'
  return findings.some(refuses) ? 'invalid' : 'indeterminate'
}

/** A path that reaches an anchor and only cannot be concluded on yet is no reason to call the signer untrusted. */
function trustOf({ subject, timed, trust }: SignatureValidation): SignatureReport['trust'] {
  if (!timed && !subject.stamp) return 'unknown'
  const effects = trust.filter(({ code }) => code !== 'certificate-on-hold').map(({ code }) => CODES[code].effect)
  // What only time-stamps left open says nothing of the signer.
  return effects.includes('not') ? 'untrusted' : effects.includes('review') ? 'unknown' : 'trusted'
}

function levelOfSignature({ subject, hasIntactStamp, timed }: SignatureValidation): SignatureReport['level'] {
  const { subFilter, integrity, claimed, covering, embedded } = subject
  if (subject.stamp || integrity.state === 'broken') return null
  return levelOf({
    subFilter,
    signer: integrity.signer,
    hasCertificate: integrity.certificate !== null,
    hasClaimedTime: claimed !== null,
    isStamped: hasIntactStamp || covering.some(({ intact }) => intact),
    statuses: timed?.certificate.statuses ?? [],
    embedded,
    isArchived: covering.some(({ intact, coversStore }) => intact && coversStore),
  })
}

function describePath({ timed }: SignatureValidation): readonly PathMember[] {
  const { path, statuses = [] } = timed?.certificate ?? {}
  const certificates = path?.certificates ?? []
  return certificates.map((certificate, index) => ({
    commonName: commonName(certificate.subject),
    sha256: certificate.sha256,
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    revocation: index < certificates.length - 1 ? reportOf(statuses[index]) : null,
  }))
}

/** Of certificates whose path does not hold nothing was asked. */
const reportOf = (status: Status | undefined): RevocationReport | null =>
  status ? status.report : { status: 'unknown', revokedAt: null, source: null }

function describeStamp({ time, authority, outcome }: TimeStamp): SignatureReport['timestamp'] {
  return time === null
    ? null
    : { time: iso(time), authority, outcome: outcome === 'unsettled' ? 'indeterminate' : outcome }
}

function notesOf({ subject, findings, notes }: SignatureValidation): readonly Note[] {
  const remarks = findings.filter((one) => !isDecisive(one)).map(({ code }) => code)
  return [...new Set<Note>([...notes, ...subject.modification.notes, ...remarks])]
}
