/** Lists and responses that were read, kept at hand as far as they fit into a limit, so that a large one is not read for each document. */
import type { Sha256 } from '../lang.ts'

export type Shelf<T> = {
  /** What is at hand, or what `load` reads; asked twice at the same time it reads once. Null is not kept. */
  readonly get: (sha256: Sha256, load: () => Promise<T | null>) => Promise<T | null>
  readonly put: (sha256: Sha256, item: T) => void
}

/**
 * Two national lists of 60 MB, the largest there are (validation.md, 3.3), with the index of their entries beside the
 * bytes; the rest of a service's lists are a hundredth of that.
 */
export const SHELF_BYTES = 192 * 1024 * 1024

/** @param weigh bytes that an item holds. One heavier than the whole shelf is read each time. */
export function openShelf<T>(maxBytes: number, weigh: (item: T) => number): Shelf<T> {
  // A Map keeps the order of insertion: what was used last is put last.
  const items = new Map<Sha256, T>()
  const loading = new Map<Sha256, Promise<T | null>>()
  let held = 0

  const drop = (sha256: Sha256) => {
    const item = items.get(sha256)
    if (item !== undefined && items.delete(sha256)) held -= weigh(item)
  }
  const put = (sha256: Sha256, item: T) => {
    drop(sha256)
    if (weigh(item) > maxBytes) return
    items.set(sha256, item)
    held += weigh(item)
    for (const oldest of items.keys()) {
      if (held <= maxBytes) break
      drop(oldest)
    }
  }
  const read = async (sha256: Sha256, load: () => Promise<T | null>) => {
    try {
      // Begun in the next turn, when `loading` knows of it.
      const item = await Promise.resolve().then(load)
      if (item !== null) put(sha256, item)
      return item
    } finally {
      loading.delete(sha256)
    }
  }

  return {
    put,
    get: async (sha256, load) => {
      const item = items.get(sha256)
      if (item !== undefined) {
        put(sha256, item)
        return item
      }
      const begun = loading.get(sha256) ?? read(sha256, load)
      loading.set(sha256, begun)
      return begun
    },
  }
}
