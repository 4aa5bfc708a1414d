/** How many of everything there are. */
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../lang.ts'
import type { Tables } from './tables.ts'
import type { Census } from './upkeep-store.ts'

export async function readCensus(db: Kysely<Tables>, now: Instant): Promise<Census> {
  const service = await db.selectFrom('service').selectAll().executeTakeFirstOrThrow()
  return {
    ...(await letterCounts(db)),
    documents: await documentCounts(db),
    verdicts: await verdictCounts(db),
    ...(await jobCounts(db, now)),
    tallyCheckedAt: service.tally_checked_at,
    tallyMismatches: service.tally_mismatches ?? 0,
    tallyDiffers: service.tally_differs === 1,
  }
}

async function countOf(db: Kysely<Tables>, table: 'ledger' | 'documents'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function letterCounts(db: Kysely<Tables>) {
  const quarantined = await db
    .selectFrom('letters')
    .select(['reason', (eb) => eb.fn.countAll().as('count'), (eb) => eb.fn.min('quarantined_at').as('since')])
    .where('state', '=', 'quarantined')
    .groupBy('reason')
    .orderBy('reason')
    .execute()
  const times = quarantined.map(({ since }) => Number(since))
  return {
    lettersSeen: await countOf(db, 'ledger'),
    quarantined: quarantined.map(({ reason, count }) => ({ reason: reason ?? 'unknown', count: Number(count) })),
    quarantinedSince: times.length === 0 ? null : (Math.min(...times) as Instant),
  }
}

async function documentCounts(db: Kysely<Tables>) {
  const jobs = await db
    .selectFrom('jobs')
    .select(['dead', (eb) => eb.fn.countAll().as('count')])
    .where('kind', '=', 'validate')
    .groupBy('dead')
    .execute()
  const withJob = (dead: 0 | 1) => Number(jobs.find((row) => row.dead === dead)?.count ?? 0)
  const [waiting, dead] = [withJob(0), withJob(1)]
  return { waiting, dead, judged: (await countOf(db, 'documents')) - waiting - dead }
}

async function verdictCounts(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('verdicts')
    .select(['outcome', 'code', (eb) => eb.fn.countAll().as('count')])
    .groupBy(['outcome', 'code'])
    .orderBy('outcome')
    .orderBy('code')
    .execute()
  return rows.map(({ outcome, code, count }) => ({ outcome, code, count: Number(count) }))
}

async function jobCounts(db: Kysely<Tables>, now: Instant) {
  const state = sql<
    'dead' | 'due' | 'later'
  >`case when dead = 1 then 'dead' when due_at <= ${sql.lit(now)} then 'due' else 'later' end`
  const rows = await db
    .selectFrom('jobs')
    .select(['kind', state.as('state'), (eb) => eb.fn.countAll().as('count')])
    .groupBy(['kind', state])
    .execute()
  const ends = await db
    .selectFrom('jobs')
    .select([
      (eb) => eb.fn.max('id').as('last'),
      sql<number | null>`min(case when dead = 0 and due_at <= ${now} then id end)`.as('first'),
    ])
    .executeTakeFirstOrThrow()
  return {
    jobs: rows.map(({ kind, state, count }) => ({ kind, state, count: Number(count) })),
    firstDueJob: ends.first === null ? null : Number(ends.first),
    lastJob: ends.last === null ? null : Number(ends.last),
  }
}
