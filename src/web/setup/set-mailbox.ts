/** A mailbox as it is set on the pages: all but its password. */

import type { Instant } from '../../lang.ts'
import type { ImapMailbox } from '../../mail/imap.ts'

export type SetMailbox = Pick<ImapMailbox, 'host' | 'port' | 'secure' | 'user' | 'folders'> & {
  /** PEM. */
  readonly ca: string | null
  /** SHA-256 of the certificate of the server, in hex. */
  readonly pin: string | null
  /** Midnight in Viet Nam; null: all letters are read. */
  readonly readFrom: Instant | null
}
