/** MailSource over a folder of `.eml` files, which other programs put there and this one only reads. */
import { constants, type Stats, watch } from 'node:fs'
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'
import { type Clock, systemClock } from '../system.ts'
import { type Bell, makeBell } from './bell.ts'
import {
  type ListedLetter,
  type MailFolder,
  type MailSession,
  type MailSource,
  MailSourceError,
} from './mail-source.ts'
import { FOLDER_ACCOUNT } from './mailbox.ts'
import { messageIdHash } from './message-id.ts'
import { topmostReceived } from './received.ts'

/** A file is listed once it was left alone so long: a copy that pauses longer between two writes is a broken one. */
export const SETTLE_MS = 2_000

/** How far into a file its topmost Received field is looked for; it stands within the first lines. */
const HEADER_BYTES = 64 * 1024

export type EmlFolderOptions = { readonly path: string; readonly account?: string; readonly clock?: Clock }

/**
 * Plain files named `*.eml` directly in the folder: no symbolic links, no subfolders.
 *
 * Nothing is taken half written: a file is listed only when its modification time lies at least SETTLE_MS away from
 * now, and fetched only when its size and modification time are the same before and after it was read; one that
 * changed meanwhile counts as gone, and the next listing has it again.
 *
 * A file may arrive with an older date than those already read, so a listing always holds the whole folder.
 */
export function emlFolder({ path, account = FOLDER_ACCOUNT, clock = systemClock }: EmlFolderOptions): MailSource {
  const folder = resolve(path)
  return { account, folders: [folder], open: (signal) => openFolder({ account, folder, clock, signal }) }
}

type Opening = { account: string; folder: string; clock: Clock; signal: AbortSignal }

async function openFolder({ account, folder, clock, signal }: Opening): Promise<MailSession> {
  signal.throwIfAborted()
  await namesIn(folder)
  const bell = makeBell()
  const stopWatching = watchFolder(folder, bell)
  const known: Known = new Map()
  const place = { account, folder, uidValidity: '' }
  let listed: ReadonlyMap<string, ListedLetter> = new Map()
  /** When the youngest file that was left out can be listed. */
  let settlesAt = Number.POSITIVE_INFINITY

  async function look(): Promise<readonly ListedLetter[]> {
    const letters: ListedLetter[] = []
    bell.silence()
    const now = clock()
    settlesAt = Number.POSITIVE_INFINITY
    for (const name of await namesIn(folder)) {
      const file = await statOrNull(join(folder, name))
      if (file === null) continue
      if (Math.abs(now - file.mtimeMs) < SETTLE_MS) {
        settlesAt = Math.min(settlesAt, file.mtimeMs + SETTLE_MS)
        continue
      }
      const facts = await factsOf(folder, name, file, known)
      if (facts === null) continue
      const { receivedAt, messageId } = facts
      letters.push({ key: { ...place, uid: name }, size: file.size, receivedAt, messageId })
    }
    return letters.sort((a, b) => a.receivedAt - b.receivedAt || (a.key.uid < b.key.uid ? -1 : 1))
  }

  async function uids(): Promise<readonly string[]> {
    const letters = await look()
    listed = new Map(letters.map((letter) => [letter.key.uid, letter]))
    return [...listed.keys()]
  }

  const letters: MailFolder = {
    place,
    uids,
    allUids: () => namesIn(folder),
    list: async (names) => names.flatMap((name) => listed.get(name) ?? []),
    fetch: async ({ key: { uid } }) => (isLetterName(uid) ? readWhole(join(folder, uid)) : null),
  }
  return {
    folder: async () => letters,
    news: (timeoutMs, stop) => bell.heard(Math.min(timeoutMs, settlesAt - clock()), stop),
    close: async () => stopWatching(),
    drop: stopWatching,
  }
}

function isLetterName(name: string): boolean {
  return basename(name) === name && name.toLowerCase().endsWith('.eml')
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && isLetterName(entry.name)).map((entry) => entry.name)
  } catch (error) {
    throw new MailSourceError('folder-missing', `The mail folder cannot be read: ${folder}`, error)
  }
}

/** What was already read of a file, so that a listing opens only new ones. */
type Known = Map<string, Pick<ListedLetter, 'receivedAt' | 'messageId'> & { readonly stamp: string }>

async function factsOf(folder: string, name: string, file: Stats, known: Known) {
  const stamp = stampOf(file)
  const before = known.get(name)
  if (before?.stamp === stamp) return before
  const head = await withFile(join(folder, name), async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  })
  if (head === null) return null
  const receivedAt = topmostReceived(head) ?? (Math.trunc(file.mtimeMs) as Instant)
  const facts = { stamp, receivedAt, messageId: messageIdHash(head) }
  known.set(name, facts)
  return facts
}

function readWhole(path: string): Promise<Bytes | null> {
  return withFile(path, async (handle) => {
    const before = await handle.stat()
    if (!before.isFile()) return null
    const bytes = await handle.readFile()
    const after = await handle.stat()
    return stampOf(before) === stampOf(after) && bytes.length === after.size ? bytes : null
  })
}

function stampOf(file: Stats): string {
  return `${file.size} ${file.mtimeMs}`
}

/** Null where the file has gone or was replaced by a symbolic link (ELOOP of O_NOFOLLOW). */
async function withFile<T>(path: string, read: (handle: FileHandle) => Promise<T>): Promise<T | null> {
  const handle = await orNull(['ENOENT', 'ELOOP'], open(path, constants.O_RDONLY | constants.O_NOFOLLOW))
  if (handle === null) return null
  try {
    return await read(handle)
  } finally {
    await handle.close()
  }
}

function statOrNull(path: string): Promise<Stats | null> {
  return orNull(['ENOENT'], lstat(path))
}

async function orNull<T>(codes: readonly string[], result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (error instanceof Error && 'code' in error && codes.some((code) => code === error.code)) return null
    throw error
  }
}

/**
 * Rings when a name appears or goes; writes to a file already there are no news (it is not listed before it settles).
 * Where the system cannot watch (a network share, watches used up) the bell stays silent and time-outs do the work.
 */
function watchFolder(folder: string, bell: Bell): () => void {
  try {
    const watcher = watch(folder, (event) => {
      if (event === 'rename') bell.ring()
    })
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return () => undefined
  }
}
