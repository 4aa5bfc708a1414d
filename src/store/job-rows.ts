/** Jobs: leased, finished, tried again or dead. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Instant } from '../lang.ts'
import { noteChanged } from './changed-rows.ts'
import { quarantineLetter } from './letter-rows.ts'
import type { SqlTraits } from './sql-store.ts'
import type { Job, LeasedJob, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type JobMethods = Pick<
  Store,
  | 'takeJob'
  | 'renewJob'
  | 'dueJobs'
  | 'releaseJobs'
  | 'finishJob'
  | 'failJob'
  | 'postponeJob'
  | 'reviveJobs'
  | 'documentsWaiting'
  | 'deadDocuments'
>

const due = (db: Kysely<Tables>, now: Instant) =>
  db.selectFrom('jobs').select('id').where('dead', '=', 0).where('due_at', '<=', now).orderBy('due_at').orderBy('id')

/** That a job was taken or done may be forgotten: then it is done again, and changes nothing. */
export function jobRows(db: Kysely<Tables>, traits: SqlTraits): JobMethods {
  return {
    takeJob: (now, leaseMs, id) =>
      traits.unsynced(db, async (connection) => {
        const leaseUntil = (now + leaseMs) as Instant
        const all = due(connection, now)
        const first = (id === undefined ? all : all.where('id', '=', Number(id))).limit(1)
        // Who comes at the same time takes the next, and waits for nobody.
        const chosen = traits.rowLocks ? first.forUpdate().skipLocked() : first
        const row = await connection
          .updateTable('jobs')
          .set((eb) => ({ due_at: leaseUntil, attempt: eb('attempt', '+', 1), why: null }))
          .where('id', '=', chosen)
          .returning(['id', 'kind', 'subject', 'attempt'])
          .executeTakeFirst()
        return row === undefined ? null : { ...asLeased(row), leaseUntil }
      }),
    renewJob: async (job, now, leaseMs) => {
      const { numUpdatedRows } = await db
        .updateTable('jobs')
        .set({ due_at: now + leaseMs })
        .where(leaseOf(job))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    dueJobs: async (now, limit) => (await due(db, now).limit(limit).execute()).map(({ id }) => String(id)),
    releaseJobs: async () => {
      await db.updateTable('jobs').set({ due_at: 0 }).where('dead', '=', 0).execute()
    },
    finishJob: (job) =>
      traits.unsynced(db, (connection) =>
        writing(connection, async (trx) => {
          await trx.deleteFrom('jobs').where(leaseOf(job)).execute()
        }),
      ),
    ...failedJobs(db),
    reviveJobs: () =>
      writing(db, async (trx) => {
        const revived = await trx
          .updateTable('jobs')
          .set({ dead: 0, attempt: 0, due_at: 0, why: null })
          .where('dead', '=', 1)
          .returning('subject')
          .execute()
        await noteChanged(
          trx,
          revived.map(({ subject }) => subject),
        )
      }),
    documentsWaiting: () => countDocuments(db, 0),
    deadDocuments: () => countDocuments(db, 1),
  }
}

function failedJobs(db: Kysely<Tables>): Pick<Store, 'failJob' | 'postponeJob'> {
  return {
    failJob: (job, retryAt, why, at) =>
      writing(db, async (trx) => {
        const change = retryAt === null ? { dead: 1 as const, why } : { due_at: retryAt, why }
        const { numUpdatedRows } = await trx.updateTable('jobs').set(change).where(leaseOf(job)).executeTakeFirst()
        if (retryAt === null && numUpdatedRows > 0n && job.job.kind === 'read-letter') {
          await quarantineLetter(trx, job.job.letter, 'internal-error', at)
        }
        // One that nobody can judge counts as that.
        if (job.job.kind === 'validate') await noteChanged(trx, [job.job.document])
      }),
    postponeJob: (job, at, why) =>
      writing(db, async (trx) => {
        const row = await trx.deleteFrom('jobs').where(leaseOf(job)).returningAll().executeTakeFirst()
        if (row === undefined) return
        // Under another id, since id and attempt together name a lease.
        const { id: _, ...rest } = row
        await trx
          .insertInto('jobs')
          .values({ ...rest, attempt: row.attempt - 1, due_at: at, why })
          .execute()
      }),
  }
}

async function countDocuments(db: Kysely<Tables>, dead: 0 | 1): Promise<number> {
  const row = await db
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('kind', '=', 'validate')
    .where('dead', '=', dead)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function leaseOf(job: LeasedJob) {
  return sql<boolean>`id = ${Number(job.id)} and attempt = ${job.attempt} and dead = 0`
}

function asLeased(row: Pick<Selectable<Tables['jobs']>, 'id' | 'kind' | 'subject' | 'attempt'>) {
  const job: Job =
    row.kind === 'read-letter'
      ? { kind: 'read-letter', letter: row.subject }
      : { kind: 'validate', document: row.subject }
  return { id: String(row.id), job, attempt: row.attempt }
}
