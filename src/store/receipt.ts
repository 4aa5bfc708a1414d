/** The receipt a verdict rests on: the earliest of any letter that carried the document. */
import type { Kysely, Transaction } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import { makeValidateJobsAgain } from './make-job.ts'
import type { Tables } from './tables.ts'

/** Documents of `letter` whose verdict knew of no receipt as early as this one: it may change them. */
export async function judgeAgainWhereEarlier(trx: Transaction<Tables>, letter: Sha256): Promise<void> {
  const documents = await trx
    .selectFrom('submissions')
    .innerJoin('letters', 'letters.sha256', 'submissions.letter')
    .innerJoin('verdicts', 'verdicts.document', 'submissions.document')
    .select('submissions.document')
    .distinct()
    .where('submissions.letter', '=', letter)
    .where('verdicts.superseded_at', 'is', null)
    .whereRef('letters.received_at', '<', 'verdicts.received_at')
    .execute()
  await makeValidateJobsAgain(
    trx,
    documents.map(({ document }) => document),
    'receipt',
  )
}

/** Null where the document is not known. */
export async function earliestReceipt(db: Kysely<Tables>, document: Sha256): Promise<Instant | null> {
  const row = await db
    .selectFrom('submissions')
    .innerJoin('letters', 'letters.sha256', 'submissions.letter')
    .select((eb) => eb.fn.min('letters.received_at').as('at'))
    .where('submissions.document', '=', document)
    .executeTakeFirst()
  return row?.at ?? null
}
