/** A mailbox in memory, whose server can be told to fail. */
import type { ListedLetter, MailFolder, MailSession, MailSource } from '../../src/mail/mail-source.ts'
import { messageIdHash } from '../../src/mail/message-id.ts'
import { at } from '../store/sample-rows.ts'

type Kept = { readonly listed: ListedLetter; readonly raw: Buffer; readonly failure: unknown; gone: boolean }

export type MemoryMailbox = MailSource & {
  readonly deliver: (raw: string, options?: { receivedAt?: number; size?: number; failure?: unknown }) => void
  /** Fetching the letter finds nothing, once. */
  readonly hideOnce: (uid: string) => void
  /** The next openings fail with these. */
  readonly failOpenings: (...errors: readonly unknown[]) => void
  /** What was fetched, by uid, in order. */
  readonly fetched: readonly string[]
  readonly cursors: readonly unknown[]
  readonly openSessions: () => number
}

export function memoryMailbox(uidValidity = '7'): MemoryMailbox {
  const letters: Kept[] = []
  const fetched: string[] = []
  const cursors: unknown[] = []
  const failures: unknown[] = []
  let open = 0
  let arrival = Promise.withResolvers<void>()

  const place = { account: 'docs', folder: 'INBOX', uidValidity }
  const folder: MailFolder = {
    place,
    uids: async (cursor) => {
      cursors.push(cursor)
      arrival = Promise.withResolvers()
      return letters.map(({ listed }) => listed.key.uid).filter((uid) => Number(uid) > Number(cursor?.lastUid ?? 0))
    },
    allUids: async () => letters.map(({ listed }) => listed.key.uid),
    list: async (uids) => uids.flatMap((uid) => letters[Number(uid) - 1]?.listed ?? []),
    fetch: async ({ key: { uid } }) => {
      fetched.push(uid)
      const letter = letters[Number(uid) - 1]
      if (letter === undefined) return null
      if (letter.failure !== undefined) throw letter.failure
      if (!letter.gone) return letter.raw
      letter.gone = false
      arrival.resolve()
      return null
    },
  }

  const session: MailSession = {
    folder: async () => folder,
    news: (_timeoutMs, signal) =>
      Promise.race([
        arrival.promise,
        new Promise<void>((resolve) => {
          if (signal.aborted) resolve()
          signal.addEventListener('abort', () => resolve())
        }),
      ]),
    close: async () => {
      open--
    },
    drop: () => undefined,
  }

  return {
    account: 'docs',
    folders: ['INBOX'],
    open: async () => {
      if (failures.length > 0) throw failures.shift()
      open++
      return session
    },
    deliver: (raw, { receivedAt = 1000, size = raw.length, failure } = {}) => {
      const key = { ...place, uid: String(letters.length + 1) }
      const listed = { key, size, receivedAt: at(receivedAt), messageId: messageIdHash(Buffer.from(raw)) }
      letters.push({ listed, raw: Buffer.from(raw), failure, gone: false })
      arrival.resolve()
    },
    hideOnce: (uid) => {
      const letter = letters[Number(uid) - 1]
      if (letter !== undefined) letter.gone = true
    },
    failOpenings: (...errors) => void failures.push(...errors),
    fetched,
    cursors,
    openSessions: () => open,
  }
}
