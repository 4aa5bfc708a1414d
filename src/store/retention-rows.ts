/** Content whose time is over: which letters are old enough, and what is noted when it is destroyed. */
import type { Kysely, Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { addEntry } from './audit-rows.ts'
import { noteChanged } from './changed-rows.ts'
import { inPortions } from './portions.ts'
import type { Tables } from './tables.ts'
import type { UpkeepStore } from './upkeep-store.ts'
import { writing } from './writing.ts'

type RetentionMethods = Pick<UpkeepStore, 'agedLetters' | 'destroyContent' | 'destroyedContent' | 'isDestroyed'>

export function retentionRows(db: Kysely<Tables>): RetentionMethods {
  return {
    agedLetters: async (receivedBefore) => {
      const rows = await db
        .selectFrom('letters')
        .select('sha256')
        .where('received_at', '<', receivedBefore)
        .where('destroyed_at', 'is', null)
        .where((eb) => eb.or([eb('state', '=', 'read'), eb('reason', 'in', KEPT_IN_QUARANTINE)]))
        .orderBy('received_at')
        .orderBy('sha256')
        .execute()
      return rows.map(({ sha256 }) => sha256)
    },
    destroyContent: (letter, entry) =>
      writing(db, async (trx) => {
        const letters = await trx
          .updateTable('letters')
          .set({ destroyed_at: entry.at })
          .where('sha256', '=', letter)
          .where('destroyed_at', 'is', null)
          .returning('sha256')
          .execute()
        if (letters.length === 0) return
        const documents = await destroyDocuments(trx, letter, entry.at)
        await addEntry(trx, { ...entry, facts: { ...entry.facts, documents: documents.join(' ') } })
        await forgetDamage(trx, [letter, ...documents])
      }),
    destroyedContent: async (since) => {
      const letters = db.selectFrom('letters').select('sha256').where('destroyed_at', '>=', since)
      const documents = db.selectFrom('documents').select('sha256').where('destroyed_at', '>=', since)
      return (await letters.union(documents).execute()).map(({ sha256 }) => sha256)
    },
    isDestroyed: async (sha256) => {
      const letter = db.selectFrom('letters').select('destroyed_at').where('sha256', '=', sha256)
      const document = db.selectFrom('documents').select('destroyed_at').where('sha256', '=', sha256)
      const rows = await letter.unionAll(document).execute()
      return rows.some(({ destroyed_at }) => destroyed_at !== null)
    },
  }
}

/** Others were never fetched. */
const KEPT_IN_QUARANTINE = ['unreadable', 'encrypted-letter', 'internal-error'] as const

/** Those that no letter carries whose content is kept. What was found of them stays; nothing has them judged again. */
async function destroyDocuments(trx: Transaction<Tables>, letter: Sha256, at: number): Promise<readonly Sha256[]> {
  const rows = await trx
    .updateTable('documents')
    .set({ destroyed_at: at as Tables['documents']['destroyed_at'] })
    .where('destroyed_at', 'is', null)
    .where('sha256', 'in', (eb) => eb.selectFrom('submissions').select('document').where('letter', '=', letter))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('submissions')
            .innerJoin('letters', 'letters.sha256', 'submissions.letter')
            .select('letters.sha256')
            .whereRef('submissions.document', '=', 'documents.sha256')
            .where('letters.destroyed_at', 'is', null),
        ),
      ),
    )
    .returning('sha256')
    .execute()
  const documents = rows.map(({ sha256 }) => sha256).toSorted()
  await noteChanged(trx, documents)
  await inPortions(documents, async (some) => {
    await trx.deleteFrom('jobs').where('kind', '=', 'validate').where('subject', 'in', some).execute()
    await trx.deleteFrom('verdict_list_issuers').where('document', 'in', some).execute()
    await trx.deleteFrom('verdict_certificates').where('document', 'in', some).execute()
    await trx
      .updateTable('verdicts')
      .set({ provisional: 0, lacks_path: 0, retry_at: null })
      .where('document', 'in', some)
      .where('superseded_at', 'is', null)
      .execute()
  })
  return documents
}

async function forgetDamage(trx: Transaction<Tables>, files: readonly Sha256[]): Promise<void> {
  await inPortions(files, async (some) => {
    await trx.deleteFrom('damaged_files').where('sha256', 'in', some).execute()
  })
}
