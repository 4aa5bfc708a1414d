/** What was computed from the same a while ago: it comes faster, and is never another. */

/**
 * Gives the value that was kept under `key`, or computes and keeps it; of more than `most` the one that nobody asked for the longest
 * goes. `key` has to name all that the value is computed from.
 */
export function openRecent<Value extends object>(most: number): (key: string, compute: () => Value) => Value {
  const kept = new Map<string, Value>()
  return (key, compute) => {
    const value = kept.get(key) ?? compute()
    // A map lists its keys in the order in which they were set.
    kept.delete(key)
    kept.set(key, value)
    for (const [oldest] of kept) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return value
  }
}
