/** MailSource over IMAP (RFC 3501), by imapflow: opened with EXAMINE and read with BODY.PEEK, so nothing there changes. */
import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'
import { makeBell } from './bell.ts'
import { mailSourceError } from './imap-fault.ts'
import {
  type Cursor,
  type LetterKey,
  type ListedLetter,
  type MailSession,
  type MailSource,
  MailSourceError,
  type MailSourceFault,
} from './mail-source.ts'

export type ImapMailbox = {
  readonly host: string
  readonly port: number
  /** STARTTLS is required, never tried: an attacker on the way could hide the offer. Clear text only on this machine. */
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly user: string
  readonly password: string
  readonly folder: string
  /** Names the mailbox in keys; the user where it is left out. */
  readonly account?: string
  /** PEM of a private authority that the server's certificate may rest on instead of the public ones. */
  readonly ca?: string
}

const LIMITS = {
  /** Name lookup, TCP and TLS together; state networks behind two proxies answer within a few seconds. */
  connectionTimeout: 30_000,
  greetingTimeout: 15_000,
  /** Silence in the middle of a command. While idling the server is probed at this pace. */
  socketTimeout: 60_000,
  /** RFC 2177 allows 29 minutes; middleboxes forget a silent connection after five. */
  maxIdleTime: 4 * 60_000,
  /** Quiet before IDLE begins: longer than the pause between two of our commands. */
  autoIdleDelay: 1_000,
  /** Twice the largest letter that is fetched (50 MB), because a server's RFC822.SIZE may be wrong. */
  maxLiteralSize: 100 * 1024 * 1024,
  maxResponseSize: 101 * 1024 * 1024,
} as const

/** Letters whose size and date are asked for in one command. */
const PAGE = 500

/** How long a farewell may take. */
const LOGOUT_TIMEOUT_MS = 5_000

/** @throws Error where clear text is asked for beyond the loopback interface. */
export function imapMailbox(mailbox: ImapMailbox): MailSource {
  if (mailbox.secure === 'none-loopback' && !isLoopback(mailbox.host)) {
    throw new Error(`Mail without TLS is read from this machine only, not from ${mailbox.host}`)
  }
  const account = mailbox.account ?? mailbox.user
  return { account, folder: mailbox.folder, open: (signal) => openMailbox(mailbox, account, signal) }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

async function openMailbox(mailbox: ImapMailbox, account: string, signal: AbortSignal): Promise<MailSession> {
  signal.throwIfAborted()
  const client = new ImapFlow(optionsOf(mailbox))
  const bell = makeBell()
  const lost: { cause?: unknown } = {}
  // Before connect(): an `error` event without a listener ends the process. The end itself is told by `close` alone.
  client.on('error', (error) => {
    lost.cause = error
  })
  client.on('close', bell.ring)
  client.on('exists', bell.ring)
  const abandon = () => client.close()
  signal.addEventListener('abort', abandon, { once: true })
  try {
    await told('unreachable', mailbox, client.connect())
    const { uidValidity } = await told(
      'mailbox-missing',
      mailbox,
      client.mailboxOpen(mailbox.folder, { readOnly: true }),
    )
    return session({ client, mailbox, account, bell, lost, uidValidity: String(uidValidity) })
  } catch (error) {
    client.close()
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}

function optionsOf({ host, port, secure, user, password, ca }: ImapMailbox): ImapFlowOptions {
  return {
    host,
    port,
    secure: secure === 'tls',
    ...(secure === 'tls' ? {} : { doSTARTTLS: secure === 'starttls' }),
    auth: { user, pass: password },
    tls: ca === undefined ? {} : { ca },
    logger: false,
    ...LIMITS,
  }
}

type Opened = {
  readonly client: ImapFlow
  readonly mailbox: ImapMailbox
  readonly account: string
  readonly bell: ReturnType<typeof makeBell>
  readonly lost: { readonly cause?: unknown }
  readonly uidValidity: string
}

function session(opened: Opened): MailSession {
  const { client, mailbox, bell, lost, uidValidity } = opened
  return {
    uidValidity,
    list: (cursor) => {
      bell.silence()
      return told('connection-lost', mailbox, list(opened, cursor))
    },
    fetch: (key) => told('connection-lost', mailbox, fetchLetter(opened, key)),
    // imapflow starts IDLE by itself, or asks with NOOP where the server has none (RFC 2177).
    news: async (timeoutMs, signal) => {
      await bell.heard(timeoutMs, signal)
      if (!client.usable) throw new MailSourceError('connection-lost', `${mailbox.host} is gone`, lost.cause)
    },
    close: async () => {
      const deadline = setTimeout(() => client.close(), LOGOUT_TIMEOUT_MS)
      // The session is over whatever the server makes of the farewell.
      await Promise.allSettled([client.logout()])
      clearTimeout(deadline)
      client.close()
    },
  }
}

/**
 * UIDs first, then sizes and dates page by page. A UIDVALIDITY of 0 identifies nothing (RFC 3501, 2.3.1.1 wants it
 * above), so there the whole mailbox is listed each time.
 */
async function list(opened: Opened, cursor: Cursor | null): Promise<readonly ListedLetter[]> {
  const { client, uidValidity } = opened
  const resumes = cursor !== null && cursor.uidValidity === uidValidity && uidValidity !== '0'
  const first = resumes ? Number(cursor.lastUid) + 1 : 1
  const found = await client.search({ uid: `${first}:*` }, { uid: true })
  if (!found) throw new MailSourceError('connection-lost', 'The server did not answer a search')
  // RFC 3501, 6.4.8: `*` is the last letter even where `first` lies behind it.
  const uids = found.filter((uid) => uid >= first).sort((a, b) => a - b)
  const letters: ListedLetter[] = []
  for (let at = 0; at < uids.length; at += PAGE) letters.push(...(await listPage(opened, uids.slice(at, at + PAGE))))
  return letters
}

/** @param uids ascending and without a gap among the letters that exist, so that a range names just them. */
async function listPage(opened: Opened, uids: readonly number[]): Promise<readonly ListedLetter[]> {
  const { client } = opened
  const listed = new Map<number, ListedLetter>()
  const range = `${uids[0]}:${uids.at(-1)}`
  // Read to its end before any other command is given: one inside this loop would wait for the loop itself.
  for await (const { uid, size, internalDate } of client.fetch(range, METADATA, { uid: true })) {
    const letter = listedLetter(opened, uid, size, internalDate)
    if (letter) listed.set(uid, letter)
  }
  const silent = uids.filter((uid) => !listed.has(uid))
  if (silent.length > 0) await refuseOmissions(client, silent)
  return uids.flatMap((uid) => listed.get(uid) ?? [])
}

const METADATA = { uid: true, size: true, internalDate: true } as const

function listedLetter(
  { account, mailbox, uidValidity }: Opened,
  uid: number,
  size: number | undefined,
  internalDate: Date | string | undefined,
): ListedLetter | null {
  const time = new Date(internalDate ?? Number.NaN).getTime()
  if (size === undefined || Number.isNaN(time)) return null
  const key: LetterKey = { account, folder: mailbox.folder, uidValidity, uid: String(uid) }
  return { key, size, receivedAt: time as Instant }
}

/** A letter without an answer has gone since the search, or the server left it out: then the cursor must not pass it. */
async function refuseOmissions(client: ImapFlow, uids: readonly number[]): Promise<void> {
  const still = await client.search({ uid: uids.join(',') }, { uid: true })
  if (still && still.length === 0) return
  throw new MailSourceError('connection-lost', `The server did not tell size and date of ${uids.length} letters`)
}

async function fetchLetter({ client, uidValidity }: Opened, key: LetterKey): Promise<Bytes | null> {
  if (key.uidValidity !== uidValidity) return null
  const letter = await client.fetchOne(key.uid, { uid: true, source: true }, { uid: true })
  // A letter expunged by another session is answered with NIL by some servers, left out by others (RFC 2180, 4.1).
  return letter && letter.source instanceof Uint8Array ? letter.source : null
}

/** The outcome of what was asked of the server, its failures in the words of the port. */
async function told<T>(otherwise: MailSourceFault, { host, port }: ImapMailbox, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw mailSourceError(error, otherwise, `${host}:${port}`)
  }
}
