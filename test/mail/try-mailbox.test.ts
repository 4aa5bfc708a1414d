/** The trial of a mailbox: what it finds on a real server, and what it says where something is wrong. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ImapMailbox } from '../../src/mail/imap.ts'
import { MailSourceError } from '../../src/mail/mail-source.ts'
import { type MailboxTrial, tryMailbox } from '../../src/mail/try-mailbox.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../services/dovecot.ts'
import { freePort } from '../services/free-port.ts'
import { startImapProxy } from '../services/imap-proxy.ts'
import {
  fingerprintOf,
  type Identity,
  issuedByUnknown,
  selfSigned,
  TLS_FIRST,
  tlsSettings,
} from '../services/tls-identity.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const letter = (subject: string) => Buffer.from(`From: a@example.vn\r\nSubject: ${subject}\r\n\r\nx\r\n`)
const END = '2049-01-01T00:00:00Z'

const failed = ({ steps, failure }: MailboxTrial) => [steps.map(({ name }) => name).join(' '), failure?.fault ?? null]

describe.skipIf(dovecotMissing !== null)(`the trial of a mailbox ${dovecotMissing ?? ''}`, () => {
  let server: Dovecot
  beforeAll(async () => {
    server = await startDovecot()
    await server.fill('noivu', [letter('một'), letter('hai'), letter('ba')])
    await server.markSeen('noivu', '2')
    await server.makeFolder('noivu', 'Chữ ký số')
  })
  afterAll(() => server.stop())

  const plain = (changes: Partial<ImapMailbox> = {}): ImapMailbox => ({
    ...{ host: '127.0.0.1', port: server.port, secure: 'none-loopback', user: 'noivu', folders: ['INBOX'] },
    login: { kind: 'password', password: server.password },
    ...changes,
  })

  test('tells each step in order, and what lies there, and leaves no trace', async () => {
    const before = await server.marks('noivu')
    const { steps, failure } = await tryMailbox(plain())
    expect(failure).toBeNull()
    expect(steps.map(({ name }) => name).join(' ')).toBe('lookup connection login folders reading idle unchanged')
    expect(steps.find(({ name }) => name === 'folders')).toMatchObject({
      folders: expect.arrayContaining([
        { path: 'INBOX', letters: 3 },
        { path: 'Chữ ký số', letters: 0 },
      ]),
    })
    expect(steps.find(({ name }) => name === 'reading')).toMatchObject({ letters: 3, wanted: 3 })
    expect(steps.find(({ name }) => name === 'idle')).toMatchObject({ isOffered: true })
    const unchanged = steps.find((step) => step.name === 'unchanged')
    expect(unchanged).toMatchObject({ isReadOnly: true, compared: 3, changed: 0 })
    expect(unchanged?.modseq?.after).toBe(unchanged?.modseq?.before)
    expect(await server.marks('noivu')).toEqual(before)
  })

  test('reads all folders that are chosen', async () => {
    const { steps } = await tryMailbox(plain({ folders: ['INBOX', 'Chữ ký số'] }))
    expect(steps.at(-1)).toMatchObject({ name: 'unchanged', isReadOnly: true, compared: 3 })
  })

  test('says that a server offers no IDLE', async () => {
    const proxy = await startImapProxy(server.port, (response) => response.replaceAll(' IDLE', ''))
    stops.push(proxy.stop)
    const { steps } = await tryMailbox(plain({ port: proxy.port }))
    expect(steps.find(({ name }) => name === 'idle')).toMatchObject({ isOffered: false })
  })

  test('sends a wrong password once', async () => {
    const trial = await tryMailbox(plain({ login: { kind: 'password', password: 'nhầm' } }))
    expect(failed(trial)).toEqual(['lookup connection', 'login-refused'])
    // The server answers before it writes its log.
    await vi.waitFor(async () => expect((await server.log()).match(/auth failed, 1 attempts/g)).toHaveLength(1))
  })

  test('tells a refresh token that is worth nothing as what the login failed by', async () => {
    const accessToken = () => Promise.reject(new MailSourceError('token-refused', 'The token server refuses'))
    const trial = await tryMailbox(plain({ login: { kind: 'token', accessToken } }))
    expect(failed(trial)).toEqual(['lookup connection', 'token-refused'])
    expect(trial.failure?.step).toBe('login')
  })

  test('knows a host that nobody knows, a port behind which nobody is, and a folder that is not there', async () => {
    expect(failed(await tryMailbox(plain({ host: 'mail.khong-co.invalid', secure: 'tls' })))).toEqual([
      '',
      'unknown-host',
    ])
    const port = await freePort()
    expect(failed(await tryMailbox(plain({ port })))).toEqual(['lookup', 'refused'])
    const missing = await tryMailbox(plain({ folders: ['Không có'] }))
    expect(failed(missing)).toEqual(['lookup connection login folders', 'mailbox-missing'])
    expect(missing.failure?.step).toBe('reading')
  })

  test('gives up a server that takes the connection and falls silent, at whatever step', async () => {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy())).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    stops.push(async () => silent.close())
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const limits = { stepMs: 300 }
    expect(failed(await tryMailbox(plain({ port, secure: 'tls' }), limits))).toEqual(['lookup connection', 'frozen'])
    expect(failed(await tryMailbox(plain({ port, secure: 'starttls' }), limits))).toEqual([
      'lookup connection',
      'frozen',
    ])
    expect(failed(await tryMailbox(plain({ port }), limits))).toEqual(['lookup connection', 'frozen'])
    const deaf = await startImapProxy(server.port, (response) =>
      response.includes('Search completed') ? null : response,
    )
    stops.push(deaf.stop)
    const trial = await tryMailbox(plain({ port: deaf.port }), { stepMs: 2_000 })
    expect(trial.failure?.step).toBe('reading')
  })
})

describe.skipIf(dovecotMissing !== null)(`the certificate of a mail server ${dovecotMissing ?? ''}`, () => {
  const own = selfSigned(END)
  const issued = issuedByUnknown(END)
  const expired = selfSigned('2021-01-01T00:00:00Z')
  const elsewhere = issuedByUnknown(END, '10.9.8.7')
  const servers = new Map<Identity, Dovecot>()
  let first: Dovecot
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const [name, identity] of Object.entries({ own, issued, expired, elsewhere })) {
      const settings = await tlsSettings(join(folder.path, name), identity)
      servers.set(identity, await startDovecot({ settings }))
    }
    first = await startDovecot({ settings: `${await tlsSettings(join(folder.path, 'first'), issued)}\n${TLS_FIRST}` })
  })
  afterAll(async () => {
    for (const server of [...servers.values(), first]) await server.stop()
    await folder.remove()
  })

  const at = (server: Dovecot | undefined, changes: Partial<ImapMailbox> = {}): ImapMailbox => ({
    ...{ host: '127.0.0.1', port: server?.port ?? 0, secure: 'starttls', user: 'noivu', folders: ['INBOX'] },
    login: { kind: 'password', password: server?.password ?? '' },
    ...changes,
  })

  const cases = [
    { name: 'that rests on itself', identity: own, changes: {}, fault: 'unknown-authority' },
    { name: 'of an unknown authority', identity: issued, changes: {}, fault: 'unknown-authority' },
    { name: 'that has ended', identity: expired, changes: { ca: expired.cert }, fault: 'certificate-expired' },
    { name: 'of another name', identity: elsewhere, changes: { ca: elsewhere.cert }, fault: 'other-name' },
    {
      name: 'that is not the pinned one',
      identity: issued,
      changes: { ca: issued.cert, pin: fingerprintOf(own) },
      fault: 'other-pin',
    },
  ] as const
  test.each(cases)('one $name is shown, and no password is sent: $fault', async ({ identity, changes, fault }) => {
    const server = servers.get(identity)
    const trial = await tryMailbox(at(server, changes))
    expect(failed(trial)).toEqual(['lookup connection', fault])
    expect(trial.failure?.certificate?.sha256).toBe(fingerprintOf(identity))
    expect(await server?.log()).not.toContain('auth failed')
  })

  test('one that was shown and pinned is taken from then on, by TLS and by STARTTLS', async () => {
    for (const mailbox of [at(servers.get(issued)), at(first, { secure: 'tls' })]) {
      const { failure } = await tryMailbox(mailbox)
      const { pem = '', sha256 = '', issuer } = failure?.certificate ?? {}
      expect(issuer).toBe('CA nội bộ')
      const { steps, failure: none } = await tryMailbox({ ...mailbox, ca: pem, pin: sha256 })
      expect(none).toBeNull()
      expect(steps.find(({ name }) => name === 'certificate')).toMatchObject({ isPinned: true })
    }
  })

  test('a port that speaks no TLS, and a server that hides STARTTLS, are told as that', async () => {
    expect(failed(await tryMailbox(at(servers.get(own), { secure: 'tls' })))).toEqual(['lookup connection', 'no-tls'])
    const proxy = await startImapProxy(servers.get(own)?.port ?? 0, (response) =>
      /^a\d* OK/i.test(response) ? 'a BAD no\r\n' : response,
    )
    stops.push(proxy.stop)
    expect(failed(await tryMailbox(at(servers.get(own), { port: proxy.port })))).toEqual([
      'lookup connection',
      'no-tls',
    ])
  })
})
