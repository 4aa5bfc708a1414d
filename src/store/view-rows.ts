/** What the pages read: letters, documents, progress. */
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely'
import type { Instant } from '../lang.ts'
import type { LetterState } from '../submission/submission.ts'
import type { LetterRow, Store, WhichLetters } from './store.ts'
import { submissionRows, toJudgedSubmissions, toSubmission } from './submission-rows.ts'
import type { Tables } from './tables.ts'
import { damageOf } from './upkeep-rows.ts'
import { earlierVerdicts, verdictChanges, verdictOf } from './verdict-rows.ts'

type ViewMethods = Pick<
  Store,
  'judgedSubmissions' | 'letters' | 'letter' | 'document' | 'verdictChanges' | 'progress' | 'revision'
>

export function viewRows(db: Kysely<Tables>): ViewMethods {
  const service = () => db.selectFrom('service').selectAll().executeTakeFirstOrThrow()
  return {
    judgedSubmissions: async () => toJudgedSubmissions(await submissionRows(db, { isCounted: true })),
    letters: async ({ offset, limit }, which = 'all') => {
      const rows = await letterQuery(db).where(oneOf(which)).offset(offset).limit(limit).execute()
      return Promise.all(rows.map((row) => toLetterRow(db, row)))
    },
    letter: async (sha256) => {
      const row = await letterQuery(db).where('sha256', '=', sha256).executeTakeFirst()
      return row === undefined ? null : toLetterRow(db, row)
    },
    document: async (sha256) => {
      const row = await db.selectFrom('documents').selectAll().where('sha256', '=', sha256).executeTakeFirst()
      if (row === undefined) return null
      const submissions = toJudgedSubmissions(await submissionRows(db, { document: sha256, isCounted: true }))
      const damage = await damageOf(db, sha256)
      return {
        ...row,
        damage,
        verdict: await verdictOf(db, sha256),
        earlier: await earlierVerdicts(db, sha256),
        submissions,
      }
    },
    verdictChanges: (page) => verdictChanges(db, page),
    progress: () => counts(db),
    revision: async () => (await service()).revision,
  }
}

/** Newest first. */
function letterQuery(db: Kysely<Tables>) {
  return db.selectFrom('letters').selectAll().orderBy('received_at', 'desc').orderBy('sha256')
}

function oneOf(which: WhichLetters) {
  return (eb: ExpressionBuilder<Tables, 'letters'>): Expression<SqlBool> => {
    const quarantined = eb('state', '=', 'quarantined')
    if (which === 'all') return eb.lit(true)
    return which === 'quarantined' ? quarantined : eb.or([quarantined, eb('unopened', '<>', '[]')])
  }
}

async function toLetterRow(db: Kysely<Tables>, row: Selectable<Tables['letters']>): Promise<LetterRow> {
  const places = await db.selectFrom('ledger').selectAll().where('letter', '=', row.sha256).orderBy('id').execute()
  const [seen] = places
  if (seen === undefined) throw new Error(`Letter ${row.sha256} was never seen`)
  return {
    sha256: row.sha256,
    key: { account: seen.account, folder: seen.folder, uidValidity: seen.uid_validity, uid: seen.uid },
    size: row.size,
    receivedAt: row.received_at,
    tracedAt: row.traced_at,
    goneAt: goneSince(places),
    sharesMessageId: await sharesMessageId(db, places),
    sender: row.sender,
    subject: row.subject,
    state: stateOf(row),
    unopened: JSON.parse(row.unopened),
    origin: row.origin === null ? null : JSON.parse(row.origin),
    isTrial: row.trial === 1,
    submissions: (await submissionRows(db, { letter: row.sha256 })).map(toSubmission),
  }
}

/** Of copies the last: while one lies in a mailbox the letter has not gone. */
function goneSince(places: readonly Selectable<Tables['ledger']>[]): Instant | null {
  const times = places.flatMap(({ gone_at }) => gone_at ?? [])
  return times.length < places.length ? null : (Math.max(...times) as Instant)
}

async function sharesMessageId(db: Kysely<Tables>, places: readonly Selectable<Tables['ledger']>[]): Promise<boolean> {
  const messageIds = places.flatMap(({ message_id }) => message_id ?? [])
  const [place] = places
  if (place === undefined || messageIds.length === 0) return false
  const other = await db
    .selectFrom('ledger')
    .select('id')
    .where('message_id', 'in', messageIds)
    .where('letter', '!=', place.letter)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

function stateOf({ state, reason }: Selectable<Tables['letters']>): LetterState {
  return state === 'quarantined' ? { kind: state, reason: reason ?? 'internal-error' } : { kind: state }
}

async function counts(db: Kysely<Tables>) {
  const states = await db
    .selectFrom('letters')
    .select(['state', (eb) => eb.fn.countAll().as('count')])
    .groupBy('state')
    .execute()
  const inState = (state: LetterState['kind']) => Number(states.find((row) => row.state === state)?.count ?? 0)
  const documents = await db
    .selectFrom('documents')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const waiting = await db
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('kind', '=', 'validate')
    .where('dead', '=', 0)
    .executeTakeFirstOrThrow()
  return {
    letters: states.reduce((sum, { count }) => sum + Number(count), 0),
    lettersWaiting: inState('stored'),
    documents: Number(documents.count),
    documentsWaiting: Number(waiting.count),
    quarantined: inState('quarantined'),
  }
}
