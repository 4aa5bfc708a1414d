/** Somebody who may look at the pages of a running service: an account and a session in its store. */
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Role } from '../../src/access/role.ts'
import { hashOfToken, newToken } from '../../src/access/token.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'

/** Headers to ask for pages with. Of each role there is one visitor. */
export async function visitorOf(
  store: Store,
  now = Date.now() as Instant,
  { role = 'leader', unit = null }: { readonly role?: Role; readonly unit?: UnitId | null } = {},
): Promise<{ readonly cookie: string }> {
  const actor = { account: null, name: 'test', role: null }
  const entry: AuditDraft = { at: now, actor, action: 'account-added', subject: 'test', facts: {}, address: null }
  const person = { name: `visitor-${role}`, fullName: 'Nguyễn Thị Minh Nguyệt', role, unit, createdAt: now }
  // Administrators are let in with a second factor only; nobody signs in by this one.
  await store.addAccount({ ...person, password: null, totp: 'x', oidc: null }, entry)
  const account = (await store.account({ name: person.name }))?.id ?? (0 as never)
  const token = newToken()
  const session = {
    sha256: hashOfToken(token),
    account,
    by: 'password',
    startedAt: now,
    seenAt: now,
    address: '',
  } as const
  await store.beginSession(session, { ...entry, action: 'login' })
  return { cookie: `sokyso=${token}` }
}

/** The same for the database of a service on one machine. */
export async function visitorIn(database: string, now?: Instant): Promise<{ readonly cookie: string }> {
  const store = await openSqliteStore(database)
  try {
    return await visitorOf(store, now)
  } finally {
    await store.close()
  }
}
