/** The log of who did what: entries that hold the hash of the one before, so that none can be changed or left out unseen. */
import { canonicalHash } from '../canonical-json.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { AccountId } from './account.ts'
import type { Role } from './role.ts'

export const AUDIT_ACTIONS = [
  'login',
  'login-failed',
  'confirmation-failed',
  'logout',
  'session-ended',
  'link-made',
  'account-added',
  'account-changed',
  'account-disabled',
  'account-enabled',
  'password-reset',
  'password-chosen',
  'totp-enrolled',
  'totp-removed',
  'document-downloaded',
  'bundle-downloaded',
  'log-exported',
  'paper-downloaded',
  'slip-downloaded',
  'content-destroyed',
  'decided',
  'letter-read-again',
  'notices-changed',
  'reminders-sent',
  'letter-decided',
  'address-cleared',
  'mailbox-tried',
  'setting-changed',
  'register-changed',
  'trust-imported',
  'rehearsed',
  'reading-started',
  'person-exported',
  'person-forgotten',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Names are kept as they were then: an account may be renamed later. */
export type Actor = { readonly account: AccountId | null; readonly name: string; readonly role: Role | null }

/** What is to be written; its place in the chain is given by the store. */
export type AuditDraft = {
  readonly at: Instant
  readonly actor: Actor
  readonly action: AuditAction
  /** What it was done to: the login name of an account, the SHA-256 of a document; '' where the action says it all. */
  readonly subject: string
  readonly facts: Readonly<Record<string, string>>
  /** Network address; null for commands on the server. */
  readonly address: string | null
}

export type AuditEntry = AuditDraft & {
  /** 1 for the first, without gaps. */
  readonly number: number
  readonly sha256: Sha256
}

/** Stands before the first entry. */
export const NO_ENTRY = '0'.repeat(64) as Sha256

/** Of everything that the entry says, in the form of RFC 8785, and of all before it. */
export function hashOfEntry(draft: AuditDraft, number: number, before: Sha256): Sha256 {
  const { at, actor, action, subject, facts, address } = draft
  return canonicalHash({ number, before, at, actor, action, subject, facts, address })
}

export type AuditHead = { readonly number: number; readonly sha256: Sha256 }

export type ChainCheck =
  | { readonly kind: 'whole'; readonly head: AuditHead }
  /** The entry with this number is missing, was changed, or does not follow the one before. */
  | { readonly kind: 'broken'; readonly number: number }
  /** All entries hold together, but the store remembers another last one: some were taken off the end, or all rewritten. */
  | { readonly kind: 'cut'; readonly head: AuditHead; readonly remembered: AuditHead }
  /** An entry differs from what was written down elsewhere at that time. */
  | { readonly kind: 'not-as-noted'; readonly number: number }

/**
 * @param entries in the order of their numbers, the first first.
 * @param remembered what the store holds as the last.
 * @param noted number and hash of some entry as somebody wrote them down; null where nobody did.
 */
export async function checkChain(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  remembered: AuditHead,
  noted: AuditHead | null = null,
): Promise<ChainCheck> {
  let head: AuditHead = { number: 0, sha256: NO_ENTRY }
  let isAsNoted = noted === null
  for await (const entry of entries) {
    const number = head.number + 1
    if (entry.number !== number || entry.sha256 !== hashOfEntry(entry, number, head.sha256)) {
      return { kind: 'broken', number }
    }
    head = { number, sha256: entry.sha256 }
    isAsNoted ||= noted?.number === number && noted.sha256 === entry.sha256
  }
  if (remembered.number !== head.number || remembered.sha256 !== head.sha256) return { kind: 'cut', head, remembered }
  return isAsNoted || noted === null ? { kind: 'whole', head } : { kind: 'not-as-noted', number: noted.number }
}
