/** Making a link that is used once: whoever holds it chooses a password, or becomes the first administrator. */
import type { Instant } from '../lang.ts'
import type { AccessStore } from './access-store.ts'
import { type AccountId, LINK_MS } from './account.ts'
import type { AuditDraft } from './audit.ts'
import { hashOfToken, newToken } from './token.ts'

/** Its path. Only whoever is handed it knows it. @param account null for the first administrator. */
export async function makeLink(
  store: Pick<AccessStore, 'addLink'>,
  account: AccountId | null,
  now: Instant,
  entry: AuditDraft,
): Promise<string> {
  const token = newToken()
  await store.addLink({ sha256: hashOfToken(token), account, expiresAt: (now + LINK_MS) as Instant }, entry)
  return `/dat-mat-khau/${token}`
}
