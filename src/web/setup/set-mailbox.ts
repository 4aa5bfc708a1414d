/** A mailbox as it is set on the pages: all but its password. */

import type { Instant } from '../../lang.ts'

export type SetMailbox = {
  readonly host: string
  readonly port: number
  /** As of `ImapMailbox`. */
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly user: string
  readonly folders: readonly [string, ...string[]]
  /** PEM. */
  readonly ca: string | null
  /** SHA-256 of the certificate of the server, in hex. */
  readonly pin: string | null
  /** Midnight in Viet Nam; null: all letters are read. */
  readonly readFrom: Instant | null
}
