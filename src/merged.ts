/**
 * Many sorted lists as one, kept up: where few of them are others than the last time, only what they hold is taken out and
 * put in.
 */

import { FEW_ROWS, keptEach } from './kept-by.ts'

/** To put more than this into its place one by one takes longer than to sort. */
const MOST_MOVED = 1_000
type Lists<T> = readonly (readonly T[])[]

/** `all` holds what the lists hold, in order. */
export type Merged<T> = { readonly lists: Lists<T>; readonly all: readonly T[] }

/**
 * @param listOf a row, which never changes.
 * @param compare a total order: 0 only of one and the same.
 */
export function openMerged<Row extends object, T>(
  listOf: (row: Row) => readonly T[],
  compare: (a: T, b: T) => number,
): (rows: readonly Row[]) => Merged<T> {
  const listsOf = keptEach(listOf)
  let last: Merged<T> = { lists: [], all: [] }
  return (rows) => {
    const lists = listsOf(rows)
    const moved = movedSince(last.lists, lists)
    const all = moved ? exchanged(last.all, moved.gone, moved.come, compare) : lists.flat().toSorted(compare)
    const merged = { lists, all }
    if (lists.length > FEW_ROWS) last = merged
    return merged
  }
}

/** Of merged lists what is chosen, in their order, kept up with them. @param isChosen never changes. */
export function openChosen<T>(
  isChosen: (item: T) => boolean,
  compare: (a: T, b: T) => number,
): (merged: Merged<T>) => readonly T[] {
  let last: Merged<T> = { lists: [], all: [] }
  return ({ lists, all }) => {
    const moved = movedSince(last.lists, lists)
    const chosen = moved
      ? exchanged(last.all, moved.gone.filter(isChosen), moved.come.filter(isChosen), compare)
      : all.filter(isChosen)
    if (lists.length > FEW_ROWS) last = { lists, all: chosen }
    return chosen
  }
}

/** Null where it is too much, or the lists are not those of before. */
function movedSince<T>(before: Lists<T>, now: Lists<T>) {
  if (before.length !== now.length) return null
  const others = [...now.keys()].filter((at) => now[at] !== before[at])
  const pairs = others.map((at) => unlike(before[at] ?? [], now[at] ?? []))
  const gone = pairs.flatMap(([was, is]) => without(was, is))
  const come = pairs.flatMap(([was, is]) => without(is, was))
  return gone.length + come.length <= MOST_MOVED ? { gone, come } : null
}

/** Two lists without what they begin and end with alike: of a long one few others stand in the middle. */
function unlike<T>(was: readonly T[], is: readonly T[]): readonly [was: readonly T[], is: readonly T[]] {
  const most = Math.min(was.length, is.length)
  let head = 0
  while (head < most && was[head] === is[head]) head++
  let tail = 0
  while (tail < most - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++
  return [was.slice(head, was.length - tail), is.slice(head, is.length - tail)]
}

function without<T>(items: readonly T[], some: readonly T[]): readonly T[] {
  const known = new Set(some)
  return items.filter((item) => !known.has(item))
}

/** A sorted list without some that are in it, and with others. */
export function exchanged<T>(
  sorted: readonly T[],
  gone: readonly T[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (gone.length + come.length === 0) return sorted
  const move = (isGone: boolean) => (item: T) => ({ item, isGone, at: placeIn(sorted, item, compare) })
  const moves = [...gone.map(move(true)), ...come.toSorted(compare).map(move(false))].toSorted((a, b) => a.at - b.at)
  // What stands between two of them is copied at once.
  const runs: (readonly T[])[] = []
  let from = 0
  for (const { item, isGone, at } of moves) {
    runs.push(sorted.slice(from, at), isGone ? [] : [item])
    from = isGone ? at + 1 : Math.max(from, at)
  }
  return ([] as T[]).concat(...runs, sorted.slice(from))
}

/** Of the first that does not come before it. */
function placeIn<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (compare(sorted[middle] as T, item) < 0) from = middle + 1
    else to = middle
  }
  return from
}
