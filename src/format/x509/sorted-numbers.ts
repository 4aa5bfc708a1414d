/** Numbers in ascending order in one typed array: an index that costs eight bytes an entry and no object. */

/** Position of the first number that is not below `key`. */
export function lowerBound(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}
