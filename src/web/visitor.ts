/** Who asks for a page: nobody known, a person who has signed in, or whoever looks at the practice mailbox. */
import { type Account, isAlive, type Session } from '../access/account.ts'
import type { Actor } from '../access/audit.ts'
import { may, type Right, type Role } from '../access/role.ts'
import { STRANGER } from '../access/sign-in.ts'
import { hashOfToken } from '../access/token.ts'
import type { Instant } from '../lang.ts'
import type { Access } from './access.ts'
import { readSessionCookie } from './cookies.ts'
import type { WebContext } from './route.ts'
import type { SeenSessions } from './seen-sessions.ts'

export type Visitor =
  | { readonly kind: 'nobody' }
  /** Nobody signs in to data that are made up. Whoever is on this machine may try everything, others may look. */
  | { readonly kind: 'practice'; readonly role: 'admin' | 'leader' }
  | { readonly kind: 'person'; readonly account: Account; readonly session: Session }

export const NOBODY: Visitor = { kind: 'nobody' }

export async function readVisitor(c: WebContext, access: Access, seen: SeenSessions, now: Instant): Promise<Visitor> {
  if (access.practice !== null) return { kind: 'practice', role: access.practice }
  const token = readSessionCookie(c, access)
  if (token === null) return NOBODY
  const found = await access.store.session(hashOfToken(token))
  if (found === null || found.account.disabled) return NOBODY
  const session = seen.of(found.session)
  if (!isAlive(session, now)) return NOBODY
  if (isOfPerson(c)) await seen.see(session, now)
  return { kind: 'person', account: found.account, session }
}

/** An open page asks by itself for what is new: that keeps nobody signed in. Fetch Metadata, 2.1; older browsers do not tell. */
function isOfPerson(c: WebContext): boolean {
  const mode = c.req.header('sec-fetch-mode')
  return mode === undefined || mode === 'navigate'
}

export function roleOf(visitor: Visitor): Role | null {
  switch (visitor.kind) {
    case 'nobody':
      return null
    case 'practice':
      return visitor.role
    case 'person':
      return visitor.account.role
  }
}

export function visitorMay(visitor: Visitor, right: Right): boolean {
  const role = roleOf(visitor)
  return role !== null && may(role, right)
}

export function actorOf(visitor: Visitor): Actor {
  switch (visitor.kind) {
    case 'nobody':
      return STRANGER
    case 'practice':
      return { account: null, name: 'thực hành', role: visitor.role }
    case 'person': {
      const { id, name, role } = visitor.account
      return { account: id, name, role }
    }
  }
}

/** Administrators need a second factor; that of the office's own service, where it signed them in, is its matter. */
export function mustEnrol(visitor: Visitor): boolean {
  if (visitor.kind !== 'person') return false
  const { account, session } = visitor
  return account.role === 'admin' && account.totp === null && session.by === 'password'
}
