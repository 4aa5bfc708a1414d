/** How many of everything there are. */
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../lang.ts'
import { keyOf, thingsSetAside } from '../tally/decided-thing.ts'
import { allDecisions } from './decision-rows.ts'
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
    .select(['reason', (eb) => eb.fn.countAll().as('count')])
    .where('state', '=', 'quarantined')
    .groupBy('reason')
    .orderBy('reason')
    .execute()
  return {
    lettersSeen: await countOf(db, 'ledger'),
    quarantined: quarantined.map(({ reason, count }) => ({ reason: reason ?? 'unknown', count: Number(count) })),
    quarantinedSince: quarantined.length === 0 ? null : await waitingSince(db),
  }
}

/** Who has set a letter aside has done with it, though it stays where it is. */
async function waitingSince(db: Kysely<Tables>): Promise<Instant | null> {
  const aside = thingsSetAside(await allDecisions(db))
  const oldest = await db
    .selectFrom('letters')
    .select(['sha256', 'quarantined_at'])
    .where('state', '=', 'quarantined')
    .orderBy('quarantined_at')
    .limit(aside.size + 1)
    .execute()
  return oldest.find(({ sha256 }) => !aside.has(keyOf({ kind: 'letter', letter: sha256 })))?.quarantined_at ?? null
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
