/** When the last mail server on the way took a letter in, as its trace says. RFC 5321, 4.4. */
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'
import { readDateTime } from './date-time.ts'
import { readHeaderBlock, valuesOf } from './header-block.ts'

/**
 * The date of the topmost Received field: servers add theirs on top, so those below are claims of others. Null where
 * there is none or its date is unreadable. `raw` may be cut anywhere.
 */
export function topmostReceived(raw: Bytes): Instant | null {
  const [topmost] = valuesOf(readHeaderBlock(raw), 'received')
  if (topmost === undefined) return null
  const semicolon = topmost.lastIndexOf(';')
  return semicolon < 0 ? null : readDateTime(topmost.slice(semicolon + 1))
}
