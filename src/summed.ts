/**
 * Whole numbers summed over many rows, kept up: where few rows are others than the last time, only their own are taken out
 * and put in.
 */

import { FEW_ROWS } from './kept-by.ts'

export type Summands<Key> = Iterable<readonly [Key, number]>

/** @param of a row, which never changes. @returns the sums that are not 0. */
export function openSummed<Row extends object, Key>(
  of: (row: Row) => Summands<Key>,
): (rows: readonly Row[]) => ReadonlyMap<Key, number> {
  let [last, sums]: [readonly Row[], Map<Key, number>] = [[], new Map()]
  return (rows) => {
    const isNear = rows.length === last.length
    const next = isNear ? new Map(sums) : new Map<Key, number>()
    for (const [at, row] of rows.entries()) {
      if (isNear && row === last[at]) continue
      for (const [key, number] of isNear ? of(last[at] as Row) : []) add(next, key, -number)
      for (const [key, number] of of(row)) add(next, key, number)
    }
    if (rows.length > FEW_ROWS) [last, sums] = [rows, next]
    return next
  }
}

function add<Key>(sums: Map<Key, number>, key: Key, number: number): void {
  const sum = (sums.get(key) ?? 0) + number
  if (sum === 0) sums.delete(key)
  else sums.set(key, sum)
}
