/** What the count is made from, since a revision: what has not changed is neither read nor parsed again. */
import type { Kysely, Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { lastDecision } from './decision-rows.ts'
import { findInPortions, inPortions } from './portions.ts'
import { lastRegisterChange } from './register-rows.ts'
import { shareParts } from './share-parts.ts'
import type { Store } from './store.ts'
import { submissionRows, toJudgedSubmissions } from './submission-rows.ts'
import type { Tables } from './tables.ts'

/** Notes in a transaction of `writing` that something counted of these documents is another from then on. */
export async function noteChanged(trx: Transaction<Tables>, documents: readonly Sha256[]): Promise<void> {
  await inPortions(documents, async (some) => {
    await changed(trx).where('sha256', 'in', some).execute()
  })
}

/** The same of all documents of a letter. */
export async function noteChangedBy(trx: Transaction<Tables>, letter: Sha256): Promise<void> {
  await changed(trx)
    .where('sha256', 'in', (eb) => eb.selectFrom('submissions').select('document').where('letter', '=', letter))
    .execute()
}

/** The same of all there are. */
export async function noteAllChanged(trx: Transaction<Tables>): Promise<void> {
  await changed(trx).execute()
}

const changed = (trx: Transaction<Tables>) =>
  trx.updateTable('documents').set((eb) => ({ changed_in: eb.selectFrom('service').select('revision') }))

export function changedRows(db: Kysely<Tables>): Pick<Store, 'countedChanges'> {
  const share = shareParts()
  return {
    countedChanges: async (since) => {
      const { revision } = await db.selectFrom('service').select('revision').executeTakeFirstOrThrow()
      const documents = await changedDocuments(db, since)
      const submissions = await findInPortions(documents, async (some) =>
        toJudgedSubmissions(await submissionRows(db, { documents: some, isCounted: true }), share),
      )
      return {
        ...{ revision, documents, submissions },
        decision: await lastDecision(db),
        registerChange: await lastRegisterChange(db),
      }
    },
  }
}

async function changedDocuments(db: Kysely<Tables>, since: number | null): Promise<readonly Sha256[]> {
  const all = db.selectFrom('documents').select('sha256')
  const rows = await (since === null ? all : all.where('changed_in', '>', since)).execute()
  return rows.map(({ sha256 }) => sha256)
}
