/** A mailbox as it is read and tried, from what is configured of it. */
import type { ImapAccount } from '../config/imap.ts'
import type { Instant } from '../lang.ts'
import { accessTokens, type TokenSettings } from '../mail/access-token.ts'
import type { ImapMailbox } from '../mail/imap.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'

/** Where refresh tokens lie that came in place of the first. */
export type Tokens = Pick<Store, 'token' | 'replaceToken'>

export function mailboxOf(account: ImapAccount, store: Tokens, clock: Clock): ImapMailbox {
  const { ca, pin, readFrom, loginEndsAt, login, ...mailbox } = account
  return {
    ...mailbox,
    ...(loginEndsAt === null ? {} : { loginEndsAt: loginEndsAt as Instant }),
    ...(ca === null ? {} : { ca }),
    ...(pin === null ? {} : { pin }),
    ...(readFrom === null ? {} : { readFrom: readFrom as Instant }),
    login:
      login.kind === 'password'
        ? login
        : { kind: 'token', accessToken: tokensOf(mailbox.account, login, store, clock) },
  }
}

function tokensOf(account: string, settings: TokenSettings, { token, replaceToken }: Tokens, clock: Clock) {
  return accessTokens(settings, {
    read: () => token(account),
    replace: (sealed, livesMs) =>
      replaceToken(account, sealed, livesMs === null ? null : ((clock() + livesMs) as Instant)),
  })
}
