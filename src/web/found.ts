/** What an address names by its hash. */
import type { Sha256 } from '../lang.ts'
import { isSha256 } from './markup.ts'
import type { WebContext } from './route.ts'

/** Only a hash ever reaches the store. */
export async function found<T>(c: WebContext, find: (sha256: Sha256) => Promise<T | null>): Promise<T | null> {
  const hash = c.req.param('sha256') ?? ''
  return isSha256(hash) ? find(hash) : null
}
