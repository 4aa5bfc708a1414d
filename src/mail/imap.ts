/** MailSource over IMAP (RFC 3501), by imapflow: opened with EXAMINE and read with BODY.PEEK, so nothing there changes. */
import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from 'node:tls'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { Instant } from '../lang.ts'
import { makeBell } from './bell.ts'
import { mailSourceError, PinError } from './imap-fault.ts'
import { imapFolder } from './imap-folder.ts'
import {
  type MailFolder,
  type MailPlace,
  type MailSession,
  type MailSource,
  MailSourceError,
  type MailSourceFault,
  NO_UID_VALIDITY,
} from './mail-source.ts'
import { unnamedFolder } from './unnamed-folder.ts'

export type ImapMailbox = {
  readonly host: string
  readonly port: number
  /** STARTTLS is required, never tried: an attacker on the way could hide the offer. Clear text only on this machine. */
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly user: string
  readonly login: ImapLogin
  readonly folders: MailSource['folders']
  /** Names the mailbox in keys; the user where it is left out. */
  readonly account?: string
  /** PEM of a private authority that the server's certificate may rest on instead of the public ones. */
  readonly ca?: string
  /** SHA-256 of the server's certificate, which is then the only one that is taken. */
  readonly pin?: string
  readonly loginEndsAt?: Instant
  /** Letters that arrived on an earlier day are left alone. */
  readonly readFrom?: Instant
}

export type ImapLogin =
  | { readonly kind: 'password'; readonly password: string }
  /** OAuth 2.0 (RFC 7628, XOAUTH2). @throws MailSourceError where there is none to be had. */
  | { readonly kind: 'token'; readonly accessToken: (signal: AbortSignal) => Promise<string> }

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

/** How long a farewell may take. */
const LOGOUT_TIMEOUT_MS = 5_000

/** @throws Error where clear text is asked for beyond the loopback interface. */
export function imapMailbox(mailbox: ImapMailbox): MailSource {
  if (mailbox.secure === 'none-loopback' && !isLoopback(mailbox.host)) {
    throw new Error(`Mail without TLS is read from this machine only, not from ${mailbox.host}`)
  }
  const account = mailbox.account ?? mailbox.user
  const { loginEndsAt } = mailbox
  const known = loginEndsAt === undefined ? {} : { loginEndsAt }
  const open = async (signal: AbortSignal) => (await openImap(mailbox, account, signal)).session
  return { account, folders: mailbox.folders, ...known, open }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** With the client beneath, for whoever tries what the server can do. @throws MailSourceError */
export async function openImap(
  mailbox: ImapMailbox,
  account: string,
  signal: AbortSignal,
): Promise<{ readonly session: MailSession; readonly client: ImapFlow }> {
  signal.throwIfAborted()
  const client = new ImapFlow({ ...optionsOf(mailbox), auth: await authOf(mailbox, signal) })
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
  const opened = { client, mailbox, account, bell, lost }
  try {
    await told('unreachable', opened, client.connect())
    return { session: session(opened), client }
  } catch (error) {
    client.close()
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}

function optionsOf({ host, port, secure, ca, pin }: ImapMailbox): ImapFlowOptions {
  return {
    host,
    port,
    secure: secure === 'tls',
    ...(secure === 'tls' ? {} : { doSTARTTLS: secure === 'starttls' }),
    tls: tlsOptions({ ca, pin }),
    logger: false,
    ...LIMITS,
  }
}

/**
 * An authority that was named is enough, though another stands above it: who names it means this one.
 *
 * @param given `undefined` where nothing was said.
 */
export function tlsOptions({ ca, pin }: { readonly ca?: string | undefined; readonly pin?: string | undefined }) {
  return {
    ...(ca === undefined ? {} : { ca, allowPartialTrustChain: true }),
    ...(pin === undefined ? {} : pinned(pin)),
  }
}

/** Beside all other checks of the certificate, not in place of them. */
function pinned(pin: string): ConnectionOptions {
  return {
    checkServerIdentity: (host: string, certificate: PeerCertificate) => {
      const seen = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
      return seen === pin ? checkServerIdentity(host, certificate) : new PinError(seen)
    },
  }
}

async function authOf({ user, login }: ImapMailbox, signal: AbortSignal) {
  if (login.kind === 'password') return { user, pass: login.password }
  return { user, accessToken: await login.accessToken(signal) }
}

type Opened = {
  readonly client: ImapFlow
  readonly mailbox: ImapMailbox
  readonly account: string
  readonly bell: ReturnType<typeof makeBell>
  readonly lost: { readonly cause?: unknown }
}

function session(opened: Opened): MailSession {
  const { client, mailbox, bell, lost } = opened
  return {
    folder: async (name) => openFolder(opened, await examine(opened, name)),
    // imapflow starts IDLE by itself, or asks with NOOP where the server has none (RFC 2177).
    news: async (timeoutMs, signal) => {
      await bell.heard(timeoutMs, signal)
      if (client.usable) return
      const fault = client.byeReason === undefined ? 'connection-lost' : 'throttled'
      throw new MailSourceError(fault, `${mailbox.host} is gone`, lost.cause)
    },
    close: async () => {
      const deadline = setTimeout(() => client.close(), LOGOUT_TIMEOUT_MS)
      // The session is over whatever the server makes of the farewell.
      await Promise.allSettled([client.logout()])
      clearTimeout(deadline)
      client.close()
    },
    drop: () => client.close(),
  }
}

/** A folder that is open already is only asked whether it still is: the answer brings news of it, too. */
async function examine(opened: Opened, folder: string): Promise<MailPlace> {
  const { client, account } = opened
  const isOpen = client.mailbox && client.mailbox.path === folder
  if (isOpen) await told('connection-lost', opened, client.noop())
  else await told('mailbox-missing', opened, client.mailboxOpen(folder, { readOnly: true }))
  const { uidValidity } = client.mailbox || {}
  return { account, folder, uidValidity: String(uidValidity ?? NO_UID_VALIDITY) }
}

function openFolder(opened: Opened, place: MailPlace): MailFolder {
  const { client, mailbox, bell } = opened
  const named = imapFolder({ client, place, readFrom: mailbox.readFrom ?? null })
  const folder = place.uidValidity === NO_UID_VALIDITY ? unnamedFolder(named) : named
  const ask = <T>(answer: Promise<T>) => told('connection-lost', opened, answer)
  return {
    place,
    uids: (cursor) => {
      bell.silence()
      return ask(folder.uids(cursor))
    },
    allUids: () => ask(folder.allUids()),
    list: (uids) => ask(folder.list(uids)),
    fetch: (letter) => ask(folder.fetch(letter)),
  }
}

/** The outcome of what was asked of the server, its failures in the words of the port. */
async function told<T>(
  otherwise: MailSourceFault,
  { client, mailbox }: Pick<Opened, 'client' | 'mailbox'>,
  answer: Promise<T>,
): Promise<T> {
  try {
    return await answer
  } catch (error) {
    const fault = client.byeReason === undefined ? otherwise : 'throttled'
    throw mailSourceError(error, fault, `${mailbox.host}:${mailbox.port}`)
  }
}
