/** What it costs to read a mailbox of ten thousand letters, to look again, and to find them again under other numbers. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imapMailbox } from '../src/mail/imap.ts'
import { poll } from '../src/pipeline/poll.ts'
import type { PollPorts } from '../src/pipeline/ports.ts'
import { wait } from '../src/queue/wait.ts'
import { explainFault } from '../src/report/explain-fault.ts'
import { openContentFolder } from '../src/store/content-folder.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import type { Store } from '../src/store/store.ts'
import { systemClock } from '../src/system.ts'
import { dovecotMissing, startDovecot } from '../test/services/dovecot.ts'
import { type ImapProxy, startImapProxy } from '../test/services/imap-proxy.ts'
import type { Options } from './options.ts'

const USER = 'bench'
/** Of the size of a letter with a short document. */
const BODY = 'x'.repeat(76).concat('\r\n').repeat(150)

const letter = (n: number) =>
  Buffer.from(`From: a@example.vn\r\nMessage-ID: <${n}@example.vn>\r\nSubject: ${n}\r\n\r\n${BODY}`)

/** `--letters 10000` */
export async function benchMail(print: (line: string) => void, options: Options): Promise<void> {
  const count = options.number('letters', 10_000)
  if (dovecotMissing !== null) return print(dovecotMissing)
  const folder = await mkdtemp(join(tmpdir(), 'bench-mail-'))
  const server = await startDovecot()
  const proxy = await startImapProxy(server.port)
  const store = await openSqliteStore(join(folder, 'sokyso.db'))
  try {
    await server.fill(
      USER,
      Array.from({ length: count }, (_, n) => letter(n)),
    )
    const files = await openContentFolder(join(folder, 'content'), systemClock())
    const ports: PollPorts = {
      ...{ store, files, clock: systemClock, wait, random: Math.random, explainFault },
      ...{
        wake: () => undefined,
        findRoom: async () => undefined,
        tell: () => undefined,
        onError: (error) => print(String(error)),
      },
    }
    const { port, password } = { port: proxy.port, password: server.password }
    const source = imapMailbox({
      ...{ host: '127.0.0.1', port, secure: 'none-loopback', user: USER, folders: ['INBOX'] },
      login: { kind: 'password', password },
    })
    let isSent = false
    const session = (lookMs = 500) => {
      const stop = new AbortController()
      const polling = poll(ports, source, stop.signal, { lookMs })
      return async () => {
        stop.abort()
        await polling
      }
    }
    const measure = (name: string, until: () => Promise<boolean>) =>
      measured((line) => print(`mail: ${count} letters, ${line}`), proxy, name, until)

    let stop = session()
    await measure('first look', async () => (await store.cursor(USER, 'INBOX'))?.lastUid === String(count))
    await nextLook(store)
    await measure('second look', () => nextLook(store))
    await stop()
    stop = session()
    await measure('nightly comparison, with a new connection', () => nextLook(store))
    await server.renumber(USER, 4_000_000_000)
    await measure('all letters numbered anew', async () => {
      const cursor = await store.cursor(USER, 'INBOX')
      return cursor?.uidValidity === '4000000000' && cursor.lastUid === String(count)
    })
    await stop()
    stop = session(600_000)
    await nextLook(store)
    await measure('a new letter, by IDLE', async () => {
      if (!isSent) await server.deliver(USER, letter(count))
      isSent = true
      return (await store.cursor(USER, 'INBOX'))?.lastUid === String(count + 1)
    })
    await stop()
  } finally {
    await proxy.stop()
    await store.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function nextLook(store: Store): Promise<boolean> {
  const lookedAt = async () => (await store.mailboxes())[0]?.lookedAt ?? 0
  const before = await lookedAt()
  while ((await lookedAt()) === before) await wait(20, new AbortController().signal)
  return true
}

async function measured(
  print: (line: string) => void,
  proxy: ImapProxy,
  name: string,
  until: () => Promise<boolean>,
): Promise<void> {
  proxy.bytes()
  const commands = proxy.commands.length
  const start = performance.now()
  let rss = 0
  while (!(await until())) {
    rss = Math.max(rss, process.memoryUsage.rss())
    await wait(20, new AbortController().signal)
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const bodies = proxy.commands.slice(commands).filter((line) => line.includes('BODY.PEEK[]')).length
  print(
    `${name}: ${seconds} s, ${proxy.bytes()} bytes, ${bodies} bodies, ` +
      `${Math.round(Math.max(rss, process.memoryUsage.rss()) / 2 ** 20)} MB of memory`,
  )
}
