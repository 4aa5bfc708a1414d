/** What the count is made from, since a revision: what has not changed is neither read nor parsed again. */
import type { Kysely, Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { replaceRows } from '../tally/recount.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import { lastDecision } from './decision-rows.ts'
import { inPortions } from './portions.ts'
import { lastRegisterChange } from './register-rows.ts'
import { shareParts } from './share-parts.ts'
import type { CountedChanges, Store } from './store.ts'
import { judgedOf } from './submission-rows.ts'
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

function byReceipt({ submission: a }: JudgedSubmission, { submission: b }: JudgedSubmission): number {
  const place = ({ letter, partPath }: typeof a) => `${letter} ${partPath}`
  return a.receivedAt - b.receivedAt || (place(a) < place(b) ? -1 : 1)
}

type ChangedMethods = Pick<Store, 'judgedSubmissions' | 'countedChanges'>

export function changedRows(db: Kysely<Tables>): ChangedMethods {
  const share = shareParts()
  const revision = async () => (await db.selectFrom('service').select('revision').executeTakeFirstOrThrow()).revision
  const changesSince: ChangedMethods['countedChanges'] = async (since) => {
    const changes = { revision: await revision(), documents: await changedDocuments(db, since) }
    const submissions = await judgedOf(db, changes.documents, share)
    return {
      ...{ ...changes, submissions },
      decision: await lastDecision(db),
      registerChange: await lastRegisterChange(db),
    }
  }
  return {
    countedChanges: async (since) => {
      const changes = await changesSince(since)
      // Whoever ends a transaction waits until all before it is on the disk (`flushed-driver.ts`): a revision that a server took
      // back when it failed, and gave to what came after, would stand for two states.
      await db.transaction().execute(async () => undefined)
      return changes
    },
    judgedSubmissions: async () => {
      const rows = new Map<Sha256, readonly JudgedSubmission[]>()
      for (let since: number | null = null; ; ) {
        const changes: CountedChanges = await changesSince(since)
        replaceRows(rows, changes)
        since = changes.revision
        // All of one moment, though others write while they are read.
        if ((await revision()) === since) return [...rows.values()].flat().toSorted(byReceipt)
      }
    },
  }
}

async function changedDocuments(db: Kysely<Tables>, since: number | null): Promise<readonly Sha256[]> {
  const all = db.selectFrom('documents').select('sha256')
  const rows = await (since === null ? all : all.where('changed_in', '>', since)).execute()
  return rows.map(({ sha256 }) => sha256)
}
