/** Rules for objects by what refers to them, whatever they are. ISO 32000-2, 7.3.10 and 7.5.4. */
import { isCrossReference, referencesIn, referredTo } from './update.ts'
import { deny, type Work } from './work.ts'

/**
 * A list or a dictionary without a type means what the place it is met in makes of it. One that a rule let change in one place
 * must not be met in another, where the same change would be a different one.
 */
export function explainOwners(work: Work): void {
  const { file, before, overridden } = work.update
  const watched = [...work.owners.keys()].filter((object) => overridden.has(object))
  if (watched.length === 0) return
  const numbers = new Set(file.revisions.slice(0, before).flatMap(({ entries }) => [...entries.keys()]))
  for (const referrer of numbers) {
    const holder = file.object(referrer, before)
    // A cross-reference stream refers to the same things as a trailer, and is one.
    if (holder && isCrossReference(file, holder)) continue
    for (const object of referencesIn(holder?.value ?? null)) {
      const owners = overridden.has(object) && work.owners.get(object)
      if (owners && !owners.has(referrer)) deny(work, object, `shared with ${referrer}`)
    }
  }
}

/** Added objects hang under something that a rule allowed, or under nothing; they must not fill a place that signed objects point to. */
export function explainAdded(work: Work): void {
  const { file, added, after, before } = work.update
  const reached = new Set<number>()
  const open = [...work.roots]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (reached.has(number)) continue
    reached.add(number)
    if (added.has(number) || work.explained.has(number))
      open.push(...referencesIn(file.object(number, after)?.value ?? null))
  }
  const old = referredTo(file, before)
  for (const object of added) {
    // A number that meant nothing and was referred to all the same: whoever gives it a meaning changes what refers to it.
    if (old.has(object)) deny(work, object, 'added where signed objects point')
    else if (!reached.has(object)) work.classes.add('orphan')
  }
}

/** Objects that are taken away, to which nothing refers any more: whatever referred to them is explained by itself. */
export function explainFreed(work: Work): void {
  const { file, freed, after } = work.update
  if (freed.size === 0) return
  const named = new Set(file.revisions.slice(0, after).flatMap(({ trailer }) => referencesIn(trailer)))
  const numbers = new Set(file.revisions.slice(0, after).flatMap(({ entries }) => [...entries.keys()]))
  for (const number of numbers) {
    const holder = file.object(number, after)
    if (!holder || isCrossReference(file, holder)) continue
    for (const object of referencesIn(holder.value)) named.add(object)
  }
  for (const object of freed) {
    if (named.has(object)) deny(work, object, 'freed')
    else work.classes.add('freed')
  }
}
