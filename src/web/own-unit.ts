/** Nobody decides about the unit that he belongs to: what it has sent, what a witness calls its own, what is asked of it. */
import { heirsAt } from '../campaign/register.ts'
import type { UnitId } from '../campaign/unit.ts'
import { decisionsAbout, keyOfUnit, keysOfSubmission, type ThingKey } from '../tally/decided-thing.ts'
import type { Ruling } from '../tally/decision.ts'
import { lastMoment, submissionsOf } from '../tally/tally.ts'
import type { WebView } from './view.ts'
import type { Visitor } from './visitor.ts'

type Deciding = { readonly about: ReadonlySet<ThingKey>; readonly ruling: Ruling }

export async function isOfOwnUnit(
  visitor: Visitor,
  view: Pick<WebView, 'tally' | 'register' | 'decisions'>,
  { about, ruling }: Deciding,
): Promise<boolean> {
  const own = visitor.kind === 'person' ? visitor.account.unit : null
  if (own === null) return false
  const tally = await view.tally()
  const heirOf = heirsAt((await view.register()).units, lastMoment(tally.campaign))
  // The papers of a unit that was merged are its successor's.
  const idNow = (id: UnitId): UnitId => heirOf(id)?.id ?? id
  const ownNow = idNow(own as UnitId)
  // What was assigned to it and taken from it would come back by an undoing.
  const rulings = [ruling, ...decisionsAbout(await view.decisions(), about).map((decision) => decision.ruling)]
  const isGiven = rulings.some((one) => 'unit' in one && idNow(one.unit) === ownNow)
  if (about.has(keyOfUnit(ownNow)) || isGiven) return true
  const meant = submissionsOf(tally).filter(({ submission }) =>
    keysOfSubmission(submission).some((key) => about.has(key)),
  )
  return meant.some(({ attribution }) =>
    [
      ...(attribution.kind === 'unit' ? [attribution.unit] : []),
      ...attribution.testimonies.flatMap((testimony) => testimony.units),
    ].some((id) => idNow(id) === ownNow),
  )
}
