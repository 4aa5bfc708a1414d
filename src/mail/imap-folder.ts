/** The letters of a folder that is open for reading, as an IMAP server tells of them. RFC 3501. */
import type { ImapFlow, SearchObject } from 'imapflow'
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'
import { type ListedLetter, type MailFolder, type MailPlace, MailSourceError } from './mail-source.ts'
import { messageIdHash } from './message-id.ts'
import { readUidSet, uidSet } from './uid-set.ts'

export type ImapFolder = {
  readonly client: Pick<ImapFlow, 'search' | 'fetchAll' | 'fetchOne'>
  readonly place: MailPlace
  /** Letters that arrived before it are not to be read; null: all are. */
  readonly readFrom: Instant | null
}

/**
 * Letters whose size and date are asked for in one command. As single UIDs of ten digits they make a set of 5.5 KB, below the
 * 8,192 bytes that RFC 7162, 4 lets a client send in a line, and half of the 1,000 ranges that servers are known to take.
 */
const PAGE = 500

/** Times that a server is asked for what it has and left out, before the next look has to. */
const ATTEMPTS = 3

const DAY_MS = 86_400_000

export function imapFolder(folder: ImapFolder): MailFolder {
  const { client, place, readFrom } = folder
  // SINCE knows days only, in the time zone of the server (RFC 3501, 6.4.4): a day earlier is early enough everywhere.
  const wanted: SearchObject = readFrom === null ? {} : { since: new Date(readFrom - DAY_MS) }
  return {
    place,
    uids: async (cursor) => {
      const first = cursor?.uidValidity === place.uidValidity ? Number(cursor.lastUid) + 1 : 1
      const found = await search(client, { ...wanted, uid: `${first}:*` })
      // RFC 3501, 6.4.8: `*` is the last letter even where `first` lies behind it.
      return found.filter((uid) => uid >= first).map(String)
    },
    allUids: async () => (await search(client, { all: true })).map(String),
    list: (uids) => list(folder, uids.map(Number)),
    fetch: ({ key }) => fetchLetter(client, Number(key.uid)),
  }
}

/** As a set where the server can (ESEARCH, RFC 4731): ten thousand letters are then named in a few bytes. */
async function search(client: ImapFolder['client'], query: SearchObject): Promise<readonly number[]> {
  const found = await client.search(query, { uid: true, returnOptions: ['ALL'] })
  if (!found) throw new MailSourceError('connection-lost', 'The server refused to search the mailbox')
  const uids = Array.isArray(found) ? [...new Set(found)].sort((a, b) => a - b) : readUidSet(found.all ?? '')
  if (uids === null) throw new MailSourceError('connection-lost', 'The server named more letters than a mailbox holds')
  return uids
}

/** What the server leaves out is asked for again where a search says that it is there. */
async function list(folder: ImapFolder, uids: readonly number[]): Promise<readonly ListedLetter[]> {
  const listed = new Map<number, ListedLetter>()
  for (let from = 0; from < uids.length; from += PAGE) {
    let page: readonly number[] = uids.slice(from, from + PAGE)
    for (let attempt = 1; page.length > 0 && attempt <= ATTEMPTS; attempt++) {
      for (const letter of await listPage(folder, page)) listed.set(Number(letter.key.uid), letter)
      const silent = page.filter((uid) => !listed.has(uid))
      page = silent.length === 0 ? [] : await search(folder.client, { uid: uidSet(silent) })
    }
  }
  return uids.flatMap((uid) => listed.get(uid) ?? [])
}

const METADATA = { uid: true, size: true, internalDate: true, headers: ['message-id'] }

/** All of it at once: while its answers are taken one by one, no other command can be given. */
async function listPage({ client, place }: ImapFolder, uids: readonly number[]): Promise<readonly ListedLetter[]> {
  const answers = await client.fetchAll(uidSet(uids), METADATA, { uid: true })
  return answers.flatMap(({ uid, size, internalDate, headers }): ListedLetter[] => {
    const time = new Date(internalDate ?? Number.NaN).getTime()
    // An answer without its UID is one about nobody.
    if (uid === undefined || size === undefined || Number.isNaN(time) || !uids.includes(uid)) return []
    const messageId = headers ? messageIdHash(headers) : null
    return [{ key: { ...place, uid: String(uid) }, size, receivedAt: time as Instant, messageId }]
  })
}

async function fetchLetter(client: ImapFolder['client'], uid: number): Promise<Bytes | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const letter = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true })
    if (letter && letter.uid === uid && letter.source instanceof Uint8Array) return letter.source
    // A letter expunged by another session is answered with NIL by some servers, left out by others (RFC 2180, 4.1).
    if ((await search(client, { uid: String(uid) })).length === 0) return null
  }
  return null
}
