/** One signature judged in the order of EN 319 102-1, 5.3: format, certificate, path, cryptography, time, what came after. */
import type { PdfFile } from '../format/pdf/file.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import type { SignatureField } from '../format/pdf/signature-field.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant } from '../lang.ts'
import { buildPath, type PathResult } from './certification-path.ts'
import { CODES, type Code, type Note } from './code.ts'
import { publicKeyOf } from './cryptography.ts'
import { finding, iso, ranked } from './finding.ts'
import { type Integrity, subFilterOf } from './integrity.ts'
import type { EvidenceRequest, Given } from './judgement.ts'
import type { Modification } from './modification.ts'
import type { Finding, SignatureReport } from './report.ts'
import { checkRevocation } from './revocation.ts'
import { describeSigner } from './signer.ts'
import { bestSignatureTime, claimedSigningTime, signatureTimeStamps } from './signing-time.ts'
import type { TimeStamp } from './time-stamp.ts'

/** A signature with all that was found out about its bytes before its signer is looked at. */
export type Subject = {
  readonly file: PdfFile
  readonly field: SignatureField
  readonly value: PdfDictionary
  readonly integrity: Integrity
  readonly modification: Modification
  /** Document time-stamps over this signature: they prove that it existed too. */
  readonly coveringStamps: readonly TimeStamp[]
}

export type SignatureJudgement = { readonly report: SignatureReport; readonly wanted: readonly EvidenceRequest[] }

type Trust = {
  readonly state: SignatureReport['trust']
  readonly findings: readonly Finding[]
  readonly best: Instant
  readonly wanted: readonly EvidenceRequest[]
}

export function validateSignature(subject: Subject, given: Given): SignatureJudgement {
  const { integrity, modification } = subject
  const own = signatureTimeStamps(integrity, given)
  const stamps = [...own, ...subject.coveringStamps]
  const trust = judgeTrust(subject, stamps, given)
  const unlinked = subject.field.reached === 'unlinked' ? [finding('signature-unlinked', 'ISO 32000-2, 12.7.3')] : []
  const findings = ranked([
    ...integrity.findings,
    ...unlinked,
    ...modification.findings,
    ...trust.findings,
    ...own.flatMap(stampFindings),
  ])
  const decisive = findings.find(({ code }) => CODES[code].effect !== 'note')
  const code = decisive?.code ?? positiveCode(subject, own, trust, given)
  return { report: describe(subject, own[0] ?? null, trust, findings, code, given), wanted: trust.wanted }
}

/** What a time-stamp that proves nothing means for the signature: a remark, its own reasons kept as facts. */
function stampFindings({ outcome, because }: TimeStamp): readonly Finding[] {
  if (outcome !== 'invalid') return []
  const [reason] = because
  const code = reason?.code === 'timestamp-order' ? 'timestamp-order' : 'timestamp-invalid'
  return [finding(code, reason?.clause ?? 'EN 319 102-1, 5.4', { ...reason?.facts, reason: reason?.code ?? '' })]
}

/** Path, validity and revocation at the best signature time (EN 319 102-1, 5.2.6 and 5.5). */
function judgeTrust({ integrity }: Subject, stamps: readonly TimeStamp[], given: Given): Trust {
  const { certificate, offered } = integrity
  const best = bestSignatureTime(stamps, given)
  if (integrity.timeStamp) return judgeAuthority(integrity.timeStamp, best)
  if (!certificate) return { state: 'unknown', findings: [], best, wanted: [] }
  const first = judgeAt(certificate, offered, given, best)
  // A stamp whose own revocation is not settled yet proves nothing now, but may later: where the signature stands or falls
  // with it, the verdict waits for the same data instead of failing.
  const unsettled = stamps.find(({ outcome, time }) => outcome === 'unsettled' && time !== null && time < best)
  if (!unsettled?.time || !first.findings.some(({ code }) => code === 'signing-time-unproven')) return first
  const second = judgeAt(certificate, offered, given, unsettled.time)
  if (second.state !== 'trusted') return first
  return {
    ...second,
    findings: [...second.findings, ...unsettled.because],
    wanted: [...second.wanted, ...unsettled.wanted],
  }
}

function judgeAt(certificate: Certificate, offered: readonly Certificate[], given: Given, best: Instant): Trust {
  const result = buildPath(certificate, offered, given.trust, 'signer', best)
  if (result.kind === 'none') return { state: stateWithoutPath(result), findings: [result.because], best, wanted: [] }
  const { findings, wanted } = checkRevocation(result.path, given, best)
  const revoked = findings.some(({ code }) => code === 'revoked-time-unproven' || code === 'authority-revoked')
  return { state: revoked ? 'untrusted' : 'trusted', findings, best, wanted }
}

/** A path that reaches an anchor and only cannot be concluded on yet is no reason to call the signer untrusted. */
function stateWithoutPath({ because }: Extract<PathResult, { kind: 'none' }>): Trust['state'] {
  const open: readonly Code[] = ['signing-time-unproven', 'trust-ended', 'internal-error']
  return open.includes(because.code) ? 'unknown' : 'untrusted'
}

/** A document time-stamp has no signer but its authority. */
function judgeAuthority(stamp: TimeStamp, best: Instant): Trust {
  const findings = stamp.intact === true ? stamp.because : []
  const isReached = stamp.because.every(({ code }) => code.startsWith('revocation-'))
  const state = stamp.outcome === 'invalid' ? 'untrusted' : isReached ? 'trusted' : 'unknown'
  return { state, findings, best, wanted: stamp.wanted }
}

function positiveCode(
  { integrity, modification }: Subject,
  own: readonly TimeStamp[],
  trust: Trust,
  given: Given,
): Code {
  const stamped = own.some(({ outcome }) => outcome === 'valid')
  const expired = integrity.certificate !== null && integrity.certificate.notAfter < given.at
  if (expired && !stamped && trust.best === given.receivedAt) return 'valid-at-receipt'
  return modification.state === 'permitted' ? 'valid-later-signature' : 'valid'
}

function outcomeOf(code: Code): SignatureReport['outcome'] {
  const { indication, effect } = CODES[code]
  if (indication === 'TOTAL-PASSED') return 'valid'
  return indication === 'TOTAL-FAILED' && effect === 'not' ? 'invalid' : 'indeterminate'
}

function describe(
  { file, field, value, integrity, modification }: Subject,
  stamp: TimeStamp | null,
  trust: Trust,
  findings: readonly Finding[],
  code: Code,
  given: Given,
): SignatureReport {
  const last = file.revisions.length
  const { range, certificate, timeStamp } = integrity
  const shown = timeStamp ?? stamp
  const claimed = claimedSigningTime(file, value, last, integrity)
  return {
    field: field.name,
    kind: timeStamp || subFilterOf(file, value, last) === 'ETSI.RFC3161' ? 'document-timestamp' : 'signature',
    subFilter: subFilterOf(file, value, last),
    revision: range?.revision?.number ?? null,
    outcome: outcomeOf(code),
    code,
    indication: CODES[code].indication ?? 'INDETERMINATE',
    subIndication: CODES[code].subIndication,
    integrity: integrity.state,
    modification: range ? modification.state : 'unknown',
    trust: trust.state,
    notes: notesOf(integrity, modification, stamp, findings),
    signer: certificate ? describeSigner(certificate) : null,
    claimedSigningTime: claimed === null ? null : iso(claimed),
    timestamp: shown && shown.time !== null ? describeStamp(shown) : null,
    bestSignatureTime: trust.best < given.at || given.receivedAt !== null ? iso(trust.best) : null,
    findings,
    signedContent: integrity.signedContent,
  }
}

function describeStamp({ time, authority, outcome }: TimeStamp): SignatureReport['timestamp'] {
  if (time === null) return null
  return { time: iso(time), authority, outcome: outcome === 'unsettled' ? 'indeterminate' : outcome }
}

function notesOf(
  { notes, certificate, timeStamp }: Integrity,
  modification: Modification,
  stamp: TimeStamp | null,
  findings: readonly Finding[],
): readonly Note[] {
  const bits = certificate ? publicKeyOf(certificate)?.asymmetricKeyDetails?.modulusLength : undefined
  const remarks = findings.filter(({ code }) => CODES[code].effect === 'note').map(({ code }) => code)
  return [
    ...new Set<Note>([
      ...notes,
      ...(bits !== undefined && bits < 2048 ? (['weak-key'] as const) : []),
      ...(stamp || timeStamp ? [] : (['no-timestamp'] as const)),
      ...modification.notes,
      ...remarks,
    ]),
  ]
}
