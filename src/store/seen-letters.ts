/** Letters as the pages show them, with where each was seen and what it submits: for many in a few statements. */
import type { Kysely, Selectable } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import type { LetterState } from '../submission/submission.ts'
import { findInPortions } from './portions.ts'
import type { LetterRow, WaitingLetter } from './store.ts'
import { submissionQuery, toSubmission } from './submission-rows.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['letters']>
type WaitingRow = Pick<Row, 'sha256' | 'received_at' | 'sender' | 'subject' | 'state' | 'reason' | 'unopened'>
type Place = Selectable<Tables['ledger']>

/** In the order given. */
export async function toLetterRows(db: Kysely<Tables>, rows: readonly Row[]): Promise<readonly LetterRow[]> {
  const letters = rows.map(({ sha256 }) => sha256)
  const all = await findInPortions(letters, (some) =>
    db.selectFrom('ledger').selectAll().where('letter', 'in', some).orderBy('id').execute(),
  )
  const sent = await findInPortions(letters, (some) =>
    submissionQuery(db).where('submissions.letter', 'in', some).execute(),
  )
  const places = Map.groupBy(all, ({ letter }) => letter)
  const submissions = Map.groupBy(sent.map(toSubmission), ({ letter }) => letter)
  const shared = await sharedMessageIds(db, all)
  return rows.map((row) => {
    const own = places.get(row.sha256) ?? []
    const [seen] = own
    if (seen === undefined) throw new Error(`Letter ${row.sha256} was never seen`)
    return {
      ...toWaitingLetter(row),
      key: { account: seen.account, folder: seen.folder, uidValidity: seen.uid_validity, uid: seen.uid },
      size: row.size,
      tracedAt: row.traced_at,
      goneAt: goneSince(own),
      sharesMessageId: own.some(({ message_id }) => message_id !== null && shared.has(message_id)),
      origin: row.origin === null ? null : JSON.parse(row.origin),
      destroyedAt: row.destroyed_at,
      isTrial: row.trial === 1,
      submissions: submissions.get(row.sha256) ?? [],
    }
  })
}

export function toWaitingLetter(row: WaitingRow): WaitingLetter {
  const { sha256, received_at: receivedAt, sender, subject } = row
  return { sha256, receivedAt, sender, subject, state: stateOf(row), unopened: JSON.parse(row.unopened) }
}

/** Of copies the last: while one lies in a mailbox the letter has not gone. */
function goneSince(places: readonly Place[]): Instant | null {
  const times = places.flatMap(({ gone_at }) => gone_at ?? [])
  return times.length < places.length ? null : (Math.max(...times) as Instant)
}

/** Of the Message-IDs of these places, those that more than one letter bears. */
async function sharedMessageIds(db: Kysely<Tables>, places: readonly Place[]): Promise<ReadonlySet<Sha256>> {
  const messageIds = [...new Set(places.flatMap(({ message_id }) => message_id ?? []))]
  const shared = await findInPortions(messageIds, (some) =>
    db
      .selectFrom('ledger')
      .select('message_id')
      .where('message_id', 'in', some)
      .groupBy('message_id')
      .having((eb) => eb(eb.fn.count('letter').distinct(), '>', 1))
      .execute(),
  )
  return new Set(shared.flatMap(({ message_id }) => message_id ?? []))
}

function stateOf({ state, reason }: WaitingRow): LetterState {
  return state === 'quarantined' ? { kind: state, reason: reason ?? 'internal-error' } : { kind: state }
}
