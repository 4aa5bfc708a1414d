/**
 * Many sorted lists as one, kept up: where few of them are others than the last time, only what they hold is taken out and
 * put in.
 */

import { FEW_ROWS, keptEach } from './kept-by.ts'

/** To put more than this into its place one by one takes longer than to sort. */
const MOST_MOVED = 1_000
/**
 * @param listOf a row, which never changes.
 * @param compare a total order: 0 only of one and the same.
 */
export function openMerged<Row extends object, T>(
  listOf: (row: Row) => readonly T[],
  compare: (a: T, b: T) => number,
): (rows: readonly Row[]) => readonly T[] {
  const listsOf = keptEach(listOf)
  let last: { readonly lists: readonly (readonly T[])[]; readonly merged: readonly T[] } = { lists: [], merged: [] }
  return (rows) => {
    const lists = listsOf(rows)
    const anew = () => lists.flat().toSorted(compare)
    if (rows.length <= FEW_ROWS) return anew()
    const before = last.lists
    const others = [...lists.keys()].filter((at) => lists[at] !== before[at])
    const gone = others.flatMap((at) => without(before[at], lists[at]))
    const come = others.flatMap((at) => without(lists[at], before[at]))
    const isNear = before.length === lists.length && gone.length + come.length <= MOST_MOVED
    last = { lists, merged: isNear ? exchanged(last.merged, gone, come, compare) : anew() }
    return last.merged
  }
}

function without<T>(items: readonly T[] = [], some: readonly T[] = []): readonly T[] {
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
  const all = [...sorted]
  for (const item of gone) all.splice(placeIn(all, item, compare), 1)
  for (const item of come) all.splice(placeIn(all, item, compare), 0, item)
  return all
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
