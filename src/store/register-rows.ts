/** The register of units, and every state in which it ever was. */
import type { Kysely, Transaction } from 'kysely'
import type { Unit } from '../campaign/unit.ts'
import { addEntry } from './audit-rows.ts'
import type { RegisterChange, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type RegisterMethods = Pick<Store, 'register' | 'startRegister' | 'changeRegister' | 'registerHistory'>

export function registerRows(db: Kysely<Tables>): RegisterMethods {
  let known: { readonly change: number; readonly history: readonly RegisterChange[] } = { change: 0, history: [] }
  return {
    // Never remembered: each night the count is made anew by it, and compared.
    register: async () => ({ change: await lastRegisterChange(db), units: await unitsNow(db) }),
    startRegister: async (change) => {
      if ((await lastRegisterChange(db)) !== 0) return
      await writing(db, async (trx) => {
        // Another process may have started it meanwhile.
        if ((await lastRegisterChange(trx)) === 0) await addRegisterChange(trx, change)
      })
    },
    changeRegister: (basedOn, change, entry) =>
      writing(db, async (trx) => {
        if ((await lastRegisterChange(trx)) !== basedOn) return false
        await addRegisterChange(trx, change)
        if (entry) await addEntry(trx, entry)
        return true
      }),
    registerHistory: async () => {
      const change = await lastRegisterChange(db)
      if (change !== known.change) known = { change, history: await history(db) }
      return known.history
    },
  }
}

/** The units as they are now, read anew only where the register has changed: what a change left never becomes another. */
export function rememberedUnits(): (db: Kysely<Tables>) => Promise<readonly Unit[]> {
  let known: { readonly change: number; readonly units: readonly Unit[] } = { change: 0, units: [] }
  return async (db) => {
    const change = await lastRegisterChange(db)
    if (change !== known.change) known = { change, units: await unitsNow(db) }
    return known.units
  }
}

/** In the order of the register. */
export async function unitsNow(db: Kysely<Tables>): Promise<readonly Unit[]> {
  const rows = await db
    .selectFrom('unit_versions as version')
    .select('version.content')
    .where('version.change', '=', (eb) =>
      eb
        .selectFrom('unit_versions as last')
        .select((last) => last.fn.max('last.change').as('change'))
        .whereRef('last.unit', '=', 'version.unit'),
    )
    .orderBy('version.place')
    .execute()
  return rows.map(({ content }) => readStoredUnit(content))
}

/** 0 where there was none. */
export async function lastRegisterChange(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('register_changes')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

export async function addRegisterChange(
  trx: Transaction<Tables>,
  { at, by, why, decision, units }: RegisterChange,
): Promise<void> {
  const places = new Map((await unitsNow(trx)).map(({ id }, place) => [id, place]))
  const { id: change } = await trx
    .insertInto('register_changes')
    .values({ made_at: at, made_by: by, why, decision })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const unit of units) {
    const place = places.get(unit.id) ?? places.size
    places.set(unit.id, place)
    await trx
      .insertInto('unit_versions')
      .values({ change, unit: unit.id, place, content: JSON.stringify(unit) })
      .execute()
  }
}

/** Newest first. */
async function history(db: Kysely<Tables>): Promise<readonly RegisterChange[]> {
  const changes = await db.selectFrom('register_changes').selectAll().orderBy('id', 'desc').execute()
  const versions = await db.selectFrom('unit_versions').selectAll().orderBy('place').execute()
  const byChange = Map.groupBy(versions, ({ change }) => change)
  return changes.map(({ id, made_at: at, made_by: by, why, decision }) => ({
    at,
    by,
    why,
    decision,
    units: (byChange.get(id) ?? []).map(({ content }) => readStoredUnit(content)),
  }))
}

function readStoredUnit(json: string): Unit {
  return JSON.parse(json)
}
