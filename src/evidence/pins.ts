/** Authorities known by the SHA-256 of their certificates, so that it does not matter where a certificate came from. */
import { z } from 'zod'
import type { Sha256 } from '../lang.ts'
import { ALLOWED_HOST } from './allowed-url.ts'
import { FETCH_LIMITS } from './fetch-limits.ts'
import pins from './pins.json' with { type: 'json' }

/** What may be fetched for certificates below an anchor, and from where. */
export type Reach = {
  /** As `ALLOWED_HOST`. */
  readonly hosts: readonly string[]
  readonly maxBytes: number
}

export type Pin = {
  /** Vietnamese. */
  readonly name: string
  readonly sha256: Sha256
  /** Only anchors are trusted by themselves; an intermediate is merely known, so that it may be imported. */
  readonly kind: 'anchor' | 'intermediate'
  readonly reach: Reach
}

const MEGABYTE = 1_000_000

export const hexSha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .transform((text) => text.toLowerCase() as Sha256)

export const hostEntry = z
  .string()
  .regex(ALLOWED_HOST)
  .transform((text) => text.toLowerCase())

/** Of one list or response. */
export const megabytes = z
  .int()
  .min(1)
  .max(FETCH_LIMITS.mostBytes / MEGABYTE)
  .transform((count) => count * MEGABYTE)

const PinFile = z.array(
  z
    .strictObject({
      name: z.string(),
      sha256: hexSha256,
      kind: z.enum(['anchor', 'intermediate']),
      hosts: z.array(hostEntry).default([]),
      maxListMegabytes: megabytes.default(FETCH_LIMITS.maxBytes),
    })
    .transform(({ hosts, maxListMegabytes: maxBytes, ...pin }): Pin => ({ ...pin, reach: { hosts, maxBytes } })),
)

/** domain.md, 3.2 and 3.3. */
export const PINS: ReadonlyMap<Sha256, Pin> = new Map(PinFile.parse(pins).map((pin) => [pin.sha256, pin]))
