/** Rules for the tree of structure of tagged documents: where a new widget or note hangs in it. ISO 32000-2, 14.7. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { equalObjects } from '../../format/pdf/equal.ts'
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { spendStep } from './effort.ts'
import { type NumberTree, readNumberTree } from './number-tree.ts'
import { changedKeys } from './update.ts'
import { follow, isExplained, numberOf, own, type Work } from './work.ts'

/**
 * The tree says in which order and as what the content is read aloud, searched and converted; nothing in it is drawn (ISO
 * 32000-2, 14.7.1). So that it may not say other things of content that was signed, it only gains elements for annotations
 * that the update brings, and loses those of annotations that it takes away.
 */
export function explainStructure(work: Work): void {
  if (isExplained(work)) return
  const { file, before, after, overridden } = work.update
  const place = numberOf(readCatalog(file, before)?.entries.get('StructTreeRoot'))
  const was = asDictionary(file.object(place, before)?.value)
  const is = asDictionary(file.object(place, after)?.value)
  if (!was || !is) return
  for (const object of overridden) if (!work.explained.has(object)) explainElement(work, object)
  const known = explainParentTree(work, place, was, is)
  if (!overridden.has(place) || !known) return
  const rest = changedKeys(was, is).filter((key) => key !== 'ParentTree' && key !== 'ParentTreeNextKey')
  if (rest.some((key) => key !== 'K' || !growsPlainly(work, was, is))) return
  work.explained.add(place)
  for (const key of changedKeys(was, is)) follow(work, is.entries.get(key))
}

/** An element of structure with more kids, or without those of annotations that are gone; nothing else about it changes. */
function explainElement(work: Work, object: number): void {
  const { file, before, after } = work.update
  const was = asDictionary(file.object(object, before)?.value)
  const is = asDictionary(file.object(object, after)?.value)
  if (!was || !is || !isElement(was) || !isElement(is)) return
  if (changedKeys(was, is).some((key) => key !== 'K') || !growsPlainly(work, was, is)) return
  work.explained.add(object)
  follow(work, is.entries.get('K'))
}

/** ISO 32000-2, table 355: both are required. */
const isElement = ({ entries }: PdfDictionary): boolean =>
  ['StructElem', null].includes(asName(entries.get('Type'))) && entries.has('S') && entries.has('P')

/**
 * A number or a flag under /K may be that of a picture's parameters or of a group, to which an element could serve at the same time
 * (ISO 32000-2, tables 11 and 145): those elements are left as they are.
 */
function growsPlainly(work: Work, was: PdfDictionary, is: PdfDictionary): boolean {
  const single = work.update.file.resolve(was.entries.get('K'), work.update.before)
  if (typeof single === 'number' || typeof single === 'boolean') return false
  const [old, now] = [kidsOf(work, work.update.before, was), kidsOf(work, work.update.after, is)]
  let next = 0
  for (const kid of now) {
    spendStep(work.effort)
    while (next < old.length && !sameKid(work, old[next] ?? null, kid) && isLost(work, old[next] ?? null)) next++
    if (next < old.length && sameKid(work, old[next] ?? null, kid)) next++
    else if (!isNewKid(work, kid, 0)) return false
  }
  return old.slice(next).every((kid) => isLost(work, kid))
}

/** One kid or a list of them (ISO 32000-2, table 355). */
function kidsOf({ update: { file } }: Work, revision: number, { entries }: PdfDictionary): readonly PdfObject[] {
  const place = entries.get('K')
  return asArray(file.resolve(place, revision))?.items ?? (place === undefined ? [] : [place])
}

/** Two references to objects are the same where what they name and the page do not change (ISO 32000-2, table 358). */
function sameKid({ update: { file, before, after } }: Work, was: PdfObject, is: PdfObject): boolean {
  if (equalObjects(was, is)) return true
  const [old, now] = [asDictionary(file.resolve(was, before)), asDictionary(file.resolve(is, after))]
  if (!old || !now || !isObjectReference(old) || !isObjectReference(now)) return false
  return changedKeys(old, now).every((key) => key !== 'Obj' && key !== 'Pg' && key !== 'Type' && key !== 'K')
}

const isObjectReference = ({ entries }: PdfDictionary): boolean => asName(entries.get('Type')) === 'OBJR'

const objectOf = (value: PdfDictionary | null): number =>
  value && isObjectReference(value) ? numberOf(value.entries.get('Obj')) : 0

function isLost(work: Work, kid: PdfObject): boolean {
  return work.removed.has(objectOf(asDictionary(work.update.file.resolve(kid, work.update.before))))
}

/** Entries that an element for an annotation has; /ActualText and /E would replace what is read of its kids (ISO 32000-2, 14.9.4). */
const ELEMENT_KEYS = new Set('Type S P Pg K T ID Lang Alt A C R NS'.split(' '))

/** Elements for annotations lie one or two deep in those of a paragraph. */
const MAX_DEPTH = 8

/** Leads to annotations that the update brings, and to no content of a page. */
function isNewKid(work: Work, kid: PdfObject, depth: number): boolean {
  const { file, added, after } = work.update
  const value = asDictionary(file.resolve(kid, after))
  if (!value || depth > MAX_DEPTH || (numberOf(kid) !== 0 && !added.has(numberOf(kid)))) return false
  if (isObjectReference(value)) return isNewAnnotation(work, objectOf(value))
  spendStep(work.effort)
  const kids = kidsOf(work, after, value)
  return (
    isElement(value) &&
    kids.length > 0 &&
    [...value.entries.keys()].every((key) => ELEMENT_KEYS.has(key)) &&
    kids.every((inner) => isNewKid(work, inner, depth + 1))
  )
}

const isNewAnnotation = ({ update, widgets, annotated }: Work, object: number): boolean =>
  widgets.has(object) || (update.added.has(object) && annotated.some(({ objects }) => objects[0] === object))

/**
 * The tree from the numbers of pages and annotations to their elements: what it had it keeps, but for annotations that are gone.
 * Its nodes are lists of numbers and nothing else, before and after, so that none is a page or a resource at the same time.
 */
function explainParentTree(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): boolean {
  const { before, after, overridden } = work.update
  const old = readNumberTree(work.update, work.effort, before, was.entries.get('ParentTree'), root)
  const now = readNumberTree(work.update, work.effort, after, is.entries.get('ParentTree'), root)
  if (!old || !now) return !was.entries.has('ParentTree') && !is.entries.has('ParentTree')
  if (!keepsAll(work, old, now) || !gainsElements(work, old, now)) return false
  for (const { object, owner } of now.nodes) {
    if (!overridden.has(object) || !old.nodes.some((node) => node.object === object)) continue
    work.explained.add(object)
    own(work, object, owner)
  }
  follow(work, is.entries.get('ParentTree'))
  return true
}

function keepsAll({ update, effort, removed }: Work, old: NumberTree, now: NumberTree): boolean {
  const { file, before, after } = update
  const lost = new Set([...removed.values()].map(({ entries }) => file.resolve(entries.get('StructParent'), before)))
  return [...old.entries].every(([key, value]) => {
    spendStep(effort)
    const later = now.entries.get(key)
    if (later === undefined) return lost.has(key)
    return equalObjects(value, later) || sameList(file.resolve(value, before), file.resolve(later, after))
  })
}

/** The elements of the contents of one page, written again. One element is known by its number and not by what it says. */
const sameList = (was: PdfObject, is: PdfObject): boolean => asArray(was) !== null && equalObjects(was, is)

function gainsElements({ update: { file, after } }: Work, old: NumberTree, now: NumberTree): boolean {
  return [...now.entries].every(([key, value]) => {
    const element = old.entries.has(key) ? null : asDictionary(file.resolve(value, after))
    return old.entries.has(key) || (numberOf(value) !== 0 && element !== null && isElement(element))
  })
}
