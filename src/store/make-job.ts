/** Making jobs: one at most for each subject. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { noteChanged } from './changed-rows.ts'
import { inPortions } from './portions.ts'
import type { Job } from './store.ts'
import type { Tables } from './tables.ts'
import type { Cause } from './verdict.ts'

/** Makes the job unless it exists. A dead one begins anew: what it failed at has come again, whole perhaps. */
export async function makeJob(trx: Transaction<Tables>, kind: Job['kind'], subject: Sha256): Promise<void> {
  const dead = trx.deleteFrom('jobs').where('kind', '=', kind).where('subject', '=', subject).where('dead', '=', 1)
  const { numDeletedRows } = await dead.executeTakeFirst()
  // What counted as a document that nobody can judge waits for its verdict again.
  if (kind === 'validate' && numDeletedRows > 0n) await noteChanged(trx, [subject])
  await makeJobs(trx, kind, [subject], { cause: null, dueAt: 0 })
}

async function makeJobs(
  trx: Transaction<Tables>,
  kind: Job['kind'],
  subjects: readonly Sha256[],
  { cause, dueAt }: { readonly cause: Cause | null; readonly dueAt: number },
): Promise<void> {
  await trx
    .insertInto('jobs')
    .values(subjects.map((subject) => ({ kind, subject, cause, due_at: dueAt, attempt: 0, dead: 0 as const })))
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
    .execute()
}

/**
 * Makes `validate` jobs. One in hand, or dead, begins anew, so that work on old facts cannot finish it; one that waits keeps
 * its place, since it will see the new facts: else news that come often would hold up those behind for ever.
 */
export async function makeValidateJobsAgain(
  trx: Transaction<Tables>,
  documents: readonly Sha256[],
  cause: Cause,
  dueAt = 0,
): Promise<void> {
  await inPortions(documents, async (some) => {
    const begunAnew = await trx
      .deleteFrom('jobs')
      .where('kind', '=', 'validate')
      .where('subject', 'in', some)
      .where((eb) => eb.or([eb('dead', '=', 1), IN_HAND]))
      .returning('subject')
      .execute()
    await noteChanged(
      trx,
      begunAnew.map(({ subject }) => subject),
    )
    await makeJobs(trx, 'validate', some, { cause, dueAt })
  })
}

/** What is being judged at this moment, perhaps on facts that are old already: also documents without a verdict. */
export async function jobsInHand(db: Kysely<Tables>) {
  return db
    .selectFrom('jobs')
    .select(['subject', 'cause'])
    .where('kind', '=', 'validate')
    .where('dead', '=', 0)
    .where(IN_HAND)
    .execute()
}

/** Taken, and no word yet of how it ended. */
const IN_HAND = sql<boolean>`attempt > 0 and why is null`
