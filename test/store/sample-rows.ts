/** Rows for tests of the store and of what stands on it. */
import { sha256 } from '../../src/bytes.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import type { ListedLetter } from '../../src/mail/mail-source.ts'
import type { Attribute, LetterContent, VerdictRow } from '../../src/store/store.ts'
import type { Code } from '../../src/validation/code.ts'
import type { DocumentReport } from '../../src/validation/report.ts'

export const at = (ms: number) => ms as Instant
export const hashOf = (text: string): Sha256 => sha256(Buffer.from(text))

export function listed(uid: string, receivedAt = 1000, account = 'docs'): ListedLetter {
  return { key: { account, folder: 'INBOX', uidValidity: '7', uid }, size: 100, receivedAt: at(receivedAt) }
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
      sender: 'ubnd@example.vn',
    })),
    unopened: [],
  }
}

export function reportOf(document: Sha256, code: Code = 'valid'): DocumentReport {
  return { sha256: document, bytes: 10, outcome: 'valid', code, notes: [], signatures: [] }
}

export function verdictOf(document: Sha256, receivedAt = 1000, code: Code = 'valid'): VerdictRow {
  return {
    document,
    report: reportOf(document, code),
    judgedAt: at(5000),
    receivedAt: at(receivedAt),
    programVersion: '1',
    evidence: [hashOf('list')],
  }
}

/** Says in the attribution what it was given. */
export const attributeByLetter: Attribute = (report, submission) => ({
  kind: 'unknown',
  reason: 'no-witness',
  evidence: `${report.code} ${submission.letter}`,
})
