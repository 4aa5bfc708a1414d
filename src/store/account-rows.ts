/** Accounts: no change of one without an entry of the log. */
import type { Kysely, Selectable, Transaction, Updateable } from 'kysely'
import type { AccessStore, AccountChanges, AccountKey, NewAccount } from '../access/access-store.ts'
import type { Account, AccountId } from '../access/account.ts'
import { addEntry } from './audit-rows.ts'
import { Refused } from './refused.ts'
import type { Tables } from './tables.ts'

type AccountMethods = Pick<
  AccessStore,
  'accounts' | 'account' | 'addAccount' | 'changeAccount' | 'renewPassword' | 'pendingTotp' | 'takeTimeStep'
>

export function accountRows(db: Kysely<Tables>): AccountMethods {
  return {
    accounts: async () => (await db.selectFrom('accounts').selectAll().orderBy('name').execute()).map(toAccount),
    account: async (by) => {
      const [column, value] = columnOf(by)
      const row = await db.selectFrom('accounts').selectAll().where(column, '=', value).executeTakeFirst()
      return row === undefined ? null : toAccount(row)
    },
    addAccount: (account, entry) =>
      db
        .transaction()
        .execute(async (trx) => {
          // First of all: whoever changes accounts waits here for the one before.
          await addEntry(trx, entry)
          return insertAccount(trx, account)
        })
        .catch(nullWhereTaken),
    changeAccount: (id, changes, sessions, entry) =>
      db
        .transaction()
        .execute(async (trx) => {
          await addEntry(trx, entry)
          await changeRow(trx, id, changes)
          if (sessions !== 'keep') {
            const ended = trx.deleteFrom('sessions').where('account', '=', id)
            await (sessions === 'end' ? ended : ended.where('sha256', '!=', sessions.endAllBut)).execute()
          }
          return 'changed' as const
        })
        .catch((error: unknown) => {
          if (error instanceof Refused && error.why !== 'taken') return error.why
          throw error
        }),
    renewPassword: async (id, from, to) => {
      const same = db.updateTable('accounts').set({ password: to }).where('id', '=', id).where('password', '=', from)
      await same.execute()
    },
    pendingTotp: async (id, { sealed, endsAt }, now) => {
      const begun = db
        .updateTable('accounts')
        .set({ pending_totp: sealed, pending_totp_until: endsAt })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('pending_totp_until', 'is', null), eb('pending_totp_until', '<=', now)]))
      await begun.execute()
      const kept = await db.selectFrom('accounts').select('pending_totp').where('id', '=', id).executeTakeFirst()
      return kept?.pending_totp ?? sealed
    },
    takeTimeStep: async (id, step) => {
      const taken = db
        .updateTable('accounts')
        .set({ time_step: step })
        .where('id', '=', id)
        .where('time_step', '<', step)
      return (await taken.returning('id').executeTakeFirst()) !== undefined
    },
  }
}

function nullWhereTaken(error: unknown): null {
  if (error instanceof Refused) return null
  throw error
}

const NOTHING_PENDING = { pending_totp: null, pending_totp_until: null } as const

/** @throws Refused where name or identity is taken. */
export async function insertAccount(trx: Transaction<Tables>, account: NewAccount): Promise<AccountId> {
  const { fullName, createdAt, ...rest } = account
  const row = {
    ...rest,
    full_name: fullName,
    created_at: createdAt,
    time_step: 0,
    disabled: 0 as const,
    ...NOTHING_PENDING,
  }
  const added = await trx
    .insertInto('accounts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new Refused('taken')
  return added.id
}

/** @throws Refused where there is no such account, or no administrator would be left. */
export async function changeRow(trx: Transaction<Tables>, id: AccountId, changes: AccountChanges): Promise<void> {
  const { fullName, disabled, ...rest } = changes
  const row: Updateable<Tables['accounts']> = {
    ...rest,
    ...(fullName === undefined ? {} : { full_name: fullName }),
    ...('password' in changes || 'totp' in changes ? NOTHING_PENDING : {}),
    ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
  }
  const before = await trx.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  if (before === undefined) throw new Refused('unknown')
  if (Object.keys(row).length > 0) await trx.updateTable('accounts').set(row).where('id', '=', id).execute()
  if (before.role !== 'admin' || before.disabled === 1) return
  const left = await trx
    .selectFrom('accounts')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .limit(1)
    .executeTakeFirst()
  if (left === undefined) throw new Refused('last-administrator')
}

function columnOf(key: AccountKey): readonly ['id', AccountId] | readonly ['name' | 'oidc', string] {
  if ('id' in key) return ['id', key.id]
  return 'name' in key ? ['name', key.name] : ['oidc', key.oidc]
}

export function toAccount(row: Selectable<Tables['accounts']>): Account {
  const { id, name, role, unit, password, totp, oidc } = row
  const fullName = row.full_name
  return {
    id,
    name,
    fullName,
    role,
    unit,
    password,
    totp,
    oidc,
    disabled: row.disabled === 1,
    createdAt: row.created_at,
  }
}
