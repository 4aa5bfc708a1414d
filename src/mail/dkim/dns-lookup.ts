/** Looking up keys by DNS, for as long as a letter may wait. RFC 1035; RFC 6376, 3.6.2. */
import { Resolver } from 'node:dns/promises'
import type { TxtLookup } from './verify.ts'

/** All look-ups of a letter together. A resolver nearby answers in milliseconds; the verdict does not wait for the rest. */
const PATIENCE_MS = 5_000

/** What DNS says where there is such a name and no key, or no such name. */
const ANSWERS_OF_NONE = ['ENODATA', 'ENOTFOUND']

/** @param servers addresses, with or without port; null: those of this machine. */
export function dnsLookup(servers: readonly string[] | null, patienceMs: number = PATIENCE_MS): TxtLookup {
  const resolver = new Resolver({ timeout: patienceMs, tries: 1 })
  if (servers !== null) resolver.setServers(servers)
  const end = performance.now() + patienceMs
  return async (name) => {
    const left = end - performance.now()
    if (left <= 0) return null
    const timer = setTimeout(() => resolver.cancel(), left)
    try {
      return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      return ANSWERS_OF_NONE.includes(String(error.code)) ? [] : null
    } finally {
      clearTimeout(timer)
    }
  }
}
