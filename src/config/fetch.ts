/** Where revocation data may be fetched: hosts, and addresses of an inner network. */
import { isIP } from 'node:net'
import type { z } from 'zod'

export type FetchConfig = {
  /** `host` or `host:port`: may be asked for revocation data beside the hosts that belong to the trust anchors. */
  readonly hosts: readonly string[]
  /** May be connected to though they are not public. */
  readonly addresses: readonly AddressBlock[]
}

type AddressBlock = { readonly address: string; readonly prefix: number }

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/i

export const readHost = (entry: string): string | null => (HOST.test(entry) ? entry.toLowerCase() : null)

/** Wider ones would permit what nobody meant; the widest private ones are 10.0.0.0/8 and fc00::/7. */
const SHORTEST_PREFIX = { 4: 8, 6: 7 } as const

/** An address alone is a block of one. */
export function readAddressBlock(entry: string): AddressBlock | null {
  const [address = '', length, ...more] = entry.split('/')
  const family = isIP(address)
  if ((family !== 4 && family !== 6) || address.includes('%') || more.length > 0) return null
  const longest = family === 4 ? 32 : 128
  const prefix = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  return prefix >= SHORTEST_PREFIX[family] && prefix <= longest ? { address, prefix } : null
}

/** For a variable with entries between commas or spaces. @param what the entries should be, in Vietnamese. */
export function entriesBy<T>(read: (entry: string) => T | null, what: string) {
  return (value: string | undefined, context: z.RefinementCtx): readonly T[] => {
    const entries = (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
    return entries.flatMap((entry) => {
      const one = read(entry)
      if (one === null) context.addIssue({ code: 'custom', message: `có "${entry}", không phải ${what}` })
      return one ?? []
    })
  }
}
