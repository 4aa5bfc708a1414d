/** The session of a visitor in this browser: begun with a new token, and ended on the server. */
import { type Account, SESSION_LIMITS, type Session } from '../access/account.ts'
import { hashOfToken, newToken } from '../access/token.ts'
import type { Instant } from '../lang.ts'
import { entryOf } from './audit-record.ts'
import { clientAddress } from './client-address.ts'
import { giveCookie, readSessionCookie } from './cookies.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'

/** Whatever token the browser had is worth nothing afterwards: nobody who planted or read it is signed in by this. */
export async function beginSession(c: WebContext, view: WebView, account: Account, by: Session['by']): Promise<void> {
  const { access, now } = view
  const token = newToken()
  const at = now()
  const actor = { account: account.id, name: account.name, role: account.role }
  const before = readSessionCookie(c, access)
  if (before !== null && (await access.store.session(hashOfToken(before))) !== null) {
    await access.store.endSession(hashOfToken(before), entryOf(c, view, { action: 'session-ended', actor }))
  }
  const address = clientAddress(c, access)
  const session = { sha256: hashOfToken(token), account: account.id, by, startedAt: at, seenAt: at, address }
  await access.store.beginSession(session, entryOf(c, view, { action: 'login', actor, facts: { by } }))
  const { absoluteMs, idleMs } = SESSION_LIMITS
  await access.store.forgetSessions((at - absoluteMs) as Instant, (at - idleMs) as Instant)
  giveCookie(c, 'sokyso', token, access)
}

export async function endSession(c: WebContext, view: WebView): Promise<void> {
  const { visitor } = c.var
  if (visitor.kind !== 'person') return
  await view.access.store.endSession(visitor.session.sha256, entryOf(c, view, { action: 'logout' }))
  giveCookie(c, 'sokyso', '', view.access, 0)
}
