/** One look into a mailbox: every letter that is not known yet is stored, or accounted for with a reason. */
import { isDeepStrictEqual } from 'node:util'
import { type ListedLetter, type MailSession, type MailSource, MailSourceError } from '../mail/mail-source.ts'
import type { PollPorts } from './ports.ts'

const FETCH_LIMITS = {
  /** Larger ones are not fetched. Mail servers rarely take more than 50 MB; scans of a few documents stay far below. */
  bytes: 50 * 1024 * 1024,
  /** Fetches that may fail for one letter alone, in case only the moment was bad. */
  attempts: 3,
} as const

/** How often each letter could not be fetched, by its key; kept from one look to the next. */
export type Trouble = Map<string, number>

type Taking = {
  readonly ports: PollPorts
  readonly session: MailSession
  readonly trouble: Trouble
  readonly signal: AbortSignal
}

/**
 * Letters that failed before come last, so that one of them holds up no other. The cursor moves up to the first letter
 * that is not accounted for; it only saves listing, what is known lies in the store.
 *
 * @throws MailSourceError where the session is of no more use.
 */
export async function takeLetters(taking: Taking, { account, folder }: MailSource): Promise<void> {
  const { ports, session, trouble } = taking
  const { store } = ports
  const cursor = await store.cursor(account, folder)
  const listed = await session.list(cursor?.uidValidity === session.uidValidity ? cursor : null)
  const unknown = await store.unknownLetters(listed)
  const left = new Set(unknown.map(nameOf))
  try {
    for (const letter of unknown.toSorted((a, b) => failuresOf(trouble, a) - failuresOf(trouble, b))) {
      taking.signal.throwIfAborted()
      if (await takeLetter(taking, letter)) left.delete(nameOf(letter))
    }
  } finally {
    const firstLeft = listed.findIndex((letter) => left.has(nameOf(letter)))
    const last = (firstLeft === -1 ? listed : listed.slice(0, firstLeft)).at(-1)
    const next = last && { uidValidity: session.uidValidity, lastUid: last.key.uid }
    if (next && !isDeepStrictEqual(next, cursor)) await store.moveCursor(account, folder, next)
  }
}

/** True where the letter is accounted for. One that has gone or changed is not: the next listing tells. */
async function takeLetter({ ports, session, trouble }: Taking, letter: ListedLetter): Promise<boolean> {
  const { store, files, wake, onError, findRoom, tell } = ports
  if (letter.size > FETCH_LIMITS.bytes) {
    await store.recordUnfetched(letter, 'too-large')
    return true
  }
  await findRoom()
  const fetched = await fetchLetter(session, letter)
  if ('failure' in fetched) {
    const failures = failuresOf(trouble, letter) + 1
    trouble.set(nameOf(letter), failures)
    // The outside is away: the letter is not to blame, and is tried for as long as it takes.
    if (fetched.failure instanceof MailSourceError) throw fetched.failure
    onError(fetched.failure)
    if (failures < FETCH_LIMITS.attempts) return false
    await store.recordUnfetched(letter, 'internal-error')
    return true
  }
  if (fetched.bytes === null) return false
  const sha256 = await files.put(fetched.bytes)
  await store.recordLetter(letter, sha256)
  tell('letter-taken', { letter: sha256, bytes: fetched.bytes.length })
  trouble.delete(nameOf(letter))
  wake()
  return true
}

async function fetchLetter(session: MailSession, letter: ListedLetter) {
  try {
    return { bytes: await session.fetch(letter.key) }
  } catch (failure) {
    return { failure }
  }
}

function failuresOf(trouble: Trouble, letter: ListedLetter): number {
  return trouble.get(nameOf(letter)) ?? 0
}

function nameOf({ key: { uidValidity, uid } }: ListedLetter): string {
  return JSON.stringify([uidValidity, uid])
}
