/** Pictures of fields that are drawn with the very resources that the form lends: a name that none of them uses may be added. ISO 32000-2, 7.8.3. */
import { asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfStream } from '../../format/pdf/object.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import { namesUsed } from './content.ts'
import { decodeForComparison } from './effort.ts'
import { dictionaryOf, everReferring } from './update.ts'
import { numberOf, own, type Work } from './work.ts'

/**
 * @param object the dictionary of resources that the form lends, or one of its lists, that was added to; `lender` is that dictionary.
 * @param names that were added in all of them; null where more than that changed.
 */
export function spareDrawings(
  work: Work,
  { object, lender }: { readonly object: number; readonly lender: number },
  names: ReadonlySet<string> | null,
): void {
  const { file, before, overridden } = work.update
  if (names === null) return
  const lent = new Set(lender === 0 ? [object] : [object, lender])
  const spared = new Set<number>()
  for (const number of [...lent].flatMap((one) => [...everReferring(file, before, one)])) {
    const stream = asStream(file.object(number, before)?.value)
    if (stream && !overridden.has(number) && drawsWithout(work, stream, lent, names)) spared.add(number)
  }
  for (const number of spared) own(work, object, number)
  if (spared.size > 0) work.spared.set(object, spared)
}

/** A form that has something of `lent` among its resources and nowhere else, and in which nothing uses one of `names`. */
function drawsWithout(work: Work, stream: PdfStream, lent: ReadonlySet<number>, names: ReadonlySet<string>): boolean {
  const { file, before } = work.update
  const { entries } = stream.dictionary
  const isElsewhere = [...entries].some(([key, value]) => key !== 'Resources' && refersTo(value, lent))
  if (isElsewhere || !entries.has('BBox') || !hasAsResources(entries.get('Resources'), lent)) return false
  const resources = asDictionary(file.resolve(entries.get('Resources'), before))
  if (!resources || lendsOn(work, resources)) return false
  const content = decodeForComparison(file, work.effort, stream, before)
  const used = content && namesUsed(content)
  return used !== null && [...names].every((name) => !used.has(name))
}

const refersTo = (value: PdfObject, lent: ReadonlySet<number>): boolean =>
  referencesIn(value).some((number) => lent.has(number))

/** As the dictionary itself, or as its lists. */
function hasAsResources(place: PdfObject | undefined, lent: ReadonlySet<number>): boolean {
  if (numberOf(place) !== 0) return lent.has(numberOf(place))
  const lists = [...(asDictionary(place)?.entries.values() ?? [])]
  return lists.every((list) => numberOf(list) !== 0 || !refersTo(list, lent))
}

/** What has no resources of its own draws with those of the form around it: forms, patterns and glyphs (ISO 32000-2, tables 93 and 110). */
function lendsOn({ update: { file, before } }: Work, resources: PdfDictionary): boolean {
  const named = ['XObject', 'Pattern', 'Font'].flatMap((list) => [
    ...(asDictionary(file.resolve(resources.entries.get(list), before))?.entries.values() ?? []),
  ])
  return named.some((place) => {
    const entries = dictionaryOf(file.resolve(place, before))?.entries
    const kind = asName(file.resolve(entries?.get('Subtype'), before))
    const draws = entries?.has('BBox') === true || kind === 'Form' || kind === 'Type3'
    return draws && asDictionary(file.resolve(entries?.get('Resources'), before)) === null
  })
}
