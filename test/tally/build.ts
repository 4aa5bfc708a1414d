/** Builders for reports and submissions of the tests of tally, attribution and report. */
import type { Attribution } from '../../src/attribution/attribution.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { DEFAULT_RULE } from '../../src/campaign/counting-rule.ts'
import type { Unit, UnitId } from '../../src/campaign/unit.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import type { Submission } from '../../src/submission/submission.ts'
import type { Decision, Ruling } from '../../src/tally/decision.ts'
import type { JudgedSubmission } from '../../src/tally/tally.ts'
import { type Code, meaningOf } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { DocumentReport, Outcome, SignatureReport, SignerReport } from '../../src/validation/report.ts'

export const DEADLINE = Date.parse('2021-08-30T00:00:00+07:00') as Instant

export const campaign: Campaign = {
  id: '322',
  plan: '322/KH-UBND',
  title: 'Nâng cao Chỉ số cải cách hành chính',
  issuedBy: 'Ủy ban nhân dân huyện Hướng Hóa',
  office: 'Phòng Nội vụ',
  home: { district: 'huyện Hướng Hóa', province: 'Quảng Trị' },
  issuedOn: '2021-07-22',
  mailbox: null,
  opensAt: Date.parse('2021-07-22T00:00:00+07:00') as Instant,
  deadline: DEADLINE,
  deadlineKind: 'before',
  freezesAt: DEADLINE,
  required: 3,
  policy: 'official-2021',
  rule: DEFAULT_RULE,
  exceptions: [],
}

/** A hash that is told by its label. */
export const sha = (label: string): Sha256 => Buffer.from(label).toString('hex').padEnd(64, '0') as Sha256

export const unit = (id: string, changes: Partial<Unit> = {}): Unit => ({
  id: id as UnitId,
  name: `UBND xã ${id}`,
  group: 'commune',
  code: null,
  aliases: [],
  addresses: [],
  cluster: null,
  subjects: [],
  contact: null,
  since: null,
  until: null,
  successor: null,
  confirmed: false,
  ...changes,
})

export const signer = (changes: Partial<SignerReport> = {}): SignerReport => ({
  commonName: 'UBND xã Húc',
  organization: 'UBND huyện Hướng Hóa',
  organizationalUnits: [],
  email: null,
  kind: 'organization',
  serialNumber: '01',
  issuer: 'CA thử nghiệm',
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2023-01-01T00:00:00.000Z',
  sha256: sha('certificate'),
  ...changes,
})

const OUTCOMES = {
  'TOTAL-PASSED': 'valid',
  'TOTAL-FAILED': 'invalid',
  INDETERMINATE: 'indeterminate',
  NO_SIGNATURE_FOUND: 'unsigned',
} as const

const outcomeOf = (code: Code): Outcome => {
  const { indication } = meaningOf(code)
  return indication === null ? 'unreadable' : OUTCOMES[indication]
}

/** A signature whose further fields agree with its code. */
export const signature = (code: Code = 'valid', changes: Partial<SignatureReport> = {}): SignatureReport => {
  const { indication, subIndication } = meaningOf(code)
  const outcome = outcomeOf(code)
  return {
    field: 'Signature1',
    kind: 'signature',
    subFilter: 'adbe.pkcs7.detached',
    revision: 1,
    outcome: outcome === 'valid' || outcome === 'invalid' ? outcome : 'indeterminate',
    code,
    indication: indication ?? 'INDETERMINATE',
    subIndication,
    level: 'PKCS7-B',
    integrity: outcome === 'invalid' ? 'broken' : 'intact',
    modification: 'none',
    trust: outcome === 'valid' || meaningOf(code).effect === 'provisional' ? 'trusted' : 'unknown',
    notes: [],
    signer: signer(),
    claimedSigningTime: '2021-08-20T02:00:00.000Z',
    timestamp: null,
    bestSignatureTime: '2021-08-20T03:00:00.000Z',
    path: [],
    blocks: [],
    findings: [finding(code, '')],
    signedContent: null,
    ...changes,
  }
}

export const report = (
  document: string,
  code: Code = 'valid',
  signatures: readonly SignatureReport[] = meaningOf(code).indication === null || outcomeOf(code) === 'unsigned'
    ? []
    : [signature(code, { signedContent: sha(`signed ${document}`) })],
  changes: Partial<DocumentReport> = {},
): DocumentReport => ({
  sha256: sha(document),
  bytes: 1000,
  outcome: outcomeOf(code),
  code,
  notes: [],
  signatures,
  ...changes,
})

export const byCertificate = (id: string): Attribution => ({
  kind: 'unit',
  unit: id as UnitId,
  witness: 'certificate',
  evidence: `CN=${id}`,
  testimonies: [],
})

export const otherBody: Attribution = { kind: 'unknown', reason: 'other-body', evidence: 'CN=Sở Y tế', testimonies: [] }
export const unknown: Attribution = { kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] }

export const submission = (document: string, changes: Partial<Submission> = {}): Submission => ({
  letter: sha('letter'),
  document: sha(document),
  tracedAt: null,
  partPath: '2',
  fileName: 'van-ban.pdf',
  receivedAt: (DEADLINE - 86_400_000) as Instant,
  sender: null,
  ...changes,
})

/** `hours` before the deadline, negative for after it. */
export const received = (
  document: string,
  hours: number,
  attribution: Attribution,
  judged: DocumentReport | null = report(document),
  letter = `${document} ${hours}`,
): JudgedSubmission => ({
  submission: submission(document, { receivedAt: (DEADLINE - hours * 3_600_000) as Instant, letter: sha(letter) }),
  report: judged,
  reading: null,
  mailSubject: null,
  attribution,
})

/** With a Received line that says `hours` before the deadline. */
export const traced = (item: JudgedSubmission, hours: number): JudgedSubmission => ({
  ...item,
  submission: { ...item.submission, tracedAt: (DEADLINE - hours * 3_600_000) as Instant },
})

/** A decision of a person, made at the deadline. */
export const decided = (id: number, ruling: Ruling, account: number | null = null): Decision => ({
  id,
  ruling,
  by: 'Nguyễn Văn A',
  account,
  role: 'Cán bộ Nội vụ',
  at: DEADLINE,
  reason: { code: 'checked-otherwise', text: 'Đã đối chiếu với bản giấy' },
  paper: null,
  machine: null,
})
