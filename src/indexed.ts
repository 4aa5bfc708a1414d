/** In which of many rows something is, kept up: where few rows are others than the last time, only what is in those is moved. */
import { FEW_ROWS } from './kept-by.ts'

/** @param keysOf a row, which never changes. @returns in their order the rows that have a key, for as long as no other rows are given. */
export function openIndexed<Row extends object, Key>(
  keysOf: (row: Row) => ReadonlySet<Key>,
): (rows: readonly Row[]) => (key: Key) => readonly Row[] {
  let known: readonly Row[] = []
  /** Most keys are of one row alone, and a list for each would take more memory than all else here. */
  let places = new Map<Key, number | readonly number[]>()
  const placesOf = (key: Key) => [places.get(key) ?? []].flat()
  const place = (key: Key, all: readonly number[]) => {
    const [first] = all
    if (first === undefined) places.delete(key)
    else places.set(key, all.length === 1 ? first : all)
  }
  const follow = (rows: readonly Row[]) => {
    if (rows.length !== known.length) [known, places] = [[], new Map()]
    for (const [at, row] of rows.entries()) {
      const before = known[at]
      if (row === before) continue
      const keys = keysOf(row)
      const keysBefore = before === undefined ? new Set<Key>() : keysOf(before)
      for (const key of keysBefore.difference(keys))
        place(
          key,
          placesOf(key).filter((other) => other !== at),
        )
      for (const key of keys.difference(keysBefore))
        place(
          key,
          [...placesOf(key), at].toSorted((a, b) => a - b),
        )
    }
    known = rows
  }
  return (rows) => {
    if (rows.length <= FEW_ROWS) return (key) => rows.filter((row) => keysOf(row).has(key))
    follow(rows)
    return (key) => placesOf(key).flatMap((at) => rows[at] ?? [])
  }
}
