/** People who may sign in, how they sign in, and for how long. */
import type { Brand, Instant, Sha256 } from '../lang.ts'
import type { Role } from './role.ts'

export type AccountId = Brand<number, 'AccountId'>

export type Account = {
  readonly id: AccountId
  /** What is typed at login: see `readLoginName`. */
  readonly name: string
  /** As colleagues know the person. */
  readonly fullName: string
  readonly role: Role
  /** Whose rows the role `unit` reads; of a role that decides, the unit that the person belongs to and never decides about. */
  readonly unit: string | null
  /** As `password.ts` writes it; null where none was chosen yet, or another service knows the person. */
  readonly password: string | null
  /** Sealed secret of the authenticator, null where none is enrolled. */
  readonly totp: string | null
  /** Who the person is at the provider of identities: issuer and subject, as `oidcSubject` writes them. */
  readonly oidc: string | null
  readonly disabled: boolean
  readonly createdAt: Instant
}

export type Session = {
  /** Of the token that the browser holds: whoever reads the database cannot sign in with it. */
  readonly sha256: Sha256
  readonly account: AccountId
  readonly by: 'password' | 'oidc'
  readonly startedAt: Instant
  readonly seenAt: Instant
  readonly address: string
}

/** Operations reference S7: OWASP ASVS gives 30 minutes and 12 hours for work of this kind. */
export const SESSION_LIMITS = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 } as const

export function isAlive({ startedAt, seenAt }: Session, now: Instant): boolean {
  return now < startedAt + SESSION_LIMITS.absoluteMs && now < seenAt + SESSION_LIMITS.idleMs
}

/** A link that is used once: to choose a password, or, without an account, to become the first administrator. */
export type OneTimeLink = {
  readonly sha256: Sha256
  readonly account: AccountId | null
  readonly expiresAt: Instant
}

export const LINK_MS = 3_600_000

/** Small letters, as mail addresses are written: two names must never differ by what the eye does not see. */
const LOGIN_NAME = /^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])$/

/** Null where it is none. */
export function readLoginName(text: string): string | null {
  const name = text.trim().toLowerCase()
  return LOGIN_NAME.test(name) ? name : null
}

/** In characters; names of offices in use are shorter than half of it. */
export const MAX_FULL_NAME = 100
