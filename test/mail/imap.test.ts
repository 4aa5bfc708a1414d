/** IMAP against a real Dovecot: the port's contract, faults, and a mailbox that stays as it was. */
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImapMailbox, imapMailbox } from '../../src/mail/imap.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../services/dovecot.ts'
import { folderOf, letter, list, mailSourceContract } from './mail-source.contract.ts'

const NEVER = new AbortController().signal
const running: { dovecot?: Dovecot } = {}

function dovecot(): Dovecot {
  if (!running.dovecot) throw new Error('Dovecot is not running')
  return running.dovecot
}

function mailboxOf(server: Dovecot, user: string, change: Partial<ImapMailbox> = {}): ImapMailbox {
  const { host, port, password } = server
  const login = { kind: 'password', password } as const
  return { host, port, secure: 'none-loopback', user, login, folders: ['INBOX'], ...change }
}

let users = 0
mailSourceContract(
  'IMAP',
  {
    start: async () => {
      running.dovecot = await startDovecot()
    },
    stop: () => dovecot().stop(),
    mailbox: async () => {
      const user = `user${++users}`
      return {
        source: imapMailbox(mailboxOf(dovecot(), user)),
        deliver: (raw, receivedAt) => dovecot().deliver(user, raw, receivedAt),
        remove: (uid) => dovecot().remove(user, uid),
      }
    },
  },
  dovecotMissing,
)

describe.skipIf(dovecotMissing !== null)(`IMAP mailbox${dovecotMissing === null ? '' : ` (${dovecotMissing})`}`, () => {
  let server: Dovecot
  beforeAll(async () => {
    server = await startDovecot()
  })
  afterAll(() => server.stop())

  const refused: readonly { name: string; change: Partial<ImapMailbox>; fault: string }[] = [
    { name: 'a wrong password', change: { login: { kind: 'password', password: 'wrong' } }, fault: 'login-refused' },
    {
      name: 'a server without the STARTTLS that is required',
      change: { secure: 'starttls' },
      fault: 'certificate-refused',
    },
    { name: 'a server that speaks no TLS', change: { secure: 'tls' }, fault: 'certificate-refused' },
  ]
  for (const { name, change, fault } of refused) {
    test(`${name} is ${fault}`, async () => {
      await expect(imapMailbox(mailboxOf(server, 'refused', change)).open(NEVER)).rejects.toMatchObject({ fault })
    })
  }

  test('a folder that does not exist is mailbox-missing, and the others can be read', async () => {
    const session = await imapMailbox(mailboxOf(server, 'folders')).open(NEVER)
    await expect(session.folder('Công văn đến')).rejects.toMatchObject({ fault: 'mailbox-missing' })
    expect(await (await session.folder('INBOX')).uids(null)).toEqual([])
    await session.close()
  })

  test('reading leaves flags and modification sequences as they were', async () => {
    for (const subject of ['one', 'two', 'three']) await server.deliver('untouched', letter(subject))
    const before = await server.marks('untouched')
    const source = imapMailbox(mailboxOf(server, 'untouched'))
    const session = await source.open(NEVER)
    const folder = await folderOf(session, source)
    const letters = await folder.list(await folder.uids(null))
    for (const each of letters) expect(await folder.fetch(each)).not.toBeNull()
    await session.close()
    expect(letters).toHaveLength(3)
    expect(await server.marks('untouched')).toEqual(before)
  })

  test('a mailbox of more than one page with holes is listed whole', async () => {
    const count = 520
    await server.fill(
      'pages',
      Array.from({ length: count }, (_, n) => letter(String(n))),
    )
    for (const uid of ['1', '250', '519']) await server.remove('pages', uid)
    const source = imapMailbox(mailboxOf(server, 'pages'))
    const session = await source.open(NEVER)
    const uids = (await list(session, source)).map(({ key }) => Number(key.uid))
    await session.close()
    expect(uids).toEqual(Array.from({ length: count }, (_, n) => n + 1).filter((uid) => ![1, 250, 519].includes(uid)))
  })

  test('a letter that arrives between listing and waiting is news already', async () => {
    const source = imapMailbox(mailboxOf(server, 'between'))
    const session = await source.open(NEVER)
    await list(session, source)
    await server.deliver('between', letter('between'))
    await session.news(30_000, NEVER)
    expect(await list(session, source)).toHaveLength(1)
    await session.close()
  })

  test('a server that is killed is connection-lost for whoever waits or asks, and closing ends', async () => {
    const doomed = await startDovecot()
    await doomed.deliver('last', letter('last'))
    const session = await imapMailbox(mailboxOf(doomed, 'last')).open(NEVER)
    const folder = await session.folder('INBOX')
    const [listed] = await folder.list(await folder.uids(null))
    const news = session.news(30_000, NEVER)
    await Promise.all([expect(news).rejects.toMatchObject({ fault: 'connection-lost' }), doomed.kill()])
    await expect(folder.uids(null)).rejects.toMatchObject({ fault: 'connection-lost' })
    if (listed) await expect(folder.fetch(listed)).rejects.toMatchObject({ fault: 'connection-lost' })
    await session.close()
    await doomed.stop()
    const again = imapMailbox(mailboxOf(doomed, 'last')).open(NEVER)
    await expect(again).rejects.toMatchObject({ fault: 'unreachable' })
  })
})

const NOBODY = { user: 'u', login: { kind: 'password', password: 'p' }, folders: ['INBOX'] } as const

test('clear text is refused for any host but this machine', () => {
  const { host, ...mailbox } = { host: 'mail.example.vn', port: 143, ...NOBODY }
  expect(() => imapMailbox({ host, secure: 'none-loopback', ...mailbox })).toThrow(/without TLS/)
})

test('opening a server that never greets can be called off', async () => {
  const silent = createServer()
  const port = await listening(silent)
  const calledOff = new AbortController()
  silent.once('connection', () => calledOff.abort())
  const mailbox = {
    host: '127.0.0.1',
    port,
    secure: 'none-loopback',
    ...NOBODY,
  } as const
  await expect(imapMailbox(mailbox).open(calledOff.signal)).rejects.toThrow(/abort/i)
  silent.close()
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port')
  return address.port
}
