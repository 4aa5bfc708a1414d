/** Content that lay in the file unseen until an update brought it to a page: prepared before somebody signed. ISO 32000-2, 7.8 and 8.11. */

import { readCatalog } from '../../format/pdf/catalog.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { IndirectObject, PdfObject } from '../../format/pdf/object.ts'
import { visitReferences } from '../../format/pdf/references.ts'
import type { Change } from './change.ts'
import type { Versions } from './comparison.ts'
import { DIAGNOSIS_BUDGET, spendStep } from './effort.ts'
import type { PageLists } from './page-changes.ts'
import { dictionaryOf, type Update } from './update.ts'
import { type ChangeClass, numberOf } from './work.ts'

export type Dormant = {
  /** Where the content lies in the file: whoever signed bytes beyond signed it without seeing it. */
  readonly start: number
  readonly change: Change
}

export function diagnoseDormantContent(versions: Versions, lists: PageLists, update: Update): readonly Dormant[] {
  const shown = shownBy(versions, versions.after, lists.is)
  const before = shownBy(versions, versions.before, lists.was)
  const suspects = [...shown].filter(([object]) => !before.has(object) && !update.added.has(object))
  const reached = suspects.length > 0 ? reachableFrom(versions, versions.before, lists.was) : new Set<number>()
  const woken = suspects.filter(([object]) => !reached.has(object) && !update.overridden.has(object))
  return [...woken, ...redirected(versions, shown, update)]
    .slice(0, DIAGNOSIS_BUDGET.named)
    .flatMap(([object, page]) => dormant(versions, object, page))
    .concat(unhidden(versions, lists))
}

/** What it changes on the page has its own name; that it lay there is no change. */
function dormant(versions: Versions, object: number, page: number | null): readonly Dormant[] {
  const found = versions.file.object(object, versions.after)
  return found ? [{ start: found.start, change: awakened(object, page, 'unused content', 'none') }] : []
}

const awakened = (object: number, page: number | null, what: string, changeClass: ChangeClass): Change => ({
  code: 'shadow-content',
  clause: 'ISO 32000-2, 7.8',
  page,
  facts: { object: String(object), what },
  changeClass,
  objects: [],
})

/** Objects that pages consist of or draw, each with a page: the page, its content streams, its images and forms. */
function shownBy(versions: Versions, revision: number, pages: readonly number[]): ReadonlyMap<number, number> {
  const { file, effort } = versions
  const shown = new Map<number, number>()
  for (const [index, number] of pages.entries()) {
    spendStep(effort)
    const page = asDictionary(file.object(number, revision)?.value)
    if (!page) continue
    const contents = page.entries.get('Contents') ?? null
    const parts = asArray(file.resolve(contents, revision))?.items ?? [contents]
    for (const object of [number, ...parts.map(numberOf)]) if (object !== 0) shown.set(object, index + 1)
    addDrawn(versions, revision, inherited(file, revision, page, 'Resources'), shown, index + 1)
  }
  return shown
}

/** Images and forms of `resources`, and what those forms draw. */
function addDrawn(
  { file, effort }: Versions,
  revision: number,
  resources: PdfObject,
  shown: Map<number, number>,
  page: number,
): void {
  const open = [resources]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const drawn = asDictionary(file.resolve(asDictionary(next)?.entries.get('XObject'), revision))
    for (const place of drawn?.entries.values() ?? []) {
      spendStep(effort)
      const object = numberOf(place)
      if (object === 0 || shown.has(object)) continue
      shown.set(object, page)
      const form = asStream(file.resolve(place, revision))
      open.push(file.resolve(form?.dictionary.entries.get('Resources'), revision))
    }
  }
}

/** All that pages lead to, annotations and their appearances among it, but not up the page tree. */
function reachableFrom(versions: Versions, revision: number, pages: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = [...pages]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    spendStep(versions.effort)
    if (reached.has(number)) continue
    reached.add(number)
    const value = versions.file.object(number, revision)?.value ?? null
    const dictionary = dictionaryOf(value)
    const inner = dictionary
      ? [...dictionary.entries].filter(([key]) => key !== 'Parent').map(([, item]) => item)
      : [value]
    for (const item of inner) visitReferences(item, (reference) => open.push(reference.number))
  }
  return reached
}

/** Shown objects whose new body is none that the update wrote: its cross-reference points back into the bytes before it. */
function redirected(
  { file, before, after }: Versions,
  shown: ReadonlyMap<number, number>,
  { overridden }: Update,
): readonly (readonly [number, number])[] {
  const end = file.revisions[before - 1]?.end ?? -1
  return [...shown].filter(([number]) => {
    if (!overridden.has(number)) return false
    const now = file.object(number, after)
    return now !== null && now.container === null && now.start < end && !wasCurrent(file.object, number, now, before)
  })
}

/** An earlier version that is taken back was seen once; it is named by what it changes. */
function wasCurrent(object: Versions['file']['object'], number: number, now: IndirectObject, before: number): boolean {
  for (let revision = before; revision > 0; revision--) if (object(number, revision) === now) return true
  return false
}

/** Groups of optional content that pages use and that are shown now but were not, or the other way round (ISO 32000-2, 8.11.4.3). */
function switched(versions: Versions, { is }: PageLists, to: boolean): readonly number[] {
  const now = visibility(versions, versions.after)
  const groups = [...visibility(versions, versions.before)].filter(
    ([group, was]) => was !== to && now.get(group) === to,
  )
  if (groups.length === 0) return []
  const used = reachableFrom(versions, versions.after, is)
  return groups.flatMap(([group]) => (used.has(group) ? [group] : []))
}

function unhidden(versions: Versions, lists: PageLists): readonly Dormant[] {
  return switched(versions, lists, true).flatMap((group): readonly Dormant[] => {
    const old = versions.file.object(group, versions.before)
    return old ? [{ start: old.start, change: awakened(group, null, 'optional content', 'other') }] : []
  })
}

/** What the signer saw is gone. */
export function diagnoseHiddenContent(versions: Versions, lists: PageLists): readonly Change[] {
  return switched(versions, lists, false).map((group) => ({
    code: 'document-changed-after-signing',
    clause: 'ISO 32000-2, 8.11.4.3',
    page: null,
    facts: { what: 'optional content', object: String(group) },
    changeClass: 'other',
    objects: [],
  }))
}

/** Of each group by its object number, as the default configuration says. */
export function visibility({ file }: Pick<Versions, 'file'>, revision: number): ReadonlyMap<number, boolean> {
  const properties = asDictionary(file.resolve(readCatalog(file, revision)?.entries.get('OCProperties'), revision))
  const configuration = asDictionary(file.resolve(properties?.entries.get('D'), revision))
  const numbers = (holder: typeof properties, key: string) =>
    (asArray(file.resolve(holder?.entries.get(key), revision))?.items ?? []).map(numberOf)
  const isOnByDefault = asName(file.resolve(configuration?.entries.get('BaseState'), revision)) !== 'OFF'
  const groups = new Map(numbers(properties, 'OCGs').map((group) => [group, isOnByDefault]))
  for (const group of numbers(configuration, 'ON')) groups.set(group, true)
  for (const group of numbers(configuration, 'OFF')) groups.set(group, false)
  groups.delete(0)
  return groups
}
