/** Submissions with all that is known of their document, read in one statement. */
import type { Kysely } from 'kysely'
import type { Attribution } from '../attribution/attribution.ts'
import type { IdentityReading } from '../identity/identity.ts'
import type { Sha256 } from '../lang.ts'
import type { LetterOrigin } from '../mail/letter-origin.ts'
import type { Submission } from '../submission/submission.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import type { DocumentReport } from '../validation/report.ts'
import { findInPortions } from './portions.ts'
import { type ShareParts, shareParts } from './share-parts.ts'
import { readStoredReading } from './stored-reading.ts'
import { readStoredReport } from './stored-report.ts'
import type { Tables } from './tables.ts'

type SubmissionRow = Awaited<ReturnType<typeof submissionRows>>[number]

type Which = {
  readonly letter?: Sha256
  readonly letters?: readonly Sha256[]
  readonly document?: Sha256
  readonly documents?: readonly Sha256[]
  /** Without those that were sent on trial. */
  readonly isCounted?: true
}

/** In the order of receipt; all of them where `where` names nothing. */
export function submissionRows(db: Kysely<Tables>, where: Which = {}) {
  let query = submissionQuery(db).select('verdicts.report')
  if (where.letter !== undefined) query = query.where('submissions.letter', '=', where.letter)
  if (where.letters !== undefined) query = query.where('submissions.letter', 'in', where.letters)
  if (where.isCounted) query = query.where('letters.trial', '=', 0)
  if (where.document !== undefined) query = query.where('submissions.document', '=', where.document)
  if (where.documents !== undefined) query = query.where('submissions.document', 'in', where.documents)
  return query.execute()
}

/** All but the report of the verdict, which is the largest part by far. */
export function submissionQuery(db: Kysely<Tables>) {
  return db
    .selectFrom('submissions')
    .innerJoin('letters', 'letters.sha256', 'submissions.letter')
    .innerJoin('documents', 'documents.sha256', 'submissions.document')
    .leftJoin('verdicts', (join) =>
      join.onRef('verdicts.document', '=', 'submissions.document').on('verdicts.superseded_at', 'is', null),
    )
    .leftJoin('identities', 'identities.document', 'submissions.document')
    .leftJoin('jobs', (join) =>
      join.onRef('jobs.subject', '=', 'submissions.document').on('jobs.kind', '=', 'validate').on('jobs.dead', '=', 1),
    )
    .select([
      'submissions.letter',
      'submissions.document',
      'submissions.part_path',
      'submissions.file_name',
      'submissions.attribution',
      'letters.received_at',
      'letters.traced_at',
      'letters.sender',
      'letters.subject',
      'letters.origin',
      'documents.bytes',
      'identities.reading',
      'jobs.dead',
    ])
    .orderBy('letters.received_at')
    .orderBy('submissions.letter')
    .orderBy('submissions.part_path')
}

type Sent = Pick<
  SubmissionRow,
  'letter' | 'document' | 'part_path' | 'file_name' | 'received_at' | 'traced_at' | 'sender'
>

export function toSubmission(row: Sent): Submission {
  return {
    letter: row.letter,
    document: row.document,
    partPath: row.part_path,
    fileName: row.file_name,
    receivedAt: row.received_at,
    tracedAt: row.traced_at,
    sender: row.sender,
  }
}

/**
 * All of these documents, without those that were sent on trial. In portions, since the text of a report takes some ten
 * times the memory of what is kept of it.
 */
export function judgedOf(
  db: Kysely<Tables>,
  documents: readonly Sha256[],
  share = shareParts(),
): Promise<readonly JudgedSubmission[]> {
  return findInPortions(documents, async (some) =>
    toJudgedSubmissions(await submissionRows(db, { documents: some, isCounted: true }), share),
  )
}

export function toJudgedSubmissions(
  rows: readonly SubmissionRow[],
  share: ShareParts = shareParts(),
): readonly JudgedSubmission[] {
  const documents = new Map<Sha256, Pick<JudgedSubmission, 'report' | 'reading'>>()
  const sharedReport = (row: SubmissionRow) => {
    const report = reportOf(row)
    return report && share.report(report)
  }
  return rows.map((row) => {
    const known = documents.get(row.document) ?? { report: sharedReport(row), reading: readingOf(row) }
    documents.set(row.document, known)
    return { submission: toSubmission(row), ...known, mailSubject: row.subject, attribution: attributionOf(row, share) }
  })
}

export function originOf({ origin }: SubmissionRow): LetterOrigin | null {
  return origin === null ? null : JSON.parse(origin)
}

export function readingOf({ reading }: Pick<SubmissionRow, 'reading'>): IdentityReading | null {
  return reading === null ? null : readStoredReading(reading)
}

function reportOf(row: SubmissionRow): DocumentReport | null {
  if (row.report !== null) return readStoredReport(row.report)
  return row.dead === null ? null : failedReport(row)
}

/** A document on which the judge failed each time has no verdict, but must come before a person. */
export function failedReport({ document, bytes }: Pick<SubmissionRow, 'document' | 'bytes'>): DocumentReport {
  return { sha256: document, bytes, outcome: 'indeterminate', code: 'internal-error', notes: [], signatures: [] }
}

function attributionOf({ attribution }: Pick<SubmissionRow, 'attribution'>, share: ShareParts): Attribution {
  if (attribution === null) return { kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] }
  // Rows from before testimonies were kept have none until their submission is attributed anew.
  return share.attribution({ testimonies: [], ...JSON.parse(attribution) })
}
