/** A trial of a mailbox, step by step, by the code that reads it afterwards: it ends with proof that nothing was changed. */
import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import type { ImapFlow } from 'imapflow'
import type { Instant } from '../lang.ts'
import { type ImapMailbox, openImap } from './imap.ts'
import { mailSourceError } from './imap-fault.ts'
import { type MailSession, MailSourceError, type MailSourceFault } from './mail-source.ts'
import { type CertificateFault, type ServerCertificate, showCertificate } from './server-certificate.ts'
import { inTime } from './watched.ts'

export type TrialStep =
  | { readonly name: 'lookup'; readonly addresses: readonly string[] }
  | { readonly name: 'connection'; readonly address: string; readonly port: number }
  | { readonly name: 'certificate'; readonly certificate: ServerCertificate; readonly isPinned: boolean }
  | { readonly name: 'login' }
  | { readonly name: 'folders'; readonly folders: readonly FolderFacts[] }
  | { readonly name: 'idle'; readonly isOffered: boolean }
  | ({ readonly name: 'reading' } & ReadingFacts)
  | ({ readonly name: 'unchanged' } & UnchangedFacts)

export type StepName = TrialStep['name']

export type FolderFacts = { readonly path: string; readonly letters: number | null }

export type ReadingFacts = {
  readonly letters: number
  /** Of these, those that are to be read. */
  readonly wanted: number
  /** The newest, which was fetched whole and forgotten; null where there is none. */
  readonly newest: { readonly receivedAt: Instant; readonly bytes: number } | null
}

export type UnchangedFacts = {
  /** The server said READ-ONLY to EXAMINE (RFC 3501, 6.3.2). */
  readonly isReadOnly: boolean
  /** Letters whose flags were compared before and after. */
  readonly compared: number
  /** Letters whose flags are others afterwards; of these others may be the cause. */
  readonly changed: number
  /** HIGHESTMODSEQ (RFC 7162, 3.1.2.1) before and after; null where the server knows none. */
  readonly modseq: { readonly before: string; readonly after: string } | null
}

export type TrialFault = MailSourceFault | CertificateFault | 'unknown-host' | 'refused'

export type MailboxTrial = {
  /** Those that went well, in order. */
  readonly steps: readonly TrialStep[]
  readonly failure: {
    readonly step: StepName
    readonly fault: TrialFault
    /** Where the server showed one that is not taken. */
    readonly certificate: ServerCertificate | null
  } | null
}

type TrialLimits = { readonly stepMs: number }

/** A person waits in front of the page; servers of state networks answer within a few seconds. */
const LIMITS: TrialLimits = { stepMs: 20_000 }

/** Flags of more letters than these are not compared: the newest are those that an officer works with. */
const COMPARED = 500

class TrialError extends Error {
  override name = 'TrialError'
  readonly fault: TrialFault
  readonly certificate: ServerCertificate | null

  constructor(fault: TrialFault, certificate: ServerCertificate | null = null, cause?: unknown) {
    super(fault, { cause })
    this.fault = fault
    this.certificate = certificate
  }
}

/** Stops at the first step that fails. A wrong password is sent once. */
export async function tryMailbox(mailbox: ImapMailbox, limits: TrialLimits = LIMITS): Promise<MailboxTrial> {
  const steps: TrialStep[] = []
  let current: StepName = 'lookup'
  const begin = (step: StepName) => {
    current = step
  }
  try {
    for await (const step of stepsOf(mailbox, limits.stepMs, begin)) steps.push(step)
    return { steps, failure: null }
  } catch (error) {
    if (error instanceof TrialError) {
      return { steps, failure: { step: current, fault: error.fault, certificate: error.certificate } }
    }
    if (error instanceof MailSourceError) {
      return { steps, failure: { step: current, fault: error.fault, certificate: null } }
    }
    throw error
  }
}

async function* stepsOf(
  mailbox: ImapMailbox,
  stepMs: number,
  begin: (step: StepName) => void,
): AsyncGenerator<TrialStep> {
  const { host, port, secure } = mailbox
  begin('lookup')
  const addresses = await inTime(stepMs, addressesOf(host), () => undefined)
  yield { name: 'lookup', addresses }
  begin('connection')
  const socket = await openSocket(host, port, stepMs)
  try {
    yield { name: 'connection', address: socket.remoteAddress ?? '', port }
    if (secure !== 'none-loopback') {
      begin('certificate')
      const shown = await inTime(stepMs, showCertificate(socket, mailbox), () => socket.destroy())
      if (shown.fault !== null) throw new TrialError(shown.fault, shown.certificate)
      yield { name: 'certificate', certificate: shown.certificate, isPinned: mailbox.pin !== undefined }
    }
  } finally {
    socket.destroy()
  }
  begin('login')
  const late = new AbortController()
  const opening = openImap(mailbox, mailbox.account ?? mailbox.user, late.signal)
  const { session, client } = await inTime(stepMs, opening, () => late.abort())
  try {
    yield { name: 'login' }
    yield* stepsWithin({ session, client, mailbox, stepMs, begin })
  } finally {
    // The answer of the trial is known: nothing is gained by waiting for the farewell of a server that has fallen silent.
    await inTime(stepMs, session.close(), session.drop).catch(() => undefined)
  }
}

type Within = {
  readonly session: MailSession
  readonly client: ImapFlow
  readonly mailbox: ImapMailbox
  readonly stepMs: number
  readonly begin: (step: StepName) => void
}

async function* stepsWithin(within: Within): AsyncGenerator<TrialStep> {
  const { session, client, mailbox, begin } = within
  const ask = async <T>(answer: Promise<T>) => {
    try {
      return await inTime(within.stepMs, answer, session.drop)
    } catch (error) {
      throw mailSourceError(error, 'connection-lost', mailbox.host)
    }
  }
  begin('folders')
  const folders = await ask(foldersOf(client))
  yield { name: 'folders', folders }
  const reading = { letters: 0, wanted: 0, newest: null as ReadingFacts['newest'] }
  const unchanged = { isReadOnly: true, compared: 0, changed: 0, modseq: null as UnchangedFacts['modseq'] }
  for (const name of mailbox.folders) {
    begin('reading')
    if (!folders.some(({ path }) => path === name)) throw new TrialError('mailbox-missing')
    const folder = await ask(session.folder(name))
    const before = await ask(marksOf(client))
    const uids = await ask(folder.uids(null))
    const [newest] = await ask(folder.list(uids.slice(-1)))
    const bytes = newest ? await ask(folder.fetch(newest)) : null
    reading.letters += (await ask(folder.allUids())).length
    reading.wanted += uids.length
    if (newest && bytes) reading.newest ??= { receivedAt: newest.receivedAt, bytes: bytes.length }
    await ask(client.mailboxOpen(name, { readOnly: true }))
    const after = await ask(marksOf(client))
    unchanged.isReadOnly &&= before.isReadOnly && after.isReadOnly
    unchanged.compared += before.flags.size
    unchanged.changed += [...before.flags].filter(
      ([uid, flags]) => after.flags.has(uid) && after.flags.get(uid) !== flags,
    ).length
    unchanged.modseq ??=
      before.modseq === null || after.modseq === null ? null : { before: before.modseq, after: after.modseq }
  }
  yield { name: 'reading', ...reading }
  begin('idle')
  yield { name: 'idle', isOffered: await ask(canIdle(client)) }
  yield { name: 'unchanged', ...unchanged }
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch (error) {
    throw new TrialError('unknown-host', null, error)
  }
}

async function openSocket(host: string, port: number, stepMs: number): Promise<Socket> {
  const socket = connect({ host, port })
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  socket.once('connect', () => resolve(socket))
  socket.on('error', (error) => {
    const isRefused = 'code' in error && error.code === 'ECONNREFUSED'
    reject(new TrialError(isRefused ? 'refused' : 'unreachable', null, error))
  })
  return inTime(stepMs, promise, () => socket.destroy())
}

/** Those that hold letters, with how many. */
async function foldersOf(client: ImapFlow): Promise<readonly FolderFacts[]> {
  const listed = await client.list({ statusQuery: { messages: true } })
  return listed
    .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
    .map(({ path, status }) => ({ path, letters: status?.messages ?? null }))
}

type Marks = {
  readonly isReadOnly: boolean
  readonly modseq: string | null
  /** By UID; without `\Recent`, which each session sets anew (RFC 3501, 2.3.2). */
  readonly flags: ReadonlyMap<number, string>
}

/** Of the folder that is open. */
async function marksOf(client: ImapFlow): Promise<Marks> {
  const { mailbox } = client
  if (!mailbox) throw new MailSourceError('connection-lost', 'No folder is open')
  const { exists, readOnly, highestModseq } = mailbox
  const letters = exists === 0 ? [] : await client.fetchAll(`${Math.max(1, exists - COMPARED + 1)}:*`, MARKS)
  const flagsOf = (flags: Set<string> | undefined) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
  return {
    isReadOnly: readOnly === true,
    modseq: highestModseq === undefined ? null : String(highestModseq),
    flags: new Map(letters.map(({ uid, flags }) => [uid, flagsOf(flags).join(' ')])),
  }
}

const MARKS = { uid: true, flags: true }

/** Begins to idle and stops (RFC 2177): that a server names the ability is not enough. */
async function canIdle(client: ImapFlow): Promise<boolean> {
  if (!client.capabilities.has('IDLE')) return false
  const idling = client.idle()
  await client.noop()
  return (await idling) !== false
}
