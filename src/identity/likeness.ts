/** Likeness of texts: a short sketch of each, from which alone can be told how much of their wording two documents share. */
import { foldName } from '../campaign/spelling.ts'

/** Smallest hash of the document's shingles under each of `SIZE` orders (Broder, 1997); null where there is too little text. */
export type Sketch = readonly number[]

/** The share of equal places estimates the share of common shingles, with a deviation of at most 0.06. */
const SIZE = 63

/** Words in a shingle: the phrases of official letters are longer, chance agreements shorter. */
const WORDS = 4

/** Shingles below which texts agree by their form alone: a header has some 25. */
const MIN_SHINGLES = 30

/** Words that are looked at: some six pages. */
const MAX_WORDS = 4_000

export function sketchOf(text: string): Sketch | null {
  const words = foldName(text).split(' ').slice(0, MAX_WORDS)
  const shingles = new Set<number>()
  for (let i = 0; i + WORDS <= words.length; i++) shingles.add(hashOf(words.slice(i, i + WORDS).join(' ')))
  if (shingles.size < MIN_SHINGLES) return null
  return ORDERS.map(([factor, shift]) => {
    let smallest = 0xffffffff
    for (const shingle of shingles) smallest = Math.min(smallest, scramble(Math.imul(shingle, factor) + shift))
    return smallest
  })
}

/** From 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  let equal = 0
  for (let i = 0; i < SIZE; i++) if (a[i] === b[i]) equal++
  return equal / SIZE
}

/** FNV-1a, 32 bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The end of MurmurHash3: without it, orders of multiples alone are too much alike. */
function scramble(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** An odd factor and a shift for each order, from one hash: the same on every machine. */
const ORDERS: readonly (readonly [factor: number, shift: number])[] = Array.from({ length: SIZE }, (_, i) => [
  hashOf(`factor ${i}`) | 1,
  hashOf(`shift ${i}`),
])

const BANDS = { number: 21, rows: SIZE / 21 } as const

/** Texts that share 0.7 of their shingles share one of these with a chance of 0.9998; those that share 0.2, of 0.16. */
export function bandsOf(sketch: Sketch): readonly number[] {
  return Array.from({ length: BANDS.number }, (_, i) => {
    let band = i
    for (let at = i * BANDS.rows; at < (i + 1) * BANDS.rows; at++)
      band = scramble(Math.imul(band, 31) + (sketch[at] ?? 0))
    return band
  })
}
