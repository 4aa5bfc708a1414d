/** The mail server that takes our letters: over each kind of connection, and what is refused before a letter is given. */
import forge from 'node-forge'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readHeaderBlock } from '../../src/mail/header-block.ts'
import { SMTP_TIMES, type SmtpSettings, smtpSender } from '../../src/outbox/smtp.ts'
import { freePort } from '../services/free-port.ts'
import { letterSenderContract } from './letter-sender.contract.ts'
import { type Hooks, mailServer, reply } from './mail-server.ts'
import { FROM, noticeOf } from './sample-notice.ts'

const NEVER = new AbortController().signal
const yes = async () => true

const base: SmtpSettings = {
  host: '127.0.0.1',
  port: 0,
  secure: 'none-loopback',
  login: null,
  ca: null,
  from: FROM,
  fromName: 'Phòng Nội vụ huyện Hướng Hóa',
}

function identity() {
  const keys = forge.pki.rsa.generateKeyPair(2048)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = keys.publicKey
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  const name = [{ name: 'commonName', value: 'localhost' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  const names = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ]
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: names },
  ])
  certificate.sign(keys.privateKey, forge.md.sha256.create())
  return { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(certificate) }
}

const note = (list: string[], what: string): null => {
  list.push(what)
  return null
}

const good = identity()

const over = (secure: SmtpSettings['secure']) => async (hooks: Hooks) => {
  const options = {
    tls: { ...good, secure: true, disabledCommands: ['AUTH'] },
    starttls: { ...good, disabledCommands: ['AUTH'] },
  }
  const server = await mailServer(hooks, secure === 'none-loopback' ? {} : options[secure])
  return { server, sender: smtpSender({ ...base, secure, port: server.port, ca: good.cert }) }
}

letterSenderContract('a mail server on this machine', over('none-loopback'))
letterSenderContract('a mail server over TLS', over('tls'))
letterSenderContract('a mail server over STARTTLS', over('starttls'))

async function started(hooks: Hooks = {}, options: Parameters<typeof mailServer>[1] = {}) {
  const server = await mailServer(hooks, options)
  onTestFinished(server.close)
  return server
}

describe('refused before a letter or a password is given:', () => {
  const login = { user: 'noivu', password: 'bí mật' }

  test('a server that offers no STARTTLS', async () => {
    const logins: string[] = []
    const server = await started({ onLogin: (user) => note(logins, user) })
    const sender = smtpSender({ ...base, port: server.port, secure: 'starttls', login })
    expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'away' })
    expect([logins, server.taken]).toEqual([[], []])
  })

  for (const secure of ['tls', 'starttls'] as const) {
    test(`a certificate of nobody who is known, over ${secure}`, async () => {
      const logins: string[] = []
      const onLogin = (user: string) => note(logins, user)
      const server = await started({ onLogin }, { ...good, secure: secure === 'tls', disabledCommands: [] })
      const sender = smtpSender({ ...base, port: server.port, secure, login })
      expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'away', fault: 'tls' })
      expect([logins, server.taken]).toEqual([[], []])
    })
  }

  test('a wrong password', async () => {
    const server = await started({ onLogin: () => reply(535) })
    const sender = smtpSender({ ...base, port: server.port, login })
    expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'away', fault: 'login-refused' })
  })

  test('nobody listens', async () => {
    const sender = smtpSender({ ...base, port: await freePort() })
    expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'away', fault: 'unreachable' })
  })
})

test('whoever signs in is let in', async () => {
  const seen: string[] = []
  const server = await started({ onLogin: (user, password) => note(seen, `${user} ${password}`) })
  const sender = smtpSender({ ...base, port: server.port, login: { user: 'noivu', password: 'bí mật' } })
  expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'sent' })
  expect(seen).toEqual(['noivu bí mật'])
})

test('a server that says nothing more behind the end leaves the letter unclear', async () => {
  const server = await started({ onEnd: () => new Promise(() => undefined) })
  const sender = smtpSender({ ...base, port: server.port }, { ...SMTP_TIMES, silenceMs: 300 })
  expect(await sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'unclear' })
})

describe('the header', () => {
  const hostile = 'a\r\nBcc: victim@example.com\r\n\r\nbody\u202e\0'

  async function headerOf(letter: Parameters<ReturnType<typeof smtpSender>['send']>[0], fromName = base.fromName) {
    const server = await started()
    await smtpSender({ ...base, fromName, port: server.port }).send(letter, yes, NEVER)
    const raw = server.taken[0]?.raw ?? ''
    return { fields: readHeaderBlock(Buffer.from(raw)), raw, to: server.taken[0]?.to }
  }

  test('says that a program wrote the letter, and which it answers', async () => {
    const thread = { inReplyTo: '<1@example.vn>', references: '<0@example.vn> <1@example.vn>' }
    const { fields } = await headerOf(noticeOf({ kind: 'receipt', thread }))
    expect(Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]))).toMatchObject({
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
      'in-reply-to': '<1@example.vn>',
      references: '<0@example.vn> <1@example.vn>',
      'message-id': expect.stringMatching(/^<receipt\.[0-9a-f]{40}@example\.vn>$/),
    })
  })

  test('has no field that a text has brought, and no other recipient', async () => {
    const { fields, to } = await headerOf(
      noticeOf(
        { thread: { inReplyTo: hostile, references: hostile } },
        { subject: hostile, text: hostile, html: hostile },
      ),
      hostile,
    )
    expect(to).toEqual(['ubnd@example.vn'])
    const names = ['from', 'to', 'subject', 'in-reply-to', 'references', 'message-id', 'date', 'mime-version']
    const more = ['content-type', 'auto-submitted', 'x-auto-response-suppress', 'content-transfer-encoding']
    expect(fields.map(({ name }) => name).filter((name) => ![...names, ...more].includes(name))).toEqual([])
  })

  test('is the same whenever the letter is tried', async () => {
    const [first, second] = [await headerOf(noticeOf()), await headerOf(noticeOf())]
    const told = ({ fields }: typeof first) =>
      fields.filter(({ name }) => ['message-id', 'date', 'subject'].includes(name))
    expect(told(second)).toEqual(told(first))
  })
})
