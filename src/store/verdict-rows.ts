/** Verdicts: the current one of each document, which a new one replaces, and all those before it. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import { canonicalHash, canonicalJson } from '../canonical-json.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { Page } from './store.ts'
import { readStoredEvidence, readStoredReport } from './stored-report.ts'
import type { Tables } from './tables.ts'
import { type EarlierVerdict, isProvisional, type VerdictChange, type VerdictRow } from './verdict.ts'

/**
 * Where report and evidence are those of the current verdict, only what else is known of it is renewed.
 *
 * @returns when that was judged; null where there was none.
 */
export async function writeVerdict(trx: Transaction<Tables>, verdict: VerdictRow): Promise<Instant | null> {
  const current = await currentVerdict(trx, verdict.document)
  const values = valuesOf(verdict)
  if (current !== undefined && isSame(current, values)) {
    await trx.updateTable('verdicts').set(values).where('id', '=', current.id).execute()
  } else {
    await replaceVerdict(trx, verdict, values, current)
  }
  await keepOnce(trx, 'policies', verdict.policy)
  await keepOnce(trx, 'trust_stores', verdict.trust)
  await linkVerdict(trx, verdict)
  return current?.judged_at ?? null
}

type VerdictValues = ReturnType<typeof valuesOf>

function valuesOf({ document, report, policy, trust, ...verdict }: VerdictRow) {
  return {
    document,
    report: canonicalJson(report),
    outcome: report.outcome,
    code: report.code,
    judged_at: verdict.judgedAt,
    received_at: verdict.receivedAt,
    program_version: verdict.programVersion,
    policy: policy?.name ?? null,
    policy_sha256: policy && canonicalHash(policy),
    trust_sha256: trust && canonicalHash(trust),
    evidence: JSON.stringify(verdict.evidence),
    rests_on: JSON.stringify(verdict.restsOn),
    provisional: isProvisional(report) ? 1 : 0,
    lacks_path: lacksPath(report) ? 1 : 0,
    retry_at: verdict.retryAt,
  } as const
}

/** A revocation status too may be unknown for want of a path: to those who sign lists and responses. */
function lacksPath(report: DocumentReport): boolean {
  return (
    isProvisional(report) ||
    report.signatures.some(
      ({ trust, timestamp }) => trust !== 'trusted' || (timestamp !== null && timestamp.outcome !== 'valid'),
    )
  )
}

function currentVerdict(db: Kysely<Tables>, document: Sha256) {
  return db
    .selectFrom('verdicts')
    .selectAll()
    .where('document', '=', document)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

function isSame(current: Selectable<Tables['verdicts']>, values: VerdictValues): boolean {
  const hashes = (json: string) =>
    readStoredEvidence(json)
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
  return current.report === values.report && hashes(current.evidence) === hashes(values.evidence)
}

async function replaceVerdict(
  trx: Transaction<Tables>,
  { document, judgedAt, programVersion }: VerdictRow,
  values: VerdictValues,
  current: Selectable<Tables['verdicts']> | undefined,
): Promise<void> {
  if (current === undefined) {
    await trx
      .insertInto('verdicts')
      .values({ ...values, made_at: judgedAt, cause: null, supersedes: null, changed: 0, superseded_at: null })
      .execute()
    return
  }
  const job = await trx
    .selectFrom('jobs')
    .select('cause')
    .where('kind', '=', 'validate')
    .where('subject', '=', document)
    .executeTakeFirst()
  // Jobs that end without a word are done again: by then a list may have run out, or the program be another.
  const cause = job?.cause ?? (current.program_version === programVersion ? 'list' : 'program')
  const changed = current.outcome !== values.outcome || current.code !== values.code ? 1 : 0
  await trx.updateTable('verdicts').set({ superseded_at: judgedAt }).where('id', '=', current.id).execute()
  await trx
    .insertInto('verdicts')
    .values({ ...values, made_at: judgedAt, cause, supersedes: current.id, changed, superseded_at: null })
    .execute()
}

async function keepOnce(trx: Transaction<Tables>, table: 'policies' | 'trust_stores', value: object | null) {
  if (value === null) return
  await trx
    .insertInto(table)
    .values({ sha256: canonicalHash(value), content: canonicalJson(value) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

async function linkVerdict(trx: Transaction<Tables>, { document, restsOn }: VerdictRow): Promise<void> {
  for (const table of ['verdict_list_issuers', 'verdict_certificates'] as const) {
    await trx.deleteFrom(table).where('document', '=', document).execute()
  }
  const issuers = [...new Set(restsOn.listIssuers)].map((issuer_key) => ({ issuer_key, document }))
  const certificates = [...new Set(restsOn.certificates)].map((certificate) => ({ certificate, document }))
  if (issuers.length > 0) await trx.insertInto('verdict_list_issuers').values(issuers).execute()
  if (certificates.length > 0) await trx.insertInto('verdict_certificates').values(certificates).execute()
}

export async function verdictOf(db: Kysely<Tables>, document: Sha256): Promise<VerdictRow | null> {
  const row = await currentVerdict(db, document)
  if (row === undefined) return null
  return {
    document,
    report: readStoredReport(row.report),
    judgedAt: row.judged_at,
    receivedAt: row.received_at,
    programVersion: row.program_version,
    policy: await kept(db, 'policies', row.policy_sha256),
    trust: await kept(db, 'trust_stores', row.trust_sha256),
    evidence: readStoredEvidence(row.evidence),
    restsOn: JSON.parse(row.rests_on),
    retryAt: row.retry_at,
  }
}

async function kept(db: Kysely<Tables>, table: 'policies' | 'trust_stores', sha256: Sha256 | null) {
  if (sha256 === null) return null
  const { content } = await db
    .selectFrom(table)
    .select('content')
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  return JSON.parse(content)
}

/** Newest first. */
export async function earlierVerdicts(db: Kysely<Tables>, document: Sha256): Promise<readonly EarlierVerdict[]> {
  const rows = await replacements(db)
    .where('old.document', '=', document)
    // The same document; nothing else has an index by what it supersedes.
    .where('new.document', '=', document)
    .orderBy('old.id', 'desc')
    .execute()
  return rows.map((row) => ({
    outcome: row.old_outcome,
    code: row.old_code,
    judgedAt: row.old_judged_at,
    programVersion: row.old_program_version,
    supersededAt: row.made_at,
    why: row.cause ?? 'list',
  }))
}

export async function verdictChanges(db: Kysely<Tables>, { offset, limit }: Page): Promise<readonly VerdictChange[]> {
  const rows = await replacements(db)
    .select((eb) =>
      eb
        .selectFrom('submissions')
        .innerJoin('letters', 'letters.sha256', 'submissions.letter')
        .select('submissions.file_name')
        .whereRef('submissions.document', '=', 'new.document')
        .orderBy('letters.received_at')
        .orderBy('submissions.letter')
        .orderBy('submissions.part_path')
        .limit(1)
        .as('file_name'),
    )
    .where('new.changed', '=', 1)
    .orderBy('new.made_at', 'desc')
    .orderBy('new.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    document: row.document,
    fileName: row.file_name ?? '',
    from: { outcome: row.old_outcome, code: row.old_code },
    to: { outcome: row.outcome, code: row.code },
    at: row.made_at,
    why: row.cause ?? 'list',
  }))
}

/** Each verdict that replaced another, with the other. */
function replacements(db: Kysely<Tables>) {
  return db
    .selectFrom('verdicts as new')
    .innerJoin('verdicts as old', 'old.id', 'new.supersedes')
    .select(['new.document', 'new.outcome', 'new.code', 'new.made_at', 'new.cause'])
    .select([
      'old.outcome as old_outcome',
      'old.code as old_code',
      'old.judged_at as old_judged_at',
      'old.program_version as old_program_version',
    ])
}
