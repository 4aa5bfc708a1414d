/** The fetcher against real servers on loopback: what is honest comes, and no hostile address is ever connected to. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:https'
import { afterEach, describe, expect, test } from 'vitest'
import { buildRoot } from '../../fixtures/authority.ts'
import { buildKey } from '../../fixtures/keys.ts'
import { type PkiRoutes, servePki } from '../../fixtures/pki-server.ts'
import type { AddressBlock } from '../../src/evidence/address.ts'
import { FETCH_LIMITS } from '../../src/evidence/fetch-limits.ts'
import { type Fetched, type FetcherOptions, type FetchPlan, openFetcher } from '../../src/evidence/http.ts'
import type { Instant } from '../../src/lang.ts'
import { openHttpListener, openListener, openListenerAnywhere } from './listener.ts'
import { list, pem } from './made.ts'
import { hours } from './times.ts'

const LOOPBACK: readonly AddressBlock[] = [{ address: '127.0.0.1', prefix: 32 }]

const opened: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})
async function opens<T extends { readonly close: () => Promise<void> }>(opening: Promise<T>): Promise<T> {
  const one = await opening
  opened.push(one)
  return one
}
const serve = (routes: PkiRoutes) => opens(servePki(routes))

/** Each call is a minute after the one before, so that no limit of rate is met. */
function fetcher(options: Partial<FetcherOptions> = {}) {
  let now = 0
  const clock = () => {
    now += 60_000
    return now as Instant
  }
  return openFetcher({ clock, addresses: LOOPBACK, ...options })
}

const plan = (url: string, changes: Partial<FetchPlan> = {}): FetchPlan => ({
  url,
  hosts: [URL.parse(url)?.host ?? ''],
  maxBytes: FETCH_LIMITS.maxBytes,
  body: null,
  ...changes,
})

const told = (fetched: Fetched) => (fetched.ok ? 'ok' : fetched.code)

describe('honest servers', () => {
  const crl = list()
  const cases: readonly { name: string; routes: PkiRoutes; result: string }[] = [
    { name: 'a list', routes: { '/a': { kind: 'bytes', body: crl } }, result: 'ok' },
    {
      name: 'a list as text of another type',
      routes: { '/a': { kind: 'bytes', body: crl, type: 'text/html' } },
      result: 'ok',
    },
    {
      name: 'a redirect on the same host',
      routes: { '/a': { kind: 'redirect', to: '/b' }, '/b': { kind: 'bytes', body: crl } },
      result: 'ok',
    },
    {
      name: 'three redirects',
      routes: {
        '/a': { kind: 'redirect', to: '/b', status: 301 },
        '/b': { kind: 'redirect', to: 'c', status: 307 },
        '/c': { kind: 'redirect', to: '/d?x=1', status: 308 },
        '/d': { kind: 'bytes', body: crl },
      },
      result: 'ok',
    },
    { name: 'not found', routes: {}, result: 'status' },
    { name: 'no content', routes: { '/a': { kind: 'status', status: 204 } }, result: 'status' },
    { name: 'a fault of the server', routes: { '/a': { kind: 'status', status: 500 } }, result: 'status' },
    { name: 'a part', routes: { '/a': { kind: 'status', status: 206 } }, result: 'status' },
    { name: 'a reset', routes: { '/a': { kind: 'reset' } }, result: 'unreachable' },
    { name: 'half an answer', routes: { '/a': { kind: 'cut-off', body: crl } }, result: 'unreachable' },
    { name: 'a packed answer', routes: { '/a': { kind: 'gzip-bomb', unpacked: 1_000_000 } }, result: 'encoding' },
  ]
  for (const { name, routes, result } of cases) {
    test(`${name}: ${result}`, async () => {
      const server = await serve(routes)
      const fetched = await fetcher()(plan(`${server.url}/a`))
      expect(told(fetched)).toBe(result)
      if (fetched.ok) expect(Buffer.from(fetched.bytes)).toEqual(Buffer.from(crl))
    })
  }

  test('a question is posted, and posted again where a redirect keeps the method', async () => {
    const server = await serve({
      '/a': { kind: 'redirect', to: '/ocsp', status: 307 },
      '/b': { kind: 'redirect', to: '/ocsp', status: 302 },
      '/ocsp': { kind: 'ocsp', answer: () => Buffer.from('answer') },
    })
    // An OCSPRequest that the server can read: no certificate, no extension.
    const body = { type: 'application/ocsp-request', bytes: Buffer.from('300430023000', 'hex') }
    expect(told(await fetcher()(plan(`${server.url}/ocsp`, { body })))).toBe('ok')
    expect(told(await fetcher()(plan(`${server.url}/a`, { body })))).toBe('ok')
    expect(told(await fetcher()(plan(`${server.url}/b`, { body })))).toBe('redirect')
  })

  test('says who asks without saying more, for the unpacked bytes, on a connection of its own', async () => {
    const seen: NodeJS.Dict<string | string[]>[] = []
    const server = await opens(
      openHttpListener((request, response) => {
        seen.push(request.headers)
        response.end('x')
      }),
    )
    await fetcher()(plan(`http://127.0.0.1:${server.port}/a`))
    expect(seen).toEqual([
      {
        host: `127.0.0.1:${server.port}`,
        'user-agent': 'sokyso',
        accept: '*/*',
        'accept-encoding': 'identity',
        connection: 'close',
      },
    ])
  })

  test('the next address is tried where one is away, and the name goes into the request', async () => {
    const server = await serve({ '/a': { kind: 'bytes', body: crl } })
    const fetch = fetcher({
      addresses: [...LOOPBACK, { address: '::1', prefix: 128 }],
      resolve: async () => ['::1', '127.0.0.1'],
    })
    expect(told(await fetch(plan(`http://ca.example:${server.port}/a`)))).toBe('ok')
  })
})

describe('hostile servers', () => {
  test('a body without end is cut at the limit', async () => {
    const server = await serve({ '/a': { kind: 'endless' } })
    expect(told(await fetcher()(plan(`${server.url}/a`)))).toBe('too-large')
  })

  test('a body that says how large it is, is not read', async () => {
    const server = await opens(
      openHttpListener((_, response) => {
        response.writeHead(200, { 'content-length': '1000000000' }).write('x')
      }),
    )
    expect(told(await fetcher()(plan(`http://127.0.0.1:${server.port}/`)))).toBe('too-large')
  })

  test('no override exceeds the highest limit, and one byte more than a limit is too much', async () => {
    const server = await serve({ '/a': { kind: 'bytes', body: Buffer.alloc(11) }, '/b': { kind: 'endless' } })
    expect(told(await fetcher()(plan(`${server.url}/a`, { maxBytes: 11 })))).toBe('ok')
    expect(told(await fetcher()(plan(`${server.url}/a`, { maxBytes: 10 })))).toBe('too-large')
    expect(told(await fetcher()(plan(`${server.url}/b`, { maxBytes: Number.MAX_SAFE_INTEGER })))).toBe('too-large')
  })

  const stalls = [
    { name: 'one byte, and then one more some day', begin: ['x'] },
    { name: 'nothing at all', begin: [] },
  ]
  for (const { name, begin } of stalls) {
    test(`${name}: over after ten seconds in all`, async () => {
      const end = new AbortController()
      const asked: number[] = []
      const server = await opens(
        openHttpListener((_, response) => {
          for (const chunk of begin) response.write(chunk)
          // The ten seconds are over, as the clock of the test has it.
          setImmediate(() => end.abort())
        }),
      )
      const fetch = fetcher({
        deadline: (ms) => {
          asked.push(ms)
          return end.signal
        },
      })
      expect(told(await fetch(plan(`http://127.0.0.1:${server.port}/`)))).toBe('time-out')
      expect(asked).toEqual([10_000])
    })
  }

  test('a resolver that never answers: over after ten seconds in all', async () => {
    const fetch = fetcher({ resolve: () => new Promise(() => undefined), deadline: () => AbortSignal.abort() })
    expect(told(await fetch(plan('http://ca.example/')))).toBe('time-out')
  })

  test('redirects without end are followed three times', async () => {
    const server = await serve({ '/a': { kind: 'redirect', to: '/a' } })
    expect(told(await fetcher()(plan(`${server.url}/a`)))).toBe('redirect')
    expect(server.requests('/a')).toBe(4)
  })

  const elsewhere: readonly { name: string; to: (canary: number, own: number) => string }[] = [
    { name: 'inside, by address', to: (canary) => `http://127.0.0.1:${canary}/` },
    { name: 'inside, by name', to: (canary) => `http://localhost:${canary}/` },
    { name: 'inside, by number', to: (canary) => `http://2130706433:${canary}/` },
    { name: 'to another host that may be asked', to: (canary) => `http://other.example:${canary}/` },
    { name: 'to another port of the same host', to: (canary) => `http://ca.example:${canary}/` },
    { name: 'without a scheme', to: (canary) => `//127.0.0.1:${canary}/` },
    { name: 'with credentials', to: (_, own) => `http://user@ca.example:${own}/b` },
    { name: 'to a file', to: () => 'file:///etc/passwd' },
    { name: 'to a directory', to: () => 'ldap://ca.example/' },
    { name: 'to nothing', to: () => 'http://' },
  ]
  for (const { name, to } of elsewhere) {
    test(`a redirect ${name} is not followed`, async () => {
      const canary = await opens(openListenerAnywhere())
      const server = await serve({ '/b': { kind: 'bytes', body: Buffer.from('secret') } })
      server.change('/a', { kind: 'redirect', to: to(canary.port, server.port) })
      const hosts = [`ca.example:${server.port}`, `other.example:${canary.port}`]
      const fetch = fetcher({ resolve: async () => ['127.0.0.1'] })
      expect(told(await fetch(plan(`http://ca.example:${server.port}/a`, { hosts })))).toBe('redirect')
      expect([canary.connections(), server.requests()]).toEqual([0, 1])
    })
  }

  test('a certificate that nobody vouches for ends a connection by TLS', async () => {
    const key = await buildKey('P-256')
    const holder = buildRoot({
      subject: [['CN', 'ca.example']],
      key,
      serial: 1n,
      notBefore: hours(-1),
      notAfter: hours(1),
    })
    let asked = 0
    const server = createTlsServer(
      { key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: pem('CERTIFICATE', holder.certificate) },
      (_, response) => {
        asked += 1
        response.end('x')
      },
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    opened.push({ close: async () => void server.close() })
    const address = server.address()
    const port = address !== null && typeof address !== 'string' ? address.port : 0
    const fetch = fetcher({ resolve: async () => ['127.0.0.1'] })
    expect(told(await fetch(plan(`https://ca.example:${port}/a`)))).toBe('unreachable')
    expect(asked).toBe(0)
  })
})

describe('places that are never connected to, whatever may be asked by name', () => {
  const places: readonly ((port: number) => string)[] = [
    (port) => `http://127.0.0.1:${port}/`,
    (port) => `http://127.1:${port}/`,
    (port) => `http://[::1]:${port}/`,
    (port) => `http://[::ffff:127.0.0.1]:${port}/`,
    (port) => `http://[::ffff:7f00:1]:${port}/`,
    (port) => `http://[::]:${port}/`,
    (port) => `http://0.0.0.0:${port}/`,
    (port) => `http://0:${port}/`,
    (port) => `http://2130706433:${port}/`,
    (port) => `http://0x7f000001:${port}/`,
    (port) => `http://0x7f.1:${port}/`,
    (port) => `http://0177.0.0.1:${port}/`,
    (port) => `http://017700000001:${port}/`,
    () => 'http://169.254.169.254/latest/meta-data',
    () => 'http://[fd00:ec2::254]/latest/meta-data',
    () => 'http://100.100.100.200/',
    () => 'http://10.0.0.1/',
    () => 'http://192.168.1.1/',
    () => 'http://172.16.0.1/',
    () => 'http://[64:ff9b::7f00:1]/',
    () => 'http://224.0.0.1/',
  ]
  for (const place of places) {
    test(`${place(0)}: not even where it is in the list of hosts`, async () => {
      const canary = await opens(openListenerAnywhere())
      expect(told(await fetcher({ addresses: [] })(plan(place(canary.port))))).toBe('address')
      expect(canary.connections()).toBe(0)
    })
    test(`${place(0)}: where it is not`, async () => {
      const canary = await opens(openListenerAnywhere())
      expect(told(await fetcher({ addresses: [] })(plan(place(canary.port), { hosts: ['ca.example'] })))).toBe('host')
      expect(canary.connections()).toBe(0)
    })
  }

  const answers = [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '10.1.2.3',
    'fd00:ec2::254',
    'fe80::1%lo',
    'x',
  ]
  for (const answer of answers) {
    test(`a name that leads to ${answer}`, async () => {
      const canary = await opens(openListenerAnywhere())
      const fetch = fetcher({ addresses: [], resolve: async () => [answer] })
      expect(told(await fetch(plan(`http://ca.example:${canary.port}/`)))).toBe('address')
      expect(canary.connections()).toBe(0)
    })
  }

  const refused = [
    { url: (port: number) => `http://user@ca.example:${port}/`, code: 'credentials' },
    { url: (port: number) => `http://ca.example@127.0.0.1:${port}/`, code: 'credentials' },
    { url: (port: number) => `ldap://127.0.0.1:${port}/cn=x`, code: 'scheme' },
    { url: () => 'file:///etc/passwd', code: 'scheme' },
    { url: (port: number) => `ftp://127.0.0.1:${port}/`, code: 'scheme' },
  ]
  for (const { url, code } of refused) {
    test(`${url(0)}: ${code}`, async () => {
      const canary = await opens(openListenerAnywhere())
      const hosts = [`ca.example:${canary.port}`, `127.0.0.1:${canary.port}`]
      expect(told(await fetcher()(plan(url(canary.port), { hosts })))).toBe(code)
      expect(canary.connections()).toBe(0)
    })
  }

  test('a name without an address, and a resolver that fails', async () => {
    const url = 'http://ca.example/'
    expect(told(await fetcher({ resolve: async () => [] })(plan(url)))).toBe('address')
    expect(told(await fetcher({ resolve: () => Promise.reject(new Error('SERVFAIL')) })(plan(url)))).toBe('unresolved')
  })

  test('DNS rebinding: the address that was checked is the one that is connected to, through redirects, too', async () => {
    const server = await serve({
      '/a': { kind: 'redirect', to: '/b' },
      '/b': { kind: 'bytes', body: Buffer.from('x') },
    })
    const canary = await opens(openListener('127.0.0.2', server.port))
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    let resolved = 0
    const fetch = fetcher({ resolve: async () => answers[resolved++] ?? [] })
    expect(told(await fetch(plan(`http://ca.example:${server.port}/a`)))).toBe('ok')
    expect([resolved, server.requests(), canary.connections()]).toEqual([1, 2, 0])
    expect(told(await fetch(plan(`http://ca.example:${server.port}/a`)))).toBe('address')
    expect(canary.connections()).toBe(0)
  })

  test('of several addresses only those that are permitted', async () => {
    const server = await serve({ '/a': { kind: 'bytes', body: Buffer.from('x') } })
    const canary = await opens(openListener('127.0.0.2', server.port))
    const fetch = fetcher({ resolve: async () => ['127.0.0.2', '127.0.0.1'] })
    expect(told(await fetch(plan(`http://ca.example:${server.port}/a`)))).toBe('ok')
    expect(canary.connections()).toBe(0)
  })

  test('a proxy that the environment names is not asked', async () => {
    const server = await serve({ '/a': { kind: 'bytes', body: Buffer.from('x') } })
    const proxy = await opens(openListener('127.0.0.1'))
    const program = `
      const { openFetcher } = await import(${JSON.stringify(new URL('../../src/evidence/http.ts', import.meta.url))})
      const fetch = openFetcher({ clock: () => 0, addresses: ${JSON.stringify(LOOPBACK)}, resolve: async () => ['127.0.0.1'] })
      const { ok } = await fetch(${JSON.stringify(plan(`http://ca.example:${server.port}/a`))})
      process.exitCode = ok ? 0 : 1`
    const url = `http://127.0.0.1:${proxy.port}`
    const env = {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: url,
      http_proxy: url,
      HTTPS_PROXY: url,
      NO_PROXY: '',
    }
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env, stdio: 'inherit' })
    expect(await once(child, 'exit')).toEqual([0, null])
    expect([server.requests('/a'), proxy.connections()]).toEqual([1, 0])
  })
})

test('the fourth request to a host within a minute is not made', async () => {
  const server = await serve({ '/a': { kind: 'bytes', body: Buffer.from('x') } })
  const fetch = fetcher({ clock: () => 0 as Instant })
  const results: string[] = []
  for (let i = 0; i < 4; i++) results.push(told(await fetch(plan(`${server.url}/a`))))
  expect(results).toEqual(['ok', 'ok', 'ok', 'rate'])
  expect(server.requests('/a')).toBe(3)
})

test('what is under way ends with the service', async () => {
  const end = new AbortController()
  const server = await opens(openHttpListener(() => end.abort()))
  expect(told(await fetcher({ signal: end.signal })(plan(`http://127.0.0.1:${server.port}/`)))).toBe('time-out')
})
