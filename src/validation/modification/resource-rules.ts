/** Rules for what a form lends to its fields: resources and a style. ISO 32000-2, 12.7.3 and 12.7.4.3. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { asDictionary, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import type { Borrowed } from './borrowers.ts'
import { spareDrawings } from './shared-resources.ts'
import { isStandardTypeface } from './typeface.ts'
import { follow, numberOf, own, type Work } from './work.ts'

type Form = {
  readonly dictionary: PdfDictionary
  /** The object that refers to what it holds: itself, or the catalog. */
  readonly number: number
}

/**
 * Whether the resources were only added to. A name that was free may be given, and a picture be exchanged, as long as no field
 * that was there waits for that name: what a field draws by its own resources does not change. A font that some field waits for
 * must be one of the standard fonts, which a viewer would take anyway.
 */
export function explainResources(
  work: Work,
  was: PdfDictionary | null,
  form: Form,
  borrowed: () => Borrowed | null,
): boolean {
  const { file, before, after } = work.update
  const place = form.dictionary.entries.get('DR')
  const old = asDictionary(file.resolve(was?.entries.get('DR'), before))
  const now = asDictionary(file.resolve(place, after))
  if (!now) return old === null && place === undefined
  const categories = new Set([...(old?.entries.keys() ?? []), ...now.entries.keys()])
  const names = addedNames(work, categories, old, now)
  const lender = numberOf(place)
  for (const category of categories) {
    const [from, to] = [old?.entries.get(category), now.entries.get(category)]
    if (!isCategoryExtended(work, category, from, to, borrowed)) return false
    explainHolder(work, from, to, { owner: lender || form.number, lender, names })
  }
  explainHolder(work, was?.entries.get('DR'), place, { owner: form.number, lender, names })
  follow(work, place)
  return true
}

/** In all categories; null where a name that was there means something else now. */
function addedNames(
  work: Work,
  categories: ReadonlySet<string>,
  old: PdfDictionary | null,
  now: PdfDictionary,
): ReadonlySet<string> | null {
  const { file, before, after } = work.update
  const added = new Set<string>()
  for (const category of categories) {
    const from = asDictionary(file.resolve(old?.entries.get(category), before))?.entries
    const to = asDictionary(file.resolve(now.entries.get(category), after))?.entries
    for (const name of new Set([...(from?.keys() ?? []), ...(to?.keys() ?? [])])) {
      if (isSame(work, from?.get(name), to?.get(name))) continue
      if (from?.has(name)) return null
      added.add(name)
    }
  }
  return added
}

function isCategoryExtended(
  work: Work,
  category: string,
  was: PdfObject | undefined,
  is: PdfObject | undefined,
  borrowed: () => Borrowed | null,
): boolean {
  // Of no meaning since PDF 1.4 (ISO 32000-2, 14.2).
  if (category === 'ProcSet') return true
  const { file, before, after } = work.update
  const old = asDictionary(file.resolve(was, before))?.entries
  const now = asDictionary(file.resolve(is, after))?.entries
  if ((was && !old) || (is && !now)) return false
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].every((name) => {
    const [from, to] = [old?.get(name), now?.get(name)]
    if (isSame(work, from, to)) return true
    if (to === undefined || (from !== undefined && category !== 'XObject')) return false
    if (category === 'Font' && isStandardTypeface(work.update, name, to)) return true
    return borrowed()?.names.has(name) === false
  })
}

function isSame({ update }: Work, was: PdfObject | undefined, is: PdfObject | undefined): boolean {
  if (was === undefined || is === undefined) return was === is
  if (equalObjects(was, is)) return true
  return equalObjects(update.file.resolve(was, update.before), update.file.resolve(is, update.after))
}

type Lending = {
  /** The object that refers to what it holds: itself, the form or the catalog. */
  readonly owner: number
  /** The dictionary of resources; 0 where it is no object of its own. */
  readonly lender: number
  /** That were added, in whatever list. */
  readonly names: ReadonlySet<string> | null
}

/** The list of names itself, where it was and is the same object; met in another place it is something else (explainOwners). */
function explainHolder(
  work: Work,
  was: PdfObject | undefined,
  is: PdfObject | undefined,
  { owner, lender, names }: Lending,
): void {
  const place = asReference(is)
  if (!place || place.number !== numberOf(was) || !work.update.overridden.has(place.number)) return
  work.explained.add(place.number)
  own(work, place.number, owner)
  spareDrawings(work, { object: place.number, lender }, names)
}
