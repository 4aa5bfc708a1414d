/** What decisions are about, as keys: whoever decides is told what others have decided about the same thing meanwhile. */
import type { UnitId } from '../campaign/unit.ts'
import type { Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import { type Decision, type DecisionId, type DecisionObject, standingDecisions } from './decision.ts'

export type ThingKey = string

export function keyOf(object: DecisionObject): ThingKey {
  switch (object.kind) {
    case 'submission':
      return `submission ${object.letter} ${object.partPath}`
    case 'document':
      return `document ${object.document}`
    case 'letter':
      return `letter ${object.letter}`
    case 'unit':
      return `unit ${object.unit}`
  }
}

/** Under which a decision may be about this file, the narrowest first. */
export function keysOfSubmission({ letter, document, partPath }: Submission): readonly ThingKey[] {
  return [
    keyOf({ kind: 'submission', letter, partPath }),
    keyOf({ kind: 'document', document }),
    keyOf({ kind: 'letter', letter }),
  ]
}

/** What a person has set aside: nothing of it is waited for. */
export function thingsSetAside(decisions: readonly Decision[]): ReadonlySet<ThingKey> {
  const aside = new Set<ThingKey>()
  for (const { ruling } of standingDecisions(decisions))
    if (ruling.action === 'set-aside') aside.add(keyOf(ruling.object))
  return aside
}

export const keyOfUnit = (unit: UnitId): ThingKey => keyOf({ kind: 'unit', unit })
export const keyOfDocument = (document: Sha256): ThingKey => keyOf({ kind: 'document', document })

/**
 * Those about any of the things, in their order; an undoing or a confirmation is about whatever it undoes or confirms.
 *
 * @param decisions all that were made.
 */
export function decisionsAbout(decisions: readonly Decision[], keys: ReadonlySet<ThingKey>): readonly Decision[] {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]))
  return decisions.filter((decision) => objectsOf(decision, byId).some((object) => keys.has(keyOf(object))))
}

/** All that a decision is about, with what the one is about that it undoes or confirms. */
export function objectsOf(
  { id, ruling }: Decision,
  byId: ReadonlyMap<DecisionId, Decision>,
): readonly DecisionObject[] {
  switch (ruling.action) {
    case 'merge':
    case 'distinct':
      return [ruling.object, { kind: 'document', document: ruling.other }]
    case 'confirm':
    case 'undo': {
      const first = byId.get(ruling.decision)
      // A decision can only undo or confirm one before it.
      return first && first.id < id ? [ruling.object, ...objectsOf(first, byId)] : [ruling.object]
    }
    default:
      return [ruling.object]
  }
}

/** The last one made about the things since, or null. */
export function overtakenBy(
  decisions: readonly Decision[],
  keys: ReadonlySet<ThingKey>,
  seen: DecisionId,
): Decision | null {
  return decisionsAbout(decisions, keys).findLast(({ id }) => id > seen) ?? null
}
