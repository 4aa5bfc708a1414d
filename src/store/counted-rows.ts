/** All submissions, for the count that is made anew with each change: what has not changed is neither read nor parsed again. */
import type { Kysely } from 'kysely'
import type { Attribution } from '../attribution/attribution.ts'
import type { IdentityReading } from '../identity/identity.ts'
import type { Sha256 } from '../lang.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import type { DocumentReport } from '../validation/report.ts'
import { inPortions } from './portions.ts'
import { shareParts } from './share-parts.ts'
import { readStoredReport } from './stored-report.ts'
import { attributionOf, failedReport, readingOf, submissionQuery, toSubmission } from './submission-rows.ts'
import type { Tables } from './tables.ts'

/** Those that were not sent on trial, in the order of receipt. What it returns is shared from one time to the next. */
export function countedRows(db: Kysely<Tables>): () => Promise<readonly JudgedSubmission[]> {
  /** By the id of the verdict, under which its report never changes. */
  let reports: ReadonlyMap<number, DocumentReport> = new Map()
  const share = shareParts()
  const readings = remembered<IdentityReading>()
  const attributions = remembered<Attribution>()
  return async () => {
    const rows = await submissionQuery(db).select('verdicts.id as verdict').where('letters.trial', '=', 0).execute()
    reports = await reportsOf(
      db,
      rows.flatMap(({ verdict }) => verdict ?? []),
      { known: reports, share },
    )
    const failed = new Map<Sha256, DocumentReport>()
    const reportOf = (row: (typeof rows)[number]): DocumentReport | null => {
      if (row.verdict !== null) return reports.get(row.verdict) ?? null
      if (row.dead === null) return null
      const report = failed.get(row.document) ?? failedReport(row)
      failed.set(row.document, report)
      return report
    }
    const judged = rows.map((row) => ({
      submission: toSubmission(row),
      report: reportOf(row),
      reading: row.reading === null ? null : readings.of(row.reading, () => readingOf(row)),
      mailSubject: row.subject,
      attribution: attributions.of(row.attribution ?? '', () => attributionOf(row)),
    }))
    for (const memory of [readings, attributions]) memory.forgetOld()
    return judged
  }
}

async function reportsOf(
  db: Kysely<Tables>,
  wanted: readonly number[],
  {
    known,
    share,
  }: { readonly known: ReadonlyMap<number, DocumentReport>; readonly share: ReturnType<typeof shareParts> },
): Promise<ReadonlyMap<number, DocumentReport>> {
  const reports = new Map<number, DocumentReport>()
  for (const id of wanted) {
    const report = known.get(id)
    if (report) reports.set(id, report)
  }
  const unknown = [...new Set(wanted)].filter((id) => !known.has(id))
  await inPortions(unknown, async (some) => {
    const rows = await db.selectFrom('verdicts').select(['id', 'report']).where('id', 'in', some).execute()
    for (const { id, report } of rows) reports.set(id, share(readStoredReport(report)))
  })
  return reports
}

/** Values by the text that they are read from, of which many rows have the same. */
function remembered<T>() {
  let before = new Map<string, T | null>()
  let now = new Map<string, T | null>()
  return {
    of: (text: string, read: () => T | null): T => {
      const value = now.get(text) ?? before.get(text) ?? read()
      if (value === null) throw new Error('A row holds text that says nothing')
      now.set(text, value)
      return value
    },
    forgetOld: () => {
      before = now
      now = new Map()
    },
  }
}
