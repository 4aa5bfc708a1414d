/** What of one person is needed no more is destroyed at his wish, before its time: by the same rule as each night. */
import type { AuditDraft } from '../access/audit.ts'
import type { PersonStore } from '../store/person-store.ts'
import type { DestroyContentPorts } from './destroy-content.ts'
import { lettersNeeded, removeDestroyed } from './destroy-content.ts'

export type ForgetPersonPorts = Pick<DestroyContentPorts, 'files' | 'served' | 'campaign' | 'clock'> & {
  readonly store: DestroyContentPorts['store'] & PersonStore
}

/** How many letters: of the person whose content is gone now, and of ours whose words are. */
export type Forgotten = { readonly letters: number; readonly notices: number; readonly isFrozen: boolean }

/** Nothing that counts, waits or may be decided otherwise: so no letter of his before the count is frozen. */
export async function forgetPerson(ports: ForgetPersonPorts, name: string, entry: AuditDraft): Promise<Forgotten> {
  const { store, files, served, campaign, clock } = ports
  const frozen = await store.frozenTally(campaign.id)
  let letters = 0
  if (frozen !== null) {
    // Before the count: one that is read meanwhile is in it, or not among them.
    const kept = new Set(await store.agedLetters(clock()))
    const needed = lettersNeeded(await served(), frozen.fates)
    for (const { sha256 } of (await store.person(name)).letters) {
      if (!kept.has(sha256) || needed.has(sha256)) continue
      await store.destroyContent(sha256, { ...entry, action: 'content-destroyed', subject: sha256 })
      letters++
    }
  }
  const notices = await store.forgetAddress(name, entry)
  // As each night, which removes what is left where this process dies here.
  await removeDestroyed({ store, files }, entry.at)
  return { letters, notices, isFrozen: frozen !== null }
}
