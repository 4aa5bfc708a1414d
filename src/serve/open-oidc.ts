/** The office's own service that knows people, by openid-client: code with PKCE, state and nonce. OpenID Connect Core 1.0. */
import * as oidc from 'openid-client'
import { z } from 'zod'
import type { OidcConfig } from '../config/access.ts'
import type { OidcPerson, OidcProvider } from '../web/oidc.ts'
import type { Log } from './log.ts'

/** A person waits for it. */
const TIMEOUT_SECONDS = 10

/** Where the browser comes back to: registered with the service. */
const RETURN_PATH = '/dang-nhap/co-quan/ve'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** The first time it is asked for the service is looked up; where that fails, again the next time. */
export function openOidc(config: OidcConfig, origin: string, log: Pick<Log, 'error'>): OidcProvider {
  const redirectUri = new URL(RETURN_PATH, origin).href
  let found: Promise<oidc.Configuration> | null = null
  const lookUp = () => {
    found ??= discover(config).catch((error: unknown) => {
      found = null
      throw error
    })
    return found
  }
  return {
    roles: config.groups,
    begin: async () => {
      const way = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
      try {
        const address = oidc.buildAuthorizationUrl(await lookUp(), {
          ...{ redirect_uri: redirectUri, scope: 'openid profile email', state: way.state, nonce: way.nonce },
          ...{ code_challenge: await oidc.calculatePKCECodeChallenge(way.verifier), code_challenge_method: 'S256' },
        })
        return { address, way }
      } catch (error) {
        log.error('oidc-away', error)
        return null
      }
    },
    end: async (came, { state, nonce, verifier }) => {
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
        const tokens = await oidc.authorizationCodeGrant(await lookUp(), came, checks)
        return readPerson(tokens.claims())
      } catch (error) {
        log.error('oidc-refused', error)
        return { kind: 'refused', why: codeOf(error) }
      }
    },
  }
}

function discover({ issuer, client, secret }: OidcConfig): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  // Without TLS a secret is sent nowhere else.
  const isLocal = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  // Stricter than OpenID Connect Core 1.0, 3.1.3.7 (6): the signature of the token is checked, though TLS brought it.
  const execute = [oidc.enableNonRepudiationChecks, ...(isLocal ? [oidc.allowInsecureRequests] : [])]
  return oidc.discovery(url, client, secret, undefined, { execute, timeout: TIMEOUT_SECONDS })
}

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.string(),
  email_verified: z.literal(true),
  name: z.string().default(''),
  groups: z.array(z.string()),
})

function readPerson(claims: unknown): { kind: 'person'; person: OidcPerson } | { kind: 'refused'; why: string } {
  const read = Claims.safeParse(claims)
  if (!read.success) return { kind: 'refused', why: `claim-${read.error.issues[0]?.path.join('.') ?? 'missing'}` }
  const { iss, sub, email, name, groups } = read.data
  return { kind: 'person', person: { identity: `${iss} ${sub}`, email, fullName: name, groups } }
}

/** Codes of the library or of the service; never its sentences, which may quote anything. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z][A-Z_]{1,60}$/.test(code) ? code.toLowerCase() : 'unreachable'
}
