/** Making jobs: one at most for each subject. */
import type { Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import type { Job } from './store.ts'
import type { Tables } from './tables.ts'
import type { Cause } from './verdict.ts'

const FRESH = { due_at: 0, attempt: 0, dead: 0 } as const

/** Makes the job unless it exists, in whatever state. */
export async function makeJob(
  trx: Transaction<Tables>,
  kind: Job['kind'],
  subject: Sha256,
  cause: Cause | null = null,
): Promise<void> {
  await trx
    .insertInto('jobs')
    .values({ kind, subject, cause, ...FRESH })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
    .execute()
}

/** Makes `validate` jobs; those that exist begin anew, so that work in hand on old facts cannot finish them. */
export async function makeValidateJobsAgain(
  trx: Transaction<Tables>,
  documents: readonly Sha256[],
  cause: Cause,
): Promise<void> {
  for (const subject of documents) {
    await trx.deleteFrom('jobs').where('kind', '=', 'validate').where('subject', '=', subject).execute()
    await makeJob(trx, 'validate', subject, cause)
  }
}
