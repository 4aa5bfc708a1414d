/** What the pages read: letters, documents, progress. */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Search } from '../search.ts'
import type { LetterState } from '../submission/submission.ts'
import { findInPortions } from './portions.ts'
import { toLetterRows, toWaitingLetter } from './seen-letters.ts'
import type { Progress, Store, WhichLetters } from './store.ts'
import { submissionRows, toJudgedSubmissions } from './submission-rows.ts'
import type { Tables } from './tables.ts'
import { damageOf } from './upkeep-rows.ts'
import { earlierVerdicts, verdictChanges, verdictOf } from './verdict-rows.ts'

type ViewMethods = Pick<
  Store,
  'letters' | 'lettersForPerson' | 'letter' | 'document' | 'verdictChanges' | 'progress' | 'revision'
>

export function viewRows(db: Kysely<Tables>): ViewMethods {
  const service = () => db.selectFrom('service').selectAll().executeTakeFirstOrThrow()
  return {
    letters: async ({ offset, limit }, which = 'all', search) => {
      // Of those that are passed over, an index alone is read.
      const found = lettersNewestFirst(db).select('sha256').where(oneOf(which)).where(foundBy(search))
      const page = await found.offset(offset).limit(limit).execute()
      const rows = await findInPortions(
        page.map(({ sha256 }) => sha256),
        (some) => lettersNewestFirst(db).selectAll().where('sha256', 'in', some).execute(),
      )
      return toLetterRows(db, rows)
    },
    lettersForPerson: async ({ offset, limit }) => {
      const rows = await db
        .selectFrom('letters')
        .select(['sha256', 'received_at', 'sender', 'subject', 'state', 'reason', 'unopened'])
        // Word for word as the index has it: values given beside the statement would not be known as those.
        .where(sql<SqlBool>`(state = 'quarantined' or unopened <> '[]')`)
        // The other way round than the index has them.
        .orderBy('received_at')
        .orderBy('sha256', 'desc')
        .offset(offset)
        .limit(limit)
        .execute()
      return rows.map(toWaitingLetter)
    },
    letter: async (sha256) => {
      const row = await db.selectFrom('letters').selectAll().where('sha256', '=', sha256).executeTakeFirst()
      return row === undefined ? null : ((await toLetterRows(db, [row]))[0] ?? null)
    },
    document: async (sha256) => {
      const row = await db.selectFrom('documents').selectAll().where('sha256', '=', sha256).executeTakeFirst()
      if (row === undefined) return null
      const submissions = toJudgedSubmissions(await submissionRows(db, { document: sha256, isCounted: true }))
      const damage = await damageOf(db, sha256)
      const { bytes, destroyed_at: destroyedAt } = row
      return {
        ...{ sha256, bytes, destroyedAt },
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

function lettersNewestFirst(db: Kysely<Tables>) {
  return db.selectFrom('letters').orderBy('received_at', 'desc').orderBy('sha256')
}

function oneOf(which: WhichLetters) {
  return (eb: ExpressionBuilder<Tables, 'letters'>): Expression<SqlBool> =>
    which === 'all' ? eb.lit(true) : sql<SqlBool>`state = 'quarantined'`
}

/** A word of a search holds letters and digits alone, so none of it means anything else in a pattern. */
function foundBy(search: Search | undefined) {
  return (eb: ExpressionBuilder<Tables, 'letters'>): Expression<SqlBool> =>
    eb.and((search?.words ?? []).map((word) => eb('search', 'like', `% ${word}%`)))
}

/** Of one moment; each from an index, and of no more rows than it counts. */
async function counts(db: Kysely<Tables>): Promise<Progress> {
  const numbers = await db
    .selectNoFrom((eb) => {
      const letters = eb.selectFrom('letters').select(eb.fn.countAll().as('count'))
      const inState = (state: LetterState['kind']) => letters.where('state', '=', state)
      const jobs = eb.selectFrom('jobs').select(eb.fn.countAll().as('count'))
      return [
        letters.as('letters'),
        inState('stored').as('lettersWaiting'),
        eb.selectFrom('documents').select(eb.fn.countAll().as('count')).as('documents'),
        jobs.where('kind', '=', 'validate').where('dead', '=', 0).as('documentsWaiting'),
        inState('quarantined').as('quarantined'),
      ]
    })
    .executeTakeFirstOrThrow()
  return {
    letters: Number(numbers.letters),
    lettersWaiting: Number(numbers.lettersWaiting),
    documents: Number(numbers.documents),
    documentsWaiting: Number(numbers.documentsWaiting),
    quarantined: Number(numbers.quarantined),
  }
}
