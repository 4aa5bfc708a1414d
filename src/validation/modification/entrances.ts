/** By which entrances of the document an object is reached: a page that shows it, an entry of the catalog, the trailer. ISO 32000-2, 7.5.5 and 7.7. */

import { asArray, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import { dictionaryOf, everReferring, holderAt } from './update.ts'
import { deny, numberOf, type Work } from './work.ts'

/** An entry of the page, of the catalog or of the trailer, e.g. `page Contents`. */
type Entrance = string

/** Where fields, their pictures, annotations and the structure that tells of them are met. */
const INTERACTIVE: ReadonlySet<Entrance> = new Set(['catalog AcroForm', 'catalog StructTreeRoot', 'page Annots'])

/** Where actions and outlines stand, which may point at a field, an annotation or an element of structure without showing it. */
const POINTING: ReadonlySet<Entrance> = new Set(
  [...INTERACTIVE].concat('page AA', 'catalog OpenAction', 'catalog AA', 'catalog Names', 'catalog Outlines'),
)

/**
 * An object that a rule let change in one role must have no other: the resources of a form that a page draws with as well, the
 * security store that is also the list of layers, the picture of a field among the contents of a page would change what is shown
 * under a rule that looks at none of it. So each is followed upward through all that refers to it, as far as a page, the catalog and
 * the trailer: it may come from where the rule met it, and from nowhere else; and as a part of a picture, from none but the
 * annotations that the update draws anew.
 */
export function explainEntrances(work: Work): void {
  const { overridden } = work.update
  const changed = [...overridden].filter((object) => work.explained.has(object))
  if (changed.length === 0) return
  const places = readPlaces(work)
  const { pages, roots } = places
  const usual = changed.filter((object) => !pages.has(object) && !roots.has(object) && !work.entrances.has(object))
  const [some, others] = [usual.filter((one) => work.spared.has(one)), usual.filter((one) => !work.spared.has(one))]
  refuseOthers(work, places, others, INTERACTIVE)
  for (const one of some) refuseOthers(work, places, [one], INTERACTIVE, work.spared.get(one))
  for (const entrances of new Set(work.entrances.values())) {
    const ofRule = changed.filter((object) => work.entrances.get(object) === entrances)
    refuseOthers(work, places, ofRule, new Set(entrances))
  }
  for (const root of roots) if (work.explained.has(root)) refuseHeld(work, root)
  for (const { field } of work.fields)
    if (field && pages.has(field.number) && overridden.has(field.number))
      deny(work, field.number, 'page that is a field')
}

type Places = {
  readonly pages: ReadonlySet<number>
  /** The catalogs that any trailer names. */
  readonly roots: ReadonlySet<number>
  /** Keys of the trailers, by the object that stands under them. */
  readonly named: ReadonlyMap<number, ReadonlySet<string>>
}

function readPlaces({ update: { file, before } }: Work): Places {
  const named = new Map<number, Set<string>>()
  for (const { trailer } of file.revisions.slice(0, before)) {
    for (const [key, value] of trailer.entries)
      for (const number of referencesIn(value)) named.set(number, (named.get(number) ?? new Set()).add(key))
  }
  return {
    pages: new Set(readPages(file, before).map(({ number }) => number)),
    roots: new Set([...named].filter(([, keys]) => keys.has('Root')).map(([number]) => number)),
    named,
  }
}

/** `origin` is the changed object from which the way up began. */
type Step = { readonly object: number; readonly origin: number; readonly isPointedAt: boolean }

/**
 * Each object is met once for each kind of step, and looked through once, so the ways together are as long as the file.
 *
 * @param spared what shows the same, whatever became of `objects`.
 */
function refuseOthers(
  work: Work,
  places: Places,
  objects: readonly number[],
  allowed: ReadonlySet<Entrance>,
  spared?: ReadonlySet<number>,
): void {
  const seen = new Set<string>()
  const open: Step[] = objects.map((object) => ({ object, origin: object, isPointedAt: false }))
  for (let step = open.pop(); step; step = open.pop()) {
    const identity = `${step.object} ${step.isPointedAt}`
    if (seen.has(identity)) continue
    seen.add(identity)
    for (const { entrance, up } of waysUp(work, places, step, spared)) {
      if (entrance === null) open.push(up)
      else if (!(up.isPointedAt ? POINTING : allowed).has(entrance)) deny(work, up.origin, `also met under ${entrance}`)
    }
  }
}

/** To what refers to the object; null where that is no entrance. */
type Way = { readonly entrance: Entrance | null; readonly up: Step }

function* waysUp(work: Work, places: Places, step: Step, spared?: ReadonlySet<number>): Generator<Way> {
  for (const key of places.named.get(step.object) ?? []) yield { entrance: `trailer ${key}`, up: step }
  for (const [holder, edges] of holdersOf(work, step.object)) {
    if (spared?.has(holder)) continue
    for (const { key, isPointing, isPicture } of edges) {
      const up = { ...step, object: holder, isPointedAt: step.isPointedAt || isPointing }
      if (isPicture && !work.redrawn.has(holder)) yield { entrance: `picture of ${holder}`, up }
      else if (places.pages.has(holder)) yield { entrance: `page ${key}`, up }
      else if (places.roots.has(holder)) yield { entrance: `catalog ${key}`, up }
      else yield { entrance: null, up }
    }
  }
}

/** Under which others refer back to the catalog: what it names, a certification, a stream that was a trailer (ISO 32000-2, table 256, 7.5.8.2). */
const BACK = new Set(['Parent', 'P', 'Data', 'Root'])

/** The catalog gains entries, so it must be nothing else whose entries mean something. */
function refuseHeld(work: Work, root: number): void {
  for (const [holder, edges] of holdersOf(work, root))
    if (edges.some(({ inner }) => !BACK.has(inner))) deny(work, root, `shared with ${holder}`)
}

type Edge = {
  /** Of the outermost dictionary and of the innermost; '' in an array. */
  readonly key: string
  readonly inner: string
  /** From an action or an outline to its target (ISO 32000-2, tables 151, 202, 213, 239). */
  readonly isPointing: boolean
  /** From an annotation to what draws it (ISO 32000-2, table 166). */
  readonly isPicture: boolean
}

function* holdersOf({ update: { file, before } }: Work, object: number): Generator<[number, readonly Edge[]]> {
  for (const holder of everReferring(file, before, object)) {
    const value = holderAt(file, before, holder)
    const found = typeof value === 'object' && value ? edgesOf(value).get(object) : undefined
    if (found) yield [holder, found]
  }
}

type Edges = ReadonlyMap<number, readonly Edge[]>

const edges = new WeakMap<object, Edges>()

/** What an object refers to: looked through once for all updates, most of which leave it as it is. */
function edgesOf(holder: Exclude<PdfObject, string | number | boolean | null>): Edges {
  const known = edges.get(holder) ?? edgesFrom(holder)
  edges.set(holder, known)
  return known
}

type Place = Edge & { readonly value: PdfObject }

function edgesFrom(holder: PdfObject): Edges {
  const edges = new Map<number, Edge[]>()
  const open: Place[] = []
  const visit = (value: PdfObject, outer: Edge | null) => {
    const dictionary = dictionaryOf(value)
    for (const item of asArray(value)?.items ?? []) open.push({ ...(outer ?? NO_EDGE), value: item })
    for (const [inner, entry] of dictionary?.entries ?? []) {
      const isPointing = outer?.isPointing === true || (dictionary !== null && points(dictionary, inner))
      const isPicture = outer?.isPicture === true || inner === 'AP'
      open.push({ key: outer?.key ?? inner, inner, isPointing, isPicture, value: entry })
    }
  }
  visit(holder, null)
  for (let place = open.pop(); place; place = open.pop()) {
    const number = numberOf(place.value)
    if (number === 0) visit(place.value, place)
    else {
      const known = edges.get(number)
      if (known) known.push(place)
      else edges.set(number, [place])
    }
  }
  return edges
}

const NO_EDGE: Edge = { key: '', inner: '', isPointing: false, isPicture: false }

function points({ entries }: PdfDictionary, key: string): boolean {
  if (key === 'SE') return entries.has('Title')
  return (key === 'T' || key === 'Fields' || key === 'SD') && asName(entries.get('S')) !== null
}
