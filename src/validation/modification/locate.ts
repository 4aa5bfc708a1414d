/** Where an object is met: on which page and in which part of it, in which field, in the catalog, or nowhere. ISO 32000-2, 7.7. */

import { readCatalog } from '../../format/pdf/catalog.ts'
import { readFormFields } from '../../format/pdf/form-field.ts'
import { asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import { reading } from '../../format/read.ts'
import { rectangleFact } from './annotation-area.ts'
import { spendStep } from './effort.ts'
import { fieldName } from './field-name.ts'
import { dictionaryOf } from './update.ts'
import { numberOf, type Work } from './work.ts'

/** As the facts of a finding: `where` and what narrows it down. */
export type Location = Readonly<Record<string, string>>

type Step = { readonly number: number; readonly location: Location }

/** Of each of `wanted` the nearest place at which it is met; nothing of any of them where looking costs too much. */
export function locate(work: Work, wanted: ReadonlySet<number>): ReadonlyMap<number, Location> {
  const located = reading(() => search(work, wanted))
  return located.ok ? located.value : new Map()
}

function search(work: Work, wanted: ReadonlySet<number>): ReadonlyMap<number, Location> {
  const seen = new Map<number, Location>()
  const left = new Set(wanted)
  left.delete(0)
  const open: Step[] = []
  const meet = (number: number, location: Location) => {
    if (number === 0 || seen.has(number)) return
    seen.set(number, location)
    left.delete(number)
    open.push({ number, location })
  }
  for (const { number, location } of startingPoints(work)) meet(number, location)
  for (let next = 0; next < open.length; next++) {
    const step = open[next]
    if (!step || left.size === 0) break
    spendStep(work.effort)
    for (const { number, key } of referencesOf(objectAt(work, step.number))) {
      if (!seen.has(number)) meet(number, narrow(work, number, key, step.location))
    }
  }
  return new Map([...wanted].map((object) => [object, seen.get(object) ?? (object === 0 ? {} : { where: 'nowhere' })]))
}

/** What everything else hangs from: pages, fields, the catalog and what it names, the description. */
function startingPoints(work: Work): readonly Step[] {
  const { file, before, after } = work.update
  const steps: Step[] = []
  const add = (value: PdfObject | undefined, location: Location) => steps.push({ number: numberOf(value), location })
  for (const revision of [before, after]) {
    const { entries } = file.revisions[revision - 1]?.trailer ?? { entries: new Map() }
    add(entries.get('Root'), { where: 'catalog' })
    add(entries.get('Info'), { where: 'trailer', part: 'Info' })
    const pages = new Map(readPages(file, revision).map(({ number }, index) => [number, String(index + 1)]))
    for (const [number, page] of pages) steps.push({ number, location: { where: 'page', page, part: 'page' } })
    for (const { name, reference, dictionary } of readFormFields(file, revision)) {
      // Where a field that is its own widget says on which page it is (ISO 32000-2, table 166).
      const page = pages.get(numberOf(dictionary.entries.get('P')))
      const place = { ...(page ? { page } : {}), ...rectangleFact(work.versions, dictionary, revision) }
      add(reference ?? undefined, { where: 'form', field: name, ...place })
    }
    for (const [key, value] of readCatalog(file, revision)?.entries ?? []) {
      const parts = key === 'Pages' ? [] : referencesIn(value)
      for (const number of parts) steps.push({ number, location: { where: 'catalog', part: key } })
    }
  }
  return steps
}

/** Before the update; what it added, after it. */
const objectAt = ({ update: { file, before, after } }: Work, number: number): PdfObject =>
  (file.object(number, before) ?? file.object(number, after))?.value ?? null

/** Parts of a page that a reader of the report knows, by the key under which they are met (ISO 32000-2, tables 31 and 34). */
const PARTS: Readonly<Record<string, string>> = {
  Contents: 'content',
  Font: 'font',
  XObject: 'picture',
  Annots: 'annotation',
  AP: 'appearance',
}

function narrow(work: Work, number: number, key: string, location: Location): Location {
  const part = PARTS[key]
  const isOnPage = location.where === 'page' && part !== undefined
  const narrowed = isOnPage ? { ...location, part } : location
  return key === 'Annots' ? { ...narrowed, ...annotationFacts(work, number) } : narrowed
}

function annotationFacts(work: Work, number: number): Location {
  const { file, before, after } = work.update
  const revision = file.object(number, before) ? before : after
  const annotation = asDictionary(file.object(number, revision)?.value)
  if (!annotation) return {}
  const isWidget = asName(file.resolve(annotation.entries.get('Subtype'), revision)) === 'Widget'
  const name = isWidget ? fieldName(file, revision, annotation) : ''
  return { ...(name ? { field: name } : {}), ...rectangleFact(work.versions, annotation, revision) }
}

/** Direct references with the key that they stand under, the parent of a page or of a field aside: upwards lies everything. */
function referencesOf(value: PdfObject): readonly { readonly number: number; readonly key: string }[] {
  const dictionary = dictionaryOf(value)
  if (!dictionary) return referencesIn(value).map((number) => ({ number, key: '' }))
  return [...dictionary.entries].flatMap(([key, entry]) =>
    key === 'Parent' || key === 'P' ? [] : referencesUnder(key, entry),
  )
}

function referencesUnder(key: string, value: PdfObject): readonly { readonly number: number; readonly key: string }[] {
  const inner = asDictionary(value)
  if (!inner) return referencesIn(value).map((number) => ({ number, key }))
  return [...inner.entries].flatMap(([name, entry]) => referencesUnder(PARTS[name] === undefined ? key : name, entry))
}
