/** A mailbox as it is set on the pages: all but what is secret of it. */
import type { Instant } from '../../lang.ts'

export type SetMailbox = {
  readonly host: string
  readonly port: number
  /** As of `ImapMailbox`. */
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly user: string
  /** Where access tokens are had, for one that takes no password (RFC 6749, 6); null for a password. */
  readonly tokens: TokenPlace | null
  readonly folders: readonly [string, ...string[]]
  /** PEM. */
  readonly ca: string | null
  /** SHA-256 of the certificate of the server, in hex. */
  readonly pin: string | null
  /** Midnight in Viet Nam; null: all letters are read. */
  readonly readFrom: Instant | null
}

export type TokenPlace = { readonly tokenUrl: string; readonly clientId: string; readonly scope: string | null }

/** To whom a secret is told. It is sealed for them, so that whoever writes another place into a form or a row learns nothing. */
export const placeOf = ({ host, user, tokens }: Pick<SetMailbox, 'host' | 'user' | 'tokens'>): string =>
  JSON.stringify([host, user, ...(tokens === null ? [] : [tokens.tokenUrl, tokens.clientId])])

export type TokenSecret = { readonly clientSecret: string | null; readonly refreshToken: string }

/** What stands in place of a password. */
export const writeTokenSecret = ({ clientSecret, refreshToken }: TokenSecret): string =>
  JSON.stringify([refreshToken, clientSecret])

export function readTokenSecret(secret: string): TokenSecret {
  const [refreshToken, clientSecret]: [string, string | null] = JSON.parse(secret)
  return { clientSecret, refreshToken }
}
