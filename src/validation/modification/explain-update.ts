/** Which changes of an update are understood. Default deny: what no rule explains stays unexplained. ISO 32000-2, 12.8.2.2. */
import { asArray } from '../../format/pdf/narrow.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { readSignatureFields } from '../../format/pdf/signature-field.ts'
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from './diagnosis.ts'
import { explainTrailer } from './document-rules.ts'
import type { Effort } from './effort.ts'
import { refuseOtherEncryption } from './encryption-rule.ts'
import { explainFilledFields } from './form-rules.ts'
import { explainSignedField } from './signature-rules.ts'
import {
  changedKeys,
  dictionaryOf,
  hasDuplicateKeys,
  isCrossReference,
  referencesIn,
  referredTo,
  type Update,
} from './update.ts'
import { type ChangeClass, deny, grown, numberOf, own, type Unexplained, type Work } from './work.ts'

export type Explanation = {
  /** The classes of the changes that were explained. */
  readonly classes: ReadonlySet<ChangeClass>
  readonly unexplained: readonly Unexplained[]
  readonly replacedSignatures: readonly number[]
  /** Names of the fields, signatures aside, whose value changed, whether or not a rule explains it. */
  readonly changedFields: readonly string[]
  readonly diagnosis: Diagnosis
}

export function explainUpdate(update: Update, effort: Effort): Explanation {
  const work: Work = {
    update,
    effort,
    fields: readSignatureFields(update.file, update.before),
    explained: new Set(),
    owners: new Map(),
    roots: [],
    widgets: new Set(),
    covered: { area: 0 },
    drawnByViewer: [],
    changedFields: [],
    classes: new Set(),
    unexplained: [],
    replacedSignatures: [],
  }
  refuseAmbiguity(work)
  refuseOtherEncryption(work)
  protectSignatures(work)
  explainTrailer(work)
  for (const field of work.fields) explainSignedField(work, field)
  explainPages(work)
  explainFilledFields(work)
  explainOwners(work)
  explainAdded(work)
  for (const object of update.freed) deny(work, object, 'freed')
  for (const object of update.overridden) if (!work.explained.has(object)) deny(work, object, 'overridden')
  const { classes, unexplained, replacedSignatures, changedFields } = work
  const diagnosis = unexplained.length > 0 ? diagnose(work) : NO_DIAGNOSIS
  return { classes, unexplained, replacedSignatures, changedFields, diagnosis }
}

/** What different readers may understand differently is explained by no rule. */
function refuseAmbiguity(work: Work): void {
  const { file, revision, overridden, added, after } = work.update
  for (const object of revision.contested) deny(work, object, 'listed at two places')
  if (revision.trailer.duplicateKeys.length > 0) deny(work, 0, 'trailer with a key twice')
  for (const object of [...overridden, ...added])
    if (hasDuplicateKeys(file.object(object, after)?.value ?? null)) deny(work, object, 'a key twice')
}

/** B5: whatever a later revision writes under the number of a signature dictionary exchanges it, the same words included. */
function protectSignatures({ update, fields, replacedSignatures, explained }: Work): void {
  for (const { value, valueReference } of fields) {
    if (!value || !valueReference || !update.revision.entries.has(valueReference.number)) continue
    replacedSignatures.push(valueReference.number)
    explained.add(valueReference.number)
  }
}

/** Pages may only gain the widgets of fields that this update adds or signs (ISO 32000-2, 12.5.2). */
function explainPages(work: Work): void {
  const { file, before, after, overridden } = work.update
  if ([...overridden].every((number) => work.explained.has(number))) return
  for (const { number } of readPages(file, before)) {
    const was = dictionaryOf(file.object(number, before)?.value)
    const is = dictionaryOf(file.object(number, after)?.value)
    if (!was || !is) continue
    const list = is.entries.get('Annots')
    if (!overridden.has(number) && !overridden.has(numberOf(list))) continue
    const more = grown(asArray(file.resolve(was.entries.get('Annots'), before)), asArray(file.resolve(list, after)))
    const foreign = !more || more.some((item) => !work.widgets.has(numberOf(item)))
    if (foreign || changedKeys(was, is).some((key) => key !== 'Annots')) continue
    work.explained.add(number)
    if (numberOf(list) === 0) continue
    work.explained.add(numberOf(list))
    own(work, numberOf(list), number)
    work.roots.push(numberOf(list))
  }
}

/**
 * A list or a dictionary without a type means what the place it is met in makes of it. One that a rule let change in one place
 * must not be met in another, where the same change would be a different one.
 */
function explainOwners(work: Work): void {
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
function explainAdded(work: Work): void {
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
