/** Entries of the log for what visitors do. */
import type { AuditDraft } from '../access/audit.ts'
import { clientAddress } from './client-address.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'
import { actorOf } from './visitor.ts'

type Deed = Pick<AuditDraft, 'action'> & Partial<Pick<AuditDraft, 'subject' | 'facts' | 'actor'>>

/** What a change hands to the store, which writes both or neither. */
export function entryOf(c: WebContext, view: WebView, { action, subject = '', facts = {}, actor }: Deed): AuditDraft {
  const address = clientAddress(c, view.access)
  return { at: view.now(), actor: actor ?? actorOf(c.var.visitor), action, subject, facts, address }
}

/** Of what changes nothing. A HEAD gives nothing away. */
export async function recordOf(c: WebContext, view: WebView, deed: Deed): Promise<void> {
  if (c.req.method !== 'HEAD') await view.access.store.recordAudit(entryOf(c, view, deed))
}
