/** A decision of which nobody else has decided meanwhile, as pages record it. */
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import type { Decision, NewDecision } from '../../src/tally/decision.ts'

export async function recordDecision(store: Pick<Store, 'decide'>, decision: NewDecision): Promise<Decision> {
  const answer = await store.decide({ decision, about: new Set(), seen: 0, lesson: null, entry: entryOf(decision) })
  if (answer.kind !== 'decided') throw new Error(`Not decided: ${answer.kind}`)
  return answer.decision
}

export function entryOf({ at, by }: NewDecision): AuditDraft {
  const actor = { account: null, name: by, role: null }
  return { at, actor, action: 'decided', subject: '', facts: {}, address: null }
}
