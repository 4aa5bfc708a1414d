/** Nobody decides about the unit that he belongs to: what it has sent, what a witness calls its own, what is asked of it. */
import { may } from '../access/role.ts'
import { heirsAt } from '../campaign/register.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Sha256 } from '../lang.ts'
import { decisionsAbout, keyOfUnit, keysOfSubmission, type ThingKey } from '../tally/decided-thing.ts'
import type { Ruling } from '../tally/decision.ts'
import { lastMoment, submissionsOf } from '../tally/tally.ts'
import type { WebView } from './view.ts'
import type { Visitor } from './visitor.ts'

type Deciding = { readonly about: ReadonlySet<ThingKey>; readonly ruling: Ruling }

type View = Pick<WebView, 'tally' | 'register' | 'decisions' | 'letter' | 'access'>

export async function isOfOwnUnit(visitor: Visitor, view: View, { about, ruling }: Deciding): Promise<boolean> {
  const own = ownUnit(visitor)
  if (own === null) return false
  const [tally, idNow] = [await view.tally(), await readIdNow(view)]
  const ownNow = idNow(own)
  // What was assigned to it and taken from it would come back by an undoing.
  const rulings = [ruling, ...decisionsAbout(await view.decisions(), about).map((decision) => decision.ruling)]
  const isGiven = rulings.some((one) => 'unit' in one && idNow(one.unit) === ownNow)
  if (about.has(keyOfUnit(ownNow)) || isGiven) return true
  const meant = submissionsOf(tally).filter(({ submission }) =>
    keysOfSubmission(submission).some((key) => about.has(key)),
  )
  const { object } = ruling
  if (meant.length === 0 && 'letter' in object) return isLetterOfOwnUnit(visitor, view, object.letter)
  return meant.some(({ attribution }) =>
    [
      ...(attribution.kind === 'unit' ? [attribution.unit] : []),
      ...attribution.testimonies.flatMap((testimony) => testimony.units),
    ].some((id) => idNow(id) === ownNow),
  )
}

/**
 * Of a letter that is not counted, by the address that it names. One that names none may be of any unit: it is left to another
 * officer, where there is one.
 */
export async function isLetterOfOwnUnit(visitor: Visitor, view: View, hash: Sha256): Promise<boolean> {
  const own = ownUnit(visitor)
  if (own === null) return false
  const sender = (await view.letter(hash))?.sender ?? null
  const idNow = await readIdNow(view)
  const isOwn = (unit: string) => idNow(unit as UnitId) === idNow(own)
  if (sender !== null) {
    return (await view.register()).units.some(({ id, addresses }) => addresses.includes(sender) && isOwn(id))
  }
  const accounts = await view.access.store.accounts()
  return accounts.some(
    ({ role, disabled, unit }) => may(role, 'decide') && !disabled && (unit === null || !isOwn(unit)),
  )
}

/** Null where whoever asks belongs to none. */
function ownUnit(visitor: Visitor): UnitId | null {
  return visitor.kind === 'person' ? (visitor.account.unit as UnitId | null) : null
}

/** The papers of a unit that was merged are its successor's. */
async function readIdNow(view: Pick<WebView, 'tally' | 'register'>): Promise<(id: UnitId) => UnitId> {
  const { campaign } = await view.tally()
  const heirOf = heirsAt((await view.register()).units, lastMoment(campaign))
  return (id) => heirOf(id)?.id ?? id
}
