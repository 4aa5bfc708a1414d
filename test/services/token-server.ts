/** A token server on loopback whose refresh tokens are good once (RFC 6749, 6), and the settings by which Dovecot asks it whose a token is. */
import { chmod, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type TokenServer = {
  readonly url: string
  /** The first refresh token of somebody who has consented. */
  readonly consent: (user: string) => string
  /** How often a refresh token came that was not good, or not good any more. */
  readonly refused: () => number
  readonly stop: () => Promise<void>
}

export const CLIENT = { id: 'sokyso', secret: 'bi mat ung dung' } as const

export async function startTokenServer(): Promise<TokenServer> {
  const [refresh, access] = [new Map<string, string>(), new Map<string, string>()]
  let [given, refused] = [0, 0]
  const consent = (user: string) => {
    const token = `refresh-${++given}-of-${user}`
    refresh.set(token, user)
    return token
  }
  const exchange = (form: URLSearchParams) => {
    const token = form.get('refresh_token') ?? ''
    const user = refresh.get(token)
    const isClient = form.get('client_id') === CLIENT.id && form.get('client_secret') === CLIENT.secret
    if (user === undefined || !isClient) {
      refused++
      return null
    }
    refresh.delete(token)
    const accessToken = `access-${++given}-of-${user}`
    access.set(accessToken, user)
    return { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, refresh_token: consent(user) }
  }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/info') {
      const username = access.get(url.searchParams.get('token') ?? '')
      return username === undefined ? answer(401, { error: 'invalid_token' }) : answer(200, { username })
    }
    let text = ''
    for await (const chunk of request) text += chunk
    const tokens = exchange(new URLSearchParams(text))
    return tokens === null ? answer(400, { error: 'invalid_grant' }) : answer(200, tokens)
  })
  const port = await freePort()
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, '127.0.0.1', listening.resolve)
  await listening.promise
  return {
    url: `http://127.0.0.1:${port}`,
    consent,
    refused: () => refused,
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

/** XOAUTH2 and OAUTHBEARER (RFC 7628) with tokens of that server, beside the password. */
export async function oauthSettings(folder: string, { url }: Pick<TokenServer, 'url'>): Promise<string> {
  const path = join(folder, 'dovecot-oauth2.conf')
  await writeFile(path, `tokeninfo_url = ${url}/info?token=\nusername_attribute = username\nusername_format = %u\n`)
  await chmod(folder, 0o755)
  return `
    auth_mechanisms = plain xoauth2 oauthbearer
    passdb {
      driver = oauth2
      mechanisms = xoauth2 oauthbearer
      args = ${path}
    }`
}
