/** Links that are used once: to choose a password, or to become the first administrator. */
import type { Kysely, Transaction } from 'kysely'
import type { AccessStore } from '../access/access-store.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { changeRow, insertAccount } from './account-rows.ts'
import { addEntry } from './audit-rows.ts'
import { Refused } from './refused.ts'
import type { Tables } from './tables.ts'

type LinkMethods = Pick<AccessStore, 'addLink' | 'link' | 'choosePassword' | 'addFirstAdministrator'>

export function linkRows(db: Kysely<Tables>): LinkMethods {
  return {
    addLink: ({ sha256, account, expiresAt }, entry) =>
      db.transaction().execute(async (trx) => {
        await addEntry(trx, entry)
        const others = trx.deleteFrom('one_time_links')
        await (account === null ? others.where('account', 'is', null) : others.where('account', '=', account)).execute()
        await trx.insertInto('one_time_links').values({ sha256, account, expires_at: expiresAt }).execute()
      }),
    link: async (sha256) => {
      const row = await db.selectFrom('one_time_links').selectAll().where('sha256', '=', sha256).executeTakeFirst()
      return row === undefined ? null : { sha256, account: row.account, expiresAt: row.expires_at }
    },
    choosePassword: (link, now, password, entry) =>
      db
        .transaction()
        .execute(async (trx) => {
          await addEntry(trx, entry)
          const { account } = await takeLink(trx, link, now)
          if (account === null) throw new Refused('unknown')
          await changeRow(trx, account, { password })
          await trx.deleteFrom('sessions').where('account', '=', account).execute()
          return true
        })
        .catch(falseWhereRefused),
    addFirstAdministrator: (link, now, account, entry) =>
      db
        .transaction()
        .execute(async (trx) => {
          await addEntry(trx, entry)
          const taken = await takeLink(trx, link, now)
          const somebody = await trx.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
          if (taken.account !== null || somebody !== undefined) throw new Refused('taken')
          await insertAccount(trx, account)
          return true
        })
        .catch(falseWhereRefused),
  }
}

function falseWhereRefused(error: unknown): false {
  if (error instanceof Refused) return false
  throw error
}

/** @throws Refused where it is used or over. */
async function takeLink(trx: Transaction<Tables>, sha256: Sha256, now: Instant) {
  const used = trx.deleteFrom('one_time_links').where('sha256', '=', sha256).where('expires_at', '>', now)
  const link = await used.returningAll().executeTakeFirst()
  if (link === undefined) throw new Refused('unknown')
  return link
}
