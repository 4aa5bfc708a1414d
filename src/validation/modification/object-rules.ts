/** Rules for objects by what refers to them, whatever they are. ISO 32000-2, 7.3.10 and 7.5.4. */
import { referencesIn, visitReferences } from '../../format/pdf/references.ts'
import { isReferredTo, referredAmong, referrersOf } from './update.ts'
import { deny, type Work } from './work.ts'

/**
 * A list or a dictionary without a type means what the place it is met in makes of it. One that a rule let change in one place
 * must not be met in another, where the same change would be a different one.
 */
export function explainOwners(work: Work): void {
  const { file, before, overridden } = work.update
  for (const [object, owners] of work.owners) {
    if (!overridden.has(object)) continue
    const stranger = referrersOf(file, before, object).find((referrer) => !owners.has(referrer))
    if (stranger !== undefined) deny(work, object, `shared with ${stranger}`)
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
      visitReferences(file.object(number, after)?.value ?? null, (reference) => open.push(reference.number))
  }
  for (const object of added) {
    // A number that meant nothing and was referred to all the same: whoever gives it a meaning changes what refers to it.
    if (isReferredTo(file, before, object)) deny(work, object, 'added where signed objects point')
    else if (!reached.has(object)) work.classes.add('orphan')
  }
  // What holds the file together is nothing else: content of a page would be drawn by what the update lists.
  for (const object of work.update.serving) {
    if (isReferredTo(file, after, object)) deny(work, object, 'added where signed objects point')
  }
}

/** Objects that are taken away, to which nothing refers any more: whatever referred to them is explained by itself. */
export function explainFreed(work: Work): void {
  const { file, freed, after } = work.update
  if (freed.size === 0) return
  const named = new Set(file.revisions.slice(0, after).flatMap(({ trailer }) => referencesIn(trailer)))
  const referred = referredAmong(file, after, freed)
  for (const object of freed) {
    if (named.has(object) || referred.has(object)) deny(work, object, 'freed')
    else work.classes.add('freed')
  }
}
