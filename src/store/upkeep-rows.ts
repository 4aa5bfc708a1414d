/** Rows of the care for the system: schedules, damaged files, alerts. */
import type { Kysely } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { readCensus } from './census-rows.ts'
import { noteAllChanged } from './changed-rows.ts'
import { inPortions } from './portions.ts'
import { retentionRows } from './retention-rows.ts'
import type { Tables } from './tables.ts'
import type { DamagedFile, UpkeepStore } from './upkeep-store.ts'
import { writing } from './writing.ts'

export function upkeepRows(db: Kysely<Tables>): UpkeepStore {
  return {
    ...scheduleRows(db),
    ...damageRows(db),
    ...alertRows(db),
    ...retentionRows(db),
    forgetUnread: () => forgetUnread(db),
    census: (now) => readCensus(db, now),
  }
}

type ScheduleMethods = Pick<UpkeepStore, 'schedules' | 'beginRun' | 'endRun' | 'noteSchedule' | 'recordTallyCheck'>

function scheduleRows(db: Kysely<Tables>): ScheduleMethods {
  return {
    schedules: async () => {
      const rows = await db.selectFrom('schedules').selectAll().orderBy('name').execute()
      return rows.map(({ name, started_at, ended_at, good_at, fault, runs }) => ({
        ...{ name, fault, runs },
        ...{ startedAt: started_at, endedAt: ended_at, goodAt: good_at },
      }))
    },
    beginRun: async (name, at) => {
      const begun = { started_at: at, ended_at: null, fault: null }
      await db.updateTable('schedules').set(begun).where('name', '=', name).execute()
    },
    endRun: async (name, at, fault) => {
      await db
        .updateTable('schedules')
        .set((eb) => ({ ended_at: at, fault, ...(fault === null ? { good_at: at, runs: eb('runs', '+', 1) } : {}) }))
        .where('name', '=', name)
        .execute()
    },
    noteSchedule: async (name, at) => {
      await db
        .insertInto('schedules')
        .values({ name, started_at: at, ended_at: at, good_at: null, fault: null, runs: 0 })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
    },
    recordTallyCheck: (at, isEqual) =>
      writing(db, async (trx) => {
        const { tally_mismatches } = await trx.selectFrom('service').selectAll().executeTakeFirstOrThrow()
        const mismatches = (tally_mismatches ?? 0) + (isEqual ? 0 : 1)
        const tally_differs = isEqual ? (0 as const) : (1 as const)
        await trx
          .updateTable('service')
          .set({ tally_checked_at: at, tally_mismatches: mismatches, tally_differs })
          .execute()
        // What was kept up, in whatever process, missed a write: by an older version of the program, or behind our back.
        if (!isEqual) await noteAllChanged(trx)
      }),
  }
}

type DamageMethods = Pick<UpkeepStore, 'keptContent' | 'recordDamage' | 'damagedFiles'>

function damageRows(db: Kysely<Tables>): DamageMethods {
  return {
    keptContent: async (from, to) => {
      const letters = db
        .selectFrom('letters')
        .select('sha256')
        .where('state', 'in', ['stored', 'read'])
        .where('destroyed_at', 'is', null)
        .where('sha256', '>=', from as Sha256)
        .where('sha256', '<', to as Sha256)
      const documents = db
        .selectFrom('documents')
        .select('sha256')
        .where('destroyed_at', 'is', null)
        .where('sha256', '>=', from as Sha256)
        .where('sha256', '<', to as Sha256)
      const rows = await letters.union(documents).execute()
      return rows.map(({ sha256 }) => sha256)
    },
    recordDamage: (sha256, why, at) =>
      writing(db, async (trx) => {
        if (why === null) {
          await trx.deleteFrom('damaged_files').where('sha256', '=', sha256).execute()
          return
        }
        await trx
          .insertInto('damaged_files')
          .values({ sha256, why, found_at: at })
          .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ why }))
          .execute()
      }),
    damagedFiles: async () => (await damaged(db).orderBy('found_at').orderBy('sha256').execute()).map(toDamagedFile),
  }
}

const damaged = (db: Kysely<Tables>) => db.selectFrom('damaged_files').selectAll()

const toDamagedFile = ({ sha256, why, found_at }: Tables['damaged_files']): DamagedFile => ({
  ...{ sha256, why },
  foundAt: found_at,
})

export async function damageOf(db: Kysely<Tables>, sha256: Sha256): Promise<DamagedFile | null> {
  const row = await damaged(db).where('sha256', '=', sha256).executeTakeFirst()
  return row === undefined ? null : toDamagedFile(row)
}

/** The cursor only saves listing: without it whatever has no row in the ledger is found again. */
function forgetUnread(db: Kysely<Tables>): Promise<void> {
  return writing(db, async (trx) => {
    const unread = (await trx.selectFrom('letters').select('sha256').where('state', '=', 'stored').execute()).map(
      ({ sha256 }) => sha256,
    )
    if (unread.length === 0) return
    await inPortions(unread, async (some) => {
      await trx.deleteFrom('jobs').where('kind', '=', 'read-letter').where('subject', 'in', some).execute()
      await trx.deleteFrom('ledger').where('letter', 'in', some).execute()
      await trx.deleteFrom('letters').where('sha256', 'in', some).execute()
    })
    await trx.updateTable('mailboxes').set({ uid_validity: null, last_uid: null }).execute()
  })
}

type AlertMethods = Pick<UpkeepStore, 'alerts' | 'recordAlert' | 'forgetAlert'>

function alertRows(db: Kysely<Tables>): AlertMethods {
  return {
    alerts: async () => {
      const rows = await db.selectFrom('alerts').selectAll().orderBy('since').orderBy('name').execute()
      return rows.map(({ name, since, ended_at, told }) => ({ name, since, endedAt: ended_at, isTold: told === 1 }))
    },
    recordAlert: ({ name, since, endedAt, isTold }) =>
      writing(db, async (trx) => {
        const state = { since, ended_at: endedAt, told: isTold ? (1 as const) : (0 as const) }
        await trx
          .insertInto('alerts')
          .values({ name, ...state })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(state))
          .execute()
      }),
    forgetAlert: (name) =>
      writing(db, async (trx) => {
        await trx.deleteFrom('alerts').where('name', '=', name).execute()
      }),
  }
}
