/** Rows for tests of the store and of what stands on it. */
import { sha256 } from '../../src/bytes.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { IdentityReading } from '../../src/identity/identity.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import type { LetterOrigin } from '../../src/mail/letter-origin.ts'
import type { ListedLetter } from '../../src/mail/mail-source.ts'
import type { Attribute, LetterContent } from '../../src/store/store.ts'
import type { AnchorSnapshot, TrustSnapshot } from '../../src/store/trust-snapshot.ts'
import type { VerdictRow } from '../../src/store/verdict.ts'
import type { Code } from '../../src/validation/code.ts'
import type { DocumentReport } from '../../src/validation/report.ts'

export const at = (ms: number) => ms as Instant
export const hashOf = (text: string): Sha256 => sha256(Buffer.from(text))

export function listed(uid: string, receivedAt = 1000, account = 'docs'): ListedLetter {
  return {
    key: { account, folder: 'INBOX', uidValidity: '7', uid },
    size: 100,
    receivedAt: at(receivedAt),
    messageId: null,
  }
}

export function contentOf(letter: Sha256, ...documents: readonly Sha256[]): LetterContent {
  return {
    sender: 'ubnd@example.vn',
    subject: 'Báo cáo',
    documents: documents.map((document) => ({ sha256: document, bytes: 10 })),
    submissions: documents.map((document, index) => ({
      letter,
      document,
      partPath: String(index + 2),
      fileName: 'báo cáo.pdf',
      receivedAt: at(1000),
      tracedAt: null,
      sender: 'ubnd@example.vn',
    })),
    unopened: [],
    origin: ORIGIN,
    isTrial: false,
    readAt: at(2000),
  }
}

const ORIGIN: LetterOrigin = { isAutomatic: false, dkim: [], reported: [], sender: 'unknown' }

export function reportOf(document: Sha256, code: Code = 'valid'): DocumentReport {
  return { sha256: document, bytes: 10, outcome: 'valid', code, notes: [], signatures: [] }
}

export const READ: IdentityReading = {
  kind: 'read',
  identity: {
    ...{ text: 'legible', pageAmount: 2, isAppendix: false, ...NO_FIELDS },
    codeNumber: { value: '05', source: 'signature-widget', confidence: 'firm' },
  },
  traces: { content: hashOf('content'), sketch: [1, 2, 3] },
}

/** What a document says of itself, where a test does not look at it. */
export const UNREAD: IdentityReading = { kind: 'unread', why: 'unreadable' }

export const ROOT = hashOf('root')
export const ISSUER = hashOf('issuer')

export const anchorSnapshot = (certificate: Sha256, changes: Partial<AnchorSnapshot> = {}): AnchorSnapshot => ({
  certificate,
  trustedFrom: null,
  trustedUntil: null,
  roles: ['signer', 'time-stamp-authority'],
  ...changes,
})

export const TRUST: TrustSnapshot = { anchors: [anchorSnapshot(ROOT)], intermediates: [ISSUER] }

export function verdictOf(
  document: Sha256,
  receivedAt = 1000,
  code: Code = 'valid',
  changes: Partial<VerdictRow> = {},
): VerdictRow {
  return {
    document,
    report: reportOf(document, code),
    judgedAt: at(5000),
    receivedAt: at(receivedAt),
    programVersion: '1',
    policy: OFFICIAL_2021,
    trust: TRUST,
    evidence: [{ kind: 'certificate-list', sha256: hashOf('list'), heldSince: at(4000) }],
    restsOn: { certificates: [ISSUER, ROOT], evidence: [hashOf('list')], listIssuers: ['cn=issuer'] },
    retryAt: null,
    ...changes,
  }
}

/** Says in the attribution what it was given. */
export const attributeByLetter: Attribute = (report, submission) => ({
  kind: 'unknown',
  reason: 'no-witness',
  evidence: `${report.code} ${submission.letter}`,
  testimonies: [],
})
