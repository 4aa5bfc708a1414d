/** To whom the password or token of a mailbox is given, and to whom it is not. */
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accessTokens, type TokenSettings } from '../../src/mail/access-token.ts'
import { type ImapMailbox, imapMailbox } from '../../src/mail/imap.ts'
import { openToken, sealToken } from '../../src/mail/sealed-token.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../services/dovecot.ts'
import { startImapProxy } from '../services/imap-proxy.ts'
import { fingerprintOf, type Identity, selfSigned, tlsSettings } from '../services/tls-identity.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const NEVER = new AbortController().signal
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const secretOf = (server: Pick<Dovecot, 'password'>) => ({ kind: 'password', password: server.password }) as const

describe.skipIf(dovecotMissing !== null)(`TLS to a mailbox ${dovecotMissing ?? ''}`, () => {
  const good = selfSigned('2049-01-01T00:00:00Z')
  const other = selfSigned('2049-01-01T00:00:00Z')
  const expired = selfSigned('2021-01-01T00:00:00Z')
  const running: Dovecot[] = []
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: Dovecot
  let expiredServer: Dovecot
  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await withTls('good', good)
    expiredServer = await withTls('expired', expired)
  })
  afterAll(async () => {
    for (const each of running) await each.stop()
    await folder.remove()
  })

  async function withTls(name: string, identity: Identity): Promise<Dovecot> {
    const started = await startDovecot({ settings: await tlsSettings(join(folder.path, name), identity) })
    running.push(started)
    return started
  }

  const mailbox = (port: number, changes: Partial<ImapMailbox>): ImapMailbox => ({
    ...{ host: '127.0.0.1', port, secure: 'starttls', user: 'u', login: secretOf(server), folders: ['INBOX'] },
    ...changes,
  })

  async function open(port: number, changes: Partial<ImapMailbox>): Promise<void> {
    const session = await imapMailbox(mailbox(port, changes)).open(NEVER)
    await session.folder('INBOX')
    await session.close()
  }

  const pin = fingerprintOf(good)

  test('a certificate of the private authority that was given is taken, with its pin and without', async () => {
    await open(server.port, { ca: good.cert })
    await open(server.port, { ca: good.cert, pin })
  })

  const refused = [
    { name: 'of nobody who is known', changes: {}, fault: 'certificate-refused' },
    { name: 'of another authority than that given', changes: { ca: other.cert }, fault: 'certificate-refused' },
    {
      name: 'that is not the pinned one',
      changes: { ca: good.cert, pin: '0'.repeat(64) },
      fault: 'certificate-refused',
    },
    { name: 'that is pinned, but rests on nobody', changes: { pin }, fault: 'certificate-refused' },
  ] as const
  for (const { name, changes, fault } of refused) {
    test(`a certificate ${name} is refused, and the password is not sent`, async () => {
      await expect(open(server.port, changes)).rejects.toMatchObject({ fault })
      expect(await server.log()).not.toContain('auth failed')
    })
  }

  test('a certificate that has ended is refused in its own words', async () => {
    const opening = open(expiredServer.port, { ca: expired.cert })
    await expect(opening).rejects.toMatchObject({ fault: 'certificate-expired' })
  })

  test('somebody on the way who hides the offer of STARTTLS gets no password', async () => {
    const proxy = await startImapProxy(server.port, (response) =>
      response.replaceAll(/ (STARTTLS|LOGINDISABLED)\b/g, ''),
    )
    stops.push(proxy.stop)
    await expect(open(proxy.port, { ca: good.cert })).rejects.toMatchObject({ fault: 'certificate-refused' })
    expect(proxy.commands.filter((line) => /LOGIN|AUTHENTICATE/.test(line))).toEqual([])
  })
})

describe.skipIf(dovecotMissing !== null)(`passwords of a mailbox ${dovecotMissing ?? ''}`, () => {
  for (const mechanisms of ['plain', 'login']) {
    test(`a password with Vietnamese letters is sent whole by ${mechanisms}`, async () => {
      const server = await startDovecot({ password: 'mật-khẩu-Đặng', settings: `auth_mechanisms = ${mechanisms}` })
      stops.push(server.stop)
      const { host, port } = server
      const login = secretOf(server)
      const where = { host, port, secure: 'none-loopback', user: 'u', folders: ['INBOX'] } as const
      const session = await imapMailbox({ ...where, login }).open(NEVER)
      await session.close()
    })
  }

  test('a server that takes one connection at a time is left alone for a while, not called a wrong password', async () => {
    const server = await startDovecot({ settings: 'mail_max_userip_connections = 1' })
    stops.push(server.stop)
    const { host, port } = server
    const where = { host, port, secure: 'none-loopback', user: 'u', folders: ['INBOX'] } as const
    const first = await imapMailbox({ ...where, login: secretOf(server) }).open(NEVER)
    await first.folder('INBOX')
    await expect(imapMailbox({ ...where, login: secretOf(server) }).open(NEVER)).rejects.toMatchObject({
      fault: 'throttled',
    })
    await first.close()
  })
})

describe('tokens', () => {
  const FIRST = 'first refresh token'

  /** A token server that knows one refresh token at a time. */
  async function tokenServer(answer: (form: URLSearchParams) => { status: number; body: unknown }) {
    const forms: URLSearchParams[] = []
    const server = createHttpServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      const form = new URLSearchParams(text)
      forms.push(form)
      const { status, body } = answer(form)
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    stops.push(async () => server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The token server has no port')
    const settings: TokenSettings = {
      ...{ tokenUrl: `http://127.0.0.1:${address.port}/token`, clientId: 'sokyso', clientSecret: 'client' },
      ...{ refreshToken: FIRST, scope: null },
    }
    return { settings, forms }
  }

  function keeper() {
    let sealed: string | null = null
    const replace = async (next: string) => {
      sealed = next
    }
    return { read: async () => sealed, replace }
  }

  test('each one that the server gives takes the place of the one before, and is kept sealed', async () => {
    let valid = FIRST
    const { settings, forms } = await tokenServer((form) => {
      if (form.get('refresh_token') !== valid) return { status: 400, body: { error: 'invalid_grant' } }
      valid = `rotated ${valid.length}`
      return { status: 200, body: { access_token: `access ${valid}`, refresh_token: valid } }
    })
    const kept = keeper()
    for (let turn = 0; turn < 3; turn++) {
      // Anew, as after a start of the process.
      expect(await accessTokens(settings, kept)(NEVER)).toBe(`access ${valid}`)
    }
    expect(forms.map((form) => form.get('client_secret'))).toEqual(['client', 'client', 'client'])
    const sealed = (await kept.read()) ?? ''
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('rotated')
    expect(openToken(sealed, FIRST)).toBe(valid)
  })

  test('a new first token, from its file, begins anew', async () => {
    const { settings, forms } = await tokenServer(() => ({ status: 200, body: { access_token: 'a' } }))
    const kept = keeper()
    await kept.replace(sealToken('rotated', FIRST))
    await accessTokens(settings, kept)(NEVER)
    await accessTokens({ ...settings, refreshToken: 'consented again' }, kept)(NEVER)
    expect(forms.map((form) => form.get('refresh_token'))).toEqual(['rotated', 'consented again'])
  })

  const lives: readonly {
    name: string
    answer: Readonly<Record<string, unknown>>
    days: number | null | 'not kept'
  }[] = [
    { name: 'that says nothing of its end', answer: {}, days: 'not kept' },
    { name: 'that ends on a fixed day', answer: { refresh_token_expires_in: 7 * 86_400 }, days: 7 },
    { name: 'of a server that names the field otherwise', answer: { refresh_expires_in: 86_400 }, days: 1 },
    { name: 'that never ends', answer: { refresh_expires_in: 0 }, days: 'not kept' },
    { name: 'whose end is no number', answer: { refresh_token_expires_in: 'soon' }, days: 'not kept' },
    { name: 'that is another each time', answer: { refresh_token: 'b', refresh_token_expires_in: 86_400 }, days: null },
    {
      name: 'that is new and lasts for months',
      answer: { refresh_token: 'b', refresh_token_expires_in: 90 * 86_400 },
      days: 90,
    },
  ]
  for (const { name, answer, days } of lives) {
    test(`of a refresh token ${name} the end is known as far as it is one`, async () => {
      const { settings } = await tokenServer(() => ({ status: 200, body: { access_token: 'a', ...answer } }))
      const kept: (number | null)[] = []
      const replace = async (_: string, livesMs: number | null) => void kept.push(livesMs)
      await accessTokens(settings, { read: async () => null, replace })(NEVER)
      expect(kept).toEqual(days === 'not kept' ? [] : [days === null ? null : days * 86_400_000])
    })
  }

  const failures = [
    {
      name: 'a refresh token that is worth nothing any more',
      status: 400,
      body: { error: 'invalid_grant' },
      fault: 'token-refused',
    },
    { name: 'a client that is unknown', status: 401, body: { error: 'invalid_client' }, fault: 'token-refused' },
    { name: 'a token server in trouble', status: 503, body: {}, fault: 'unreachable' },
    { name: 'an answer without a token', status: 200, body: {}, fault: 'unreachable' },
    { name: 'an answer without an end', status: 200, body: 'x'.repeat(100_000), fault: 'unreachable' },
  ] as const
  for (const { name, status, body, fault } of failures) {
    test(`${name} is ${fault} at the first failure, and the token is not in its words`, async () => {
      const { settings } = await tokenServer(() => ({ status, body }))
      const failure = await accessTokens(settings, keeper())(NEVER).catch((error: unknown) => error)
      expect(failure).toMatchObject({ fault })
      expect(String(failure)).not.toContain(FIRST)
    })
  }

  test('a token that could not be kept is not used', async () => {
    const { settings } = await tokenServer(() => ({ status: 200, body: { access_token: 'a', refresh_token: 'b' } }))
    const full = { read: async () => null, replace: () => Promise.reject(new Error('disk full')) }
    await expect(accessTokens(settings, full)(NEVER)).rejects.toThrow('disk full')
  })

  test('the mail server is given the access token by XOAUTH2', async () => {
    const { settings } = await tokenServer(() => ({ status: 200, body: { access_token: 'access' } }))
    const { port, given } = await imapWithTokens()
    const login = { kind: 'token', accessToken: accessTokens(settings, keeper()) } as const
    const where = { host: '127.0.0.1', port, secure: 'none-loopback', folders: ['INBOX'] } as const
    const session = await imapMailbox({ ...where, user: 'noivu@example.vn', login }).open(NEVER)
    await session.close()
    expect(await given).toBe('user=noivu@example.vn\u0001auth=Bearer access\u0001\u0001')
  })

  /** Knows nothing but how to log in by a token. */
  async function imapWithTokens() {
    const given = Promise.withResolvers<string>()
    const server = createServer((socket: Socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n')
      socket.on('error', () => socket.destroy())
      socket.on('data', (data) => {
        for (const line of data.toString().split('\r\n').filter(Boolean)) {
          const [tag, command, , token] = line.split(' ')
          if (command === 'AUTHENTICATE') given.resolve(Buffer.from(token ?? '', 'base64').toString())
          socket.write(command === 'LOGOUT' ? `* BYE\r\n${tag} OK\r\n` : `${tag} OK done\r\n`)
        }
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    stops.push(async () => server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The server has no port')
    return { port: address.port, given: given.promise }
  }
})
