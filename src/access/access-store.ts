/** PORT. Accounts, sessions and the log. Nothing is changed without an entry of the log in the same transaction. */
import type { Instant, Sha256 } from '../lang.ts'
import type { Account, AccountId, OneTimeLink, Session } from './account.ts'
import type { AuditAction, AuditDraft, AuditEntry, AuditHead } from './audit.ts'

export type NewAccount = Omit<Account, 'id' | 'disabled'>

export type AccountChanges = Partial<
  Pick<Account, 'fullName' | 'role' | 'unit' | 'password' | 'totp' | 'oidc' | 'disabled'>
>

/** Shown to a person who is yet to confirm it; forgotten with each change of the password or the authenticator. */
export type PendingTotp = { readonly sealed: string; readonly endsAt: Instant }

/** Without an administrator who may sign in nobody could mend anything: the last one stays. */
export type ChangeAnswer = 'changed' | 'unknown' | 'last-administrator'

export type AuditFilter = {
  readonly action: AuditAction | null
  /** Part of the name of who did it, or of what it was done to; '' for all. */
  readonly text: string
}

export type AccessStore = {
  /** In the order of their names. */
  readonly accounts: () => Promise<readonly Account[]>
  readonly account: (by: AccountKey) => Promise<Account | null>
  /** Null where the name or the identity is taken. */
  readonly addAccount: (account: NewAccount, entry: AuditDraft) => Promise<AccountId | null>
  /** Ends the sessions of the account, too, unless they are to be kept, or all but one of them. */
  readonly changeAccount: (
    id: AccountId,
    changes: AccountChanges,
    sessions: 'keep' | 'end' | { readonly endAllBut: Sha256 },
    entry: AuditDraft,
  ) => Promise<ChangeAnswer>
  /** A better hash of the same password, made at login. Does nothing where the password is no longer `from`. */
  readonly renewPassword: (id: AccountId, from: string, to: string) => Promise<void>
  /** The sealed key that waits to be confirmed: the one that is kept, or `fresh` where none is, or its time is over. */
  readonly pendingTotp: (id: AccountId, fresh: PendingTotp, now: Instant) => Promise<string>
  /** False where a code of this or a later time step was used before: each is good once (RFC 6238, 5.2). */
  readonly takeTimeStep: (id: AccountId, step: number) => Promise<boolean>

  readonly beginSession: (session: Session, entry: AuditDraft) => Promise<void>
  readonly session: (sha256: Sha256) => Promise<{ readonly session: Session; readonly account: Account } | null>
  readonly seeSession: (sha256: Sha256, at: Instant) => Promise<void>
  readonly endSession: (sha256: Sha256, entry: AuditDraft) => Promise<void>
  /** Newest first. */
  readonly sessionsOf: (account: AccountId) => Promise<readonly Session[]>
  /** Removes what was begun or seen last before these times: nobody can use it any more. */
  readonly forgetSessions: (startedBefore: Instant, seenBefore: Instant) => Promise<void>

  /** Other links to the same account, or to become the first administrator, are void from now on. */
  readonly addLink: (link: OneTimeLink, entry: AuditDraft) => Promise<void>
  readonly link: (sha256: Sha256) => Promise<OneTimeLink | null>
  /** Of an account's link. False where it is used or over. */
  readonly choosePassword: (link: Sha256, now: Instant, password: string, entry: AuditDraft) => Promise<boolean>
  /** False where the link is used or over, or somebody is there already. */
  readonly addFirstAdministrator: (
    link: Sha256,
    now: Instant,
    account: NewAccount,
    entry: AuditDraft,
  ) => Promise<boolean>

  /** Notes one more attempt, and counts those since then, this one too. */
  readonly countAttempts: (subject: string, now: Instant, since: Instant) => Promise<number>

  readonly recordAudit: (entry: AuditDraft) => Promise<void>
  /** Newest first. */
  readonly auditEntries: (
    filter: AuditFilter,
    page: { readonly offset: number; readonly limit: number },
  ) => Promise<readonly AuditEntry[]>
  /** In the order of their numbers, behind `number`. */
  readonly auditEntriesBehind: (number: number, limit: number) => Promise<readonly AuditEntry[]>
  readonly auditHead: () => Promise<AuditHead>
}

export type AccountKey = { readonly id: AccountId } | { readonly name: string } | { readonly oidc: string }
