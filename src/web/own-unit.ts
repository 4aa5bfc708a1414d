/** Nobody decides about the unit that he belongs to: what it has sent, what a witness calls its own, what is asked of it. */
import { heirsAt } from '../campaign/register.ts'
import type { UnitId } from '../campaign/unit.ts'
import { keyOfUnit, keysOfSubmission, type ThingKey } from '../tally/decided-thing.ts'
import type { Ruling } from '../tally/decision.ts'
import { lastMoment } from '../tally/tally.ts'
import type { WebView } from './view.ts'
import type { Visitor } from './visitor.ts'

type Deciding = { readonly about: ReadonlySet<ThingKey>; readonly ruling: Ruling }

export async function isOfOwnUnit(
  visitor: Visitor,
  view: Pick<WebView, 'tally' | 'register'>,
  { about, ruling }: Deciding,
): Promise<boolean> {
  const own = visitor.kind === 'person' ? visitor.account.unit : null
  if (own === null) return false
  const { campaign, units, unassigned } = await view.tally()
  const heirOf = heirsAt((await view.register()).units, lastMoment(campaign))
  // The papers of a unit that was merged are its successor's.
  const idNow = (id: UnitId): UnitId => heirOf(id)?.id ?? id
  const ownNow = idNow(own as UnitId)
  if (about.has(keyOfUnit(ownNow)) || ('unit' in ruling && idNow(ruling.unit) === ownNow)) return true
  const meant = [...units.flatMap(({ submissions }) => submissions), ...unassigned].filter(({ submission }) =>
    keysOfSubmission(submission).some((key) => about.has(key)),
  )
  return meant.some(({ attribution }) =>
    [
      ...(attribution.kind === 'unit' ? [attribution.unit] : []),
      ...attribution.testimonies.flatMap((testimony) => testimony.units),
    ].some((id) => idNow(id) === ownNow),
  )
}
