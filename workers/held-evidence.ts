/** The lists and responses that a validation process holds, as the service knows it: how much, and what to give up next. */
import type { Bytes } from '../src/bytes.ts'
import type { Sha256 } from '../src/lang.ts'

/**
 * Two national lists of 60 MB, the largest there are (validation.md, 3.3). With the index of their entries, a document of
 * 50 MB and the program itself the process stays within its limit of 512 MB.
 */
export const MAX_HELD_BYTES = 128 * 1024 * 1024

type Item = { readonly sha256: Sha256; readonly der: Bytes }

export type HeldEvidence = {
  /**
   * Makes room for `items`: what was used least recently is `forgotten`, though none of them, however large they are
   * together. Those in `missing` are to be sent; from now on all are held.
   */
  readonly take: <T extends Item>(
    items: readonly T[],
  ) => { readonly missing: readonly T[]; readonly forgotten: readonly Sha256[] }
  /** It turned out that it could not be read. */
  readonly lose: (sha256: Sha256) => void
}

export function heldEvidence(maxBytes: number): HeldEvidence {
  // A Map keeps the order of insertion: what was used last is put last.
  const sizes = new Map<Sha256, number>()
  let total = 0
  const lose = (sha256: Sha256) => {
    total -= sizes.get(sha256) ?? 0
    sizes.delete(sha256)
  }
  return {
    take: (items) => {
      const distinct = [...new Map(items.map((item) => [item.sha256, item])).values()]
      const missing = distinct.filter(({ sha256 }) => !sizes.has(sha256))
      for (const { sha256, der } of distinct) {
        lose(sha256)
        sizes.set(sha256, der.length)
        total += der.length
      }
      const wanted = new Set(distinct.map(({ sha256 }) => sha256))
      const forgotten: Sha256[] = []
      for (const sha256 of [...sizes.keys()]) {
        if (total <= maxBytes || wanted.has(sha256)) break
        lose(sha256)
        forgotten.push(sha256)
      }
      return { missing, forgotten }
    },
    lose,
  }
}
