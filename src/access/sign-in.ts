/** Signing in with a password and, where enrolled, a code: the same answer and the same time for every way to fail. */
import { createHash } from 'node:crypto'
import type { Instant } from '../lang.ts'
import type { AccessStore } from './access-store.ts'
import { type Account, readLoginName } from './account.ts'
import type { Actor } from './audit.ts'
import { hashPassword, isOutdated, isPassword } from './password.ts'
import type { Seal } from './seal.ts'
import { timeStepOf } from './totp.ts'

export type SignInPorts = {
  readonly store: Pick<AccessStore, 'account' | 'countAttempts' | 'renewPassword' | 'takeTimeStep' | 'recordAudit'>
  readonly seal: Seal
}

export type Credentials = { readonly name: string; readonly password: string; readonly code: string }

export type SignIn = { readonly kind: 'in'; readonly account: Account } | { readonly kind: 'refused' | 'too-often' }

/** Operations reference S4. An office of thirty people may come from one address in the same minute. */
export const ATTEMPTS = { windowMs: 60_000, ofAccountAtAddress: 5, ofAddress: 30 } as const

export const STRANGER: Actor = { account: null, name: '', role: null }

/** @throws BusyError */
export async function signIn(
  ports: SignInPorts,
  { name: typed, password, code }: Credentials,
  address: string,
  now: Instant,
): Promise<SignIn> {
  const { store } = ports
  const name = readLoginName(typed)
  if (await isTooOften(store, name ?? '', address, now)) return { kind: 'too-often' }
  const account = name === null ? null : await store.account({ name })
  const usable = account === null || account.disabled ? null : account.password
  const isRight = await isPassword(password, usable)
  if (account !== null && usable !== null && isRight && (await isSecondFactor(ports, account, code, now))) {
    if (isOutdated(usable)) await store.renewPassword(account.id, usable, await hashPassword(password))
    return { kind: 'in', account }
  }
  // Of names that are no account nothing is kept: people type passwords into the wrong field.
  const draft = { at: now, actor: STRANGER, action: 'login-failed', subject: account?.name ?? '', address } as const
  await store.recordAudit({ ...draft, facts: {} })
  return { kind: 'refused' }
}

/** The password of somebody who is signed in, asked for again before a change of the account; limited like signing in. */
export async function confirmPassword(
  { store }: Pick<SignInPorts, 'store'>,
  { name, password }: Account,
  typed: string,
  address: string,
  now: Instant,
): Promise<'right' | 'wrong' | 'too-often'> {
  if (await isTooOften(store, name, address, now)) return 'too-often'
  return (await isPassword(typed, password)) ? 'right' : 'wrong'
}

type Counting = Pick<AccessStore, 'countAttempts'>

async function isTooOften(store: Counting, name: string, address: string, now: Instant) {
  const isBusy = await isTooOftenFrom(store, address, now)
  const ofBoth = await store.countAttempts(subject(address, name), now, windowBefore(now))
  return isBusy || ofBoth > ATTEMPTS.ofAccountAtAddress
}

/** Of whoever comes by the office's own service: each of them is asked about there, and each who fails is written down. */
export async function isTooOftenFrom(store: Counting, address: string, now: Instant): Promise<boolean> {
  return (await store.countAttempts(subject(address), now, windowBefore(now))) > ATTEMPTS.ofAddress
}

const windowBefore = (now: Instant) => (now - ATTEMPTS.windowMs) as Instant

/** A hash: of those who only tried, the database holds neither name nor address for longer than the window. */
const subject = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('base64url')

async function isSecondFactor({ store, seal }: SignInPorts, account: Account, code: string, now: Instant) {
  if (account.totp === null) return true
  const secret = seal.open(totpPurpose(account.id), account.totp)
  if (secret === null) return false
  const step = timeStepOf(code, Buffer.from(secret, 'base64url'), now)
  return step !== null && (await store.takeTimeStep(account.id, step))
}

export const totpPurpose = (account: Account['id']) => `totp of account ${account}`
