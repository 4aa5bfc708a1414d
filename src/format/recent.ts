/** What was computed from the same bytes a while ago, in this file or in another: it comes faster, and is never another. */

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

export const RECENT = {
  /** Certificates, their keys and who signed them: those of the authorities in use and of some hundred signers. A few megabytes. */
  certificates: 512,
  /** Longer ones are read anew each time, so that nobody fills the memory with them. The longest that was seen has 3,371. */
  certificateBytes: 4096,
} as const
