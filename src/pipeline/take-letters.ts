/** One look into a folder: every letter that is not known yet is stored, or accounted for with a reason. */
import type { Bytes } from '../bytes.ts'
import { workInHand } from '../in-hand.ts'
import { type Cursor, type ListedLetter, type MailFolder, MailSourceError } from '../mail/mail-source.ts'
import { topmostReceived } from '../mail/received.ts'
import { noteEvent } from './note-event.ts'
import type { PollPorts } from './ports.ts'

const FETCH_LIMITS = {
  /** Larger ones are not fetched. Mail servers rarely take more than 50 MB; scans of a few documents stay far below. */
  bytes: 50 * 1024 * 1024,
  /** Fetches that may fail for one letter alone, in case only the moment was bad. */
  attempts: 3,
} as const

/** Letters listed, and so held in memory, at a time; also how often the progress of a long look is told. */
const PAGE = 500

/** Letters of one mailbox that wait for the disk while the next is fetched: three small ones, or a large one alone. */
const IN_HAND = { bytes: 6 * 1024 * 1024, letters: 3 } as const

/** How often each letter could not be had, by its place and UID; kept from one look to the next. */
export type Trouble = Map<string, number>

export type Look = {
  readonly ports: PollPorts
  readonly folder: MailFolder
  readonly trouble: Trouble
  /** Whether all that lies there is compared with the ledger, or only what has come since the look before. */
  readonly isWhole: boolean
  /** Called once the server has opened the folder and searched it. */
  readonly onSearched: () => void
  /** Called with the letters that are not known yet, as the server tells of them. */
  readonly onListed: (letters: readonly ListedLetter[]) => void
  readonly signal: AbortSignal
}

/**
 * Letters that failed before come last, so that one of them holds up no other. The cursor moves up to the first letter
 * that is not accounted for; it only saves searching, what is known lies in the ledger.
 *
 * @returns how many letters are left that the server has, but did not give out.
 * @throws MailSourceError where the session is of no more use.
 */
export async function takeLetters(look: Look): Promise<number> {
  const { ports, folder, isWhole } = look
  const { place } = folder
  const cursor = await ports.store.cursor(place.account, place.folder)
  const isRenumbered = cursor !== null && cursor.uidValidity !== place.uidValidity
  const uids = await folder.uids(isWhole || isRenumbered ? null : cursor)
  look.onSearched()
  const unknown = await ports.store.unknownUids(place, uids)
  const left = new Set(unknown)
  try {
    const recognized = await takeAll(look, unknown, left)
    if (isRenumbered) await noteEvent(ports, place, 'renumbered', recognized)
  } finally {
    await moveCursor(look, uids, left, cursor)
  }
  if (isWhole) await comparePresence(look)
  return left.size
}

/** @returns how many of them were known under other UIDs. */
async function takeAll(look: Look, unknown: readonly string[], left: Set<string>): Promise<number> {
  const { ports, folder, trouble, signal } = look
  const { store } = ports
  const failures = (uid: string) => failuresOf(trouble, look, uid)
  const ordered = unknown.toSorted((a, b) => failures(a) - failures(b))
  let recognized = 0
  for (let from = 0; from < ordered.length; from += PAGE) {
    signal.throwIfAborted()
    const page = ordered.slice(from, from + PAGE)
    const listed = await folder.list(page)
    look.onListed(listed)
    await countSilent(look, page, listed)
    const strangers = new Set(await store.recognize(listed))
    recognized += listed.length - strangers.size
    const account = ({ key }: ListedLetter) => void left.delete(key.uid)
    for (const letter of listed) if (!strangers.has(letter)) account(letter)
    await workInHand(fetchLetters(look, strangers, account), IN_HAND.bytes, weightInHand, async (fetched) => {
      await storeLetter(look, fetched)
      account(fetched.letter)
    })
    if (ordered.length > PAGE) await tellWaiting(look, left.size)
  }
  return recognized
}

/** Those of which the server does not even tell size and date: nothing can be written of them but that there are some. */
async function countSilent(look: Look, page: readonly string[], listed: readonly ListedLetter[]): Promise<void> {
  const told = new Set(listed.map(({ key }) => key.uid))
  const givenUp = page.filter((uid) => !told.has(uid) && countFailure(look, uid) === FETCH_LIMITS.attempts)
  if (givenUp.length > 0) await noteEvent(look.ports, look.folder.place, 'unfetchable', givenUp.length)
}

async function tellWaiting({ ports, folder: { place } }: Look, letters: number): Promise<void> {
  await ports.store.recordLook(place, letters, ports.clock())
  ports.tell('letters-waiting', { letters })
}

async function moveCursor(
  { ports, folder: { place } }: Look,
  uids: readonly string[],
  left: ReadonlySet<string>,
  cursor: Cursor | null,
): Promise<void> {
  const firstLeft = uids.findIndex((uid) => left.has(uid))
  const last = (firstLeft === -1 ? uids : uids.slice(0, firstLeft)).at(-1)
  if (last === undefined) return
  if (cursor?.uidValidity === place.uidValidity && cursor.lastUid === last) return
  await ports.store.moveCursor(place, last)
}

async function comparePresence({ ports, folder }: Look): Promise<void> {
  const gone = await ports.store.recordPresence(folder.place, await folder.allUids(), ports.clock())
  if (gone > 0) await noteEvent(ports, folder.place, 'gone', gone)
}

type FetchedLetter = { readonly letter: ListedLetter; readonly bytes: Bytes }

/**
 * One at a time: where the session ends with it, that letter is to blame.
 *
 * @param account called with each that will never be fetched. One that has gone or changed is none: the next search tells.
 */
async function* fetchLetters(
  look: Look,
  letters: Iterable<ListedLetter>,
  account: (letter: ListedLetter) => void,
): AsyncGenerator<FetchedLetter, void> {
  const { store, findRoom, clock } = look.ports
  for (const letter of letters) {
    look.signal.throwIfAborted()
    if (letter.size > FETCH_LIMITS.bytes) {
      await store.recordUnfetched(letter, 'too-large', clock())
      account(letter)
      continue
    }
    await findRoom()
    const bytes = await fetchLetter(look, letter)
    if (bytes === 'given-up') account(letter)
    else if (bytes !== null) yield { letter, bytes }
  }
}

/** The more memory it takes, the fewer wait beside it. */
function weightInHand({ bytes }: FetchedLetter): number {
  return Math.max(bytes.length, IN_HAND.bytes / IN_HAND.letters)
}

async function storeLetter(look: Look, { letter, bytes }: FetchedLetter): Promise<void> {
  const { store, files, wake, tell } = look.ports
  const sha256 = await files.put(bytes)
  await store.recordLetter(letter, sha256, topmostReceived(bytes))
  tell('letter-taken', { letter: sha256, bytes: bytes.length })
  look.trouble.delete(nameOf(look, letter.key.uid))
  wake()
}

/** Null where it was not given out; after some tries it is given up, and lies in quarantine. */
async function fetchLetter(look: Look, letter: ListedLetter): Promise<Bytes | 'given-up' | null> {
  const { ports, folder } = look
  try {
    const bytes = await folder.fetch(letter)
    if (bytes !== null) return bytes
  } catch (failure) {
    if (!(failure instanceof MailSourceError)) ports.onError(failure)
    // The outside is away. Where it went with this letter each time, the letter is to blame.
    else if (!BLAMES_LETTER.has(failure.fault)) throw failure
    else {
      await giveUpInTime(look, letter)
      throw failure
    }
  }
  return (await giveUpInTime(look, letter)) ? 'given-up' : null
}

const BLAMES_LETTER: ReadonlySet<string> = new Set(['connection-lost', 'frozen'])

async function giveUpInTime(look: Look, letter: ListedLetter): Promise<boolean> {
  if (countFailure(look, letter.key.uid) < FETCH_LIMITS.attempts) return false
  await look.ports.store.recordUnfetched(letter, 'unfetchable', look.ports.clock())
  await noteEvent(look.ports, letter.key, 'unfetchable', 1)
  return true
}

function countFailure(look: Look, uid: string): number {
  const failures = failuresOf(look.trouble, look, uid) + 1
  look.trouble.set(nameOf(look, uid), failures)
  return failures
}

function failuresOf(trouble: Trouble, look: Look, uid: string): number {
  return trouble.get(nameOf(look, uid)) ?? 0
}

function nameOf({ folder: { place } }: Pick<Look, 'folder'>, uid: string): string {
  return JSON.stringify([place.folder, place.uidValidity, uid])
}
