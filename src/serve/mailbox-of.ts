/** A mailbox as it is read and tried, from what is configured of it. */
import type { ImapAccount } from '../config/imap.ts'
import type { Instant } from '../lang.ts'
import { accessTokens, type TokenSettings } from '../mail/access-token.ts'
import type { ImapMailbox } from '../mail/imap.ts'
import { markOfToken, openToken } from '../mail/sealed-token.ts'
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

/**
 * For a trial. A first token that is not the service's takes nothing from it: what comes in place of it lies apart, where the
 * service finds it once that token is its own.
 */
export const tokensOfTrial = ({ token, replaceToken }: Tokens, { login }: Pick<ImapAccount, 'login'>): Tokens => ({
  token,
  replaceToken: async (account, sealed, endsAt) => {
    if (login.kind === 'password') return
    const kept = await token(account)
    const isOurs = kept !== null && openToken(kept, login.refreshToken) !== null
    await replaceToken(isOurs ? account : placeApart(account, login.refreshToken), sealed, endsAt)
  },
})

const placeApart = (account: string, first: string) => `${account} ${markOfToken(first)}`

function tokensOf(account: string, settings: TokenSettings, { token, replaceToken }: Tokens, clock: Clock) {
  const { refreshToken: first } = settings
  return accessTokens(settings, {
    read: async () => {
      const kept = await token(account)
      return kept !== null && openToken(kept, first) !== null ? kept : token(placeApart(account, first))
    },
    replace: (sealed, livesMs) =>
      replaceToken(account, sealed, livesMs === null ? null : ((clock() + livesMs) as Instant)),
  })
}
