/** The settings, each with the number of the change that made it what it is. */
import type { Kysely } from 'kysely'
import { addEntry } from './audit-rows.ts'
import { SETTINGS, type SettingsStore } from './settings-store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

export function settingsRows(db: Kysely<Tables>): SettingsStore {
  return {
    settings: async () => {
      const rows = await db.selectFrom('settings').selectAll().execute()
      return {
        change: Math.max(0, ...rows.map(({ change }) => change)),
        values: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
      }
    },
    changeSettings: (values, entry) =>
      writing(db, async (trx) => {
        const last = await trx
          .selectFrom('settings')
          .select((eb) => eb.fn.max('change').as('change'))
          .executeTakeFirst()
        const change = (last?.change ?? 0) + 1
        for (const name of SETTINGS) {
          const value = values[name]
          if (value === undefined) continue
          await trx
            .insertInto('settings')
            .values({ name, value, change })
            .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, change }))
            .execute()
        }
        await addEntry(trx, entry)
      }),
  }
}
