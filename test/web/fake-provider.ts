/** A provider of identities on loopback, whose every answer a test may spoil. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Claims = Readonly<Record<string, unknown>>

/** What is wrong with an answer; nothing where it is empty. */
export type Spoiled = {
  readonly claims?: Claims
  readonly header?: Claims
  /** Signs in place of the key that the provider publishes. */
  readonly otherKey?: boolean
  /** Without a signature. */
  readonly alg?: 'none'
  readonly tokenStatus?: number
  readonly tokenBody?: string
}

export type FakeProvider = {
  readonly issuer: string
  /** Forms that the token endpoint was sent, newest last. */
  readonly asked: URLSearchParams[]
  spoiled: Spoiled
  /** Lets a person through: the address to which the browser returns. */
  readonly approve: (authorization: URL, changes?: Readonly<Record<string, string>>) => URL
  readonly close: () => Promise<void>
}

const CODE = 'the-code'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function startProvider(): Promise<FakeProvider> {
  const [own, other] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ]
  const asked: URLSearchParams[] = []
  let approved: { readonly nonce: string; readonly challenge: string } | null = null
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { status, text } = answer(request.url ?? '', new URLSearchParams(body))
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: FakeProvider = {
    issuer,
    asked,
    spoiled: {},
    approve: (authorization, changes = {}) => {
      const wanted = authorization.searchParams
      approved = { nonce: wanted.get('nonce') ?? '', challenge: wanted.get('code_challenge') ?? '' }
      const came = new URL(wanted.get('redirect_uri') ?? '')
      const answered = { code: CODE, state: wanted.get('state') ?? '', iss: issuer, ...changes }
      for (const [key, value] of Object.entries(answered)) if (value !== '') came.searchParams.set(key, value)
      return came
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return provider

  function answer(path: string, form: URLSearchParams) {
    if (path === '/.well-known/openid-configuration') return json(metadata(issuer))
    if (path === '/jwks')
      return json({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] })
    if (path !== '/token') return { status: 404, text: '{}' }
    asked.push(form)
    const { tokenStatus = 200, tokenBody } = provider.spoiled
    if (tokenBody !== undefined || tokenStatus !== 200)
      return { status: tokenStatus, text: tokenBody ?? '{"error":"server_error"}' }
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (form.get('code') !== CODE || challenge !== approved?.challenge)
      return { status: 400, text: '{"error":"invalid_grant"}' }
    const key = provider.spoiled.otherKey ? other.privateKey : own.privateKey
    return json({
      access_token: 'a',
      token_type: 'Bearer',
      id_token: idToken(issuer, approved.nonce, key, provider.spoiled),
    })
  }
}

const json = (value: unknown) => ({ status: 200, text: JSON.stringify(value) })

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
})

function idToken(issuer: string, nonce: string, key: KeyObject, { claims, header, alg }: Spoiled): string {
  const now = Math.floor(Date.now() / 1000)
  const said = {
    ...{ iss: issuer, sub: 'person-1', aud: 'sokyso', iat: now, exp: now + 300, nonce },
    ...{ email: 'lan@huonghoa.example', email_verified: true, name: 'Nguyễn Thị Lan', groups: ['so-can-bo'] },
    ...claims,
  }
  const content = `${encode({ alg: alg ?? 'RS256', kid: 'own', ...header })}.${encode(said)}`
  return `${content}.${alg === 'none' ? '' : sign('sha256', Buffer.from(content), key).toString('base64url')}`
}
