/** Access tokens for a mailbox, from the refresh token of its owner. RFC 6749, 6. */

import { parseJson } from '../parse-json.ts'
import { MailSourceError } from './mail-source.ts'
import { LOGIN_NOTICE_MS } from './mailbox.ts'
import { openToken, sealToken } from './sealed-token.ts'

export type TokenSettings = {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string | null
  /** The first one. */
  readonly refreshToken: string
  readonly scope: string | null
}

/** Where refresh tokens lie that the server has given in place of the first; sealed. */
export type TokenKeeper = {
  readonly read: () => Promise<string | null>
  /** @param livesMs from now; null where the server does not say, or gives another before that each time. */
  readonly replace: (sealed: string, livesMs: number | null) => Promise<void>
}

/** A token server answers within seconds; longer than that it is away. */
const TIMEOUT_MS = 30_000

/** Tokens of large providers have some 3 KB. */
const MAX_ANSWER_BYTES = 64 * 1024

/**
 * Asks for one each time, so for each connection. A refresh token that comes with it is kept before the access token is used:
 * the one before may be worth nothing from then on.
 *
 * @throws MailSourceError 'token-refused' where the owner must consent anew, 'unreachable' where it may pass.
 */
export function accessTokens(settings: TokenSettings, keeper: TokenKeeper): (signal: AbortSignal) => Promise<string> {
  const { refreshToken: first } = settings
  return async (signal) => {
    const sealed = await keeper.read()
    const current = (sealed === null ? null : openToken(sealed, first)) ?? first
    const answer = await askForToken(settings, current, signal)
    const { access_token: accessToken, refresh_token: given } = answer
    if (typeof accessToken !== 'string' || accessToken === '') throw away('The token server gave no access token')
    const next = typeof given === 'string' && given !== '' ? given : current
    const livesMs = lifetimeOf(answer)
    if (next !== current)
      await keeper.replace(sealToken(next, first), (livesMs ?? 0) > LOGIN_NOTICE_MS ? livesMs : null)
    else if (livesMs !== null) await keeper.replace(sealToken(current, first), livesMs)
    return accessToken
  }
}

/** Of the refresh token: no RFC names the field, large providers and common servers write it in one of these ways. */
function lifetimeOf({ refresh_token_expires_in: told, refresh_expires_in: toldElsewhere }: Answer): number | null {
  const seconds = told ?? toldElsewhere
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : null
}

type Answer = Readonly<Record<string, unknown>>

async function askForToken(settings: TokenSettings, refreshToken: string, signal: AbortSignal): Promise<Answer> {
  const { tokenUrl, clientId, clientSecret, scope } = settings
  const body = new URLSearchParams({
    ...{ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId },
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
    ...(scope === null ? {} : { scope }),
  })
  const request = { method: 'POST', body, redirect: 'error' as const }
  const stop = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  const response = await fetch(tokenUrl, { ...request, signal: stop }).catch((error: unknown) => {
    throw away('The token server cannot be reached', error)
  })
  const answer = await readAnswer(response)
  // RFC 6749, 5.2: 400 or 401 with the name of an error. What the answer says beside it may hold the token, and is not told.
  if ((response.status === 400 || response.status === 401) && typeof answer.error === 'string') {
    throw new MailSourceError('token-refused', 'The token server refuses the refresh token')
  }
  if (!response.ok) throw away(`The token server answers ${response.status}`)
  return answer
}

async function readAnswer(response: Response): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_ANSWER_BYTES) throw away('The answer of the token server is too long')
    chunks.push(chunk)
  }
  const answer = parseJson(Buffer.concat(chunks).toString('utf8'))
  return typeof answer === 'object' && answer !== null ? { ...answer } : {}
}

function away(message: string, cause?: unknown): MailSourceError {
  return new MailSourceError('unreachable', message, cause)
}
