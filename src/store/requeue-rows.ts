/** Which documents are judged again when revocation data, the policy or the trust store change. */
import type { Kysely } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { noteJudgedBy } from './judged-by.ts'
import { jobsInHand, makeValidateJobsAgain } from './make-job.ts'
import { inPortions } from './portions.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { compareTrust, type TrustSnapshot, trustKey } from './trust-snapshot.ts'
import type { Cause } from './verdict.ts'
import { writing } from './writing.ts'

type RequeueMethods = Pick<
  Store,
  | 'listIssuers'
  | 'requeueProvisional'
  | 'requeueDue'
  | 'requeueAffected'
  | 'requeuePolicy'
  | 'requeueProgram'
  | 'requeueTrust'
>

type Rows = Promise<readonly { readonly document: Sha256 }[]>

export function requeueRows(db: Kysely<Tables>): RequeueMethods {
  const requeue = async (cause: Cause, find: (db: Kysely<Tables>) => Rows, isNews = true) => {
    // What is in hand may rest on what was before the news, which no verdict tells yet.
    const inHand = async (from: Kysely<Tables>) => (isNews ? jobsInHand(from) : [])
    // Asked every few seconds: a look that finds nothing is no write, which pages would take for news.
    if ((await find(db)).length === 0 && (await inHand(db)).length === 0) return 0
    return writing(db, async (trx) => {
      const documents = [...new Set((await find(trx)).map(({ document }) => document))]
      for (const job of await inHand(trx)) await makeValidateJobsAgain(trx, [job.subject], job.cause ?? cause)
      await makeValidateJobsAgain(trx, documents, cause)
      // Once: the next verdict says when to try again. Else a job that is due would begin anew with each look.
      await inPortions(documents, async (some) => {
        await trx.updateTable('verdicts').set({ retry_at: null }).where('document', 'in', some).execute()
      })
      return documents.length
    })
  }
  return {
    listIssuers: async () => {
      const rows = await db.selectFrom('verdict_list_issuers').select('issuer_key').distinct().execute()
      return rows.map(({ issuer_key }) => issuer_key)
    },
    requeueProvisional: () => requeue('list', (from) => current(from).where('provisional', '=', 1).execute(), false),
    requeueDue: (now) =>
      requeue(
        'list',
        (from) => current(from).where('provisional', '=', 1).where('retry_at', '<=', now).execute(),
        false,
      ),
    requeueAffected: (listIssuers) =>
      requeue(
        'list',
        (from) => linked(from, 'verdict_list_issuers', 'issuer_key', listIssuers),
        listIssuers.length > 0,
      ),
    requeuePolicy: async (policySha256) => {
      await noteJudgedBy(db, { policy_sha256: policySha256 })
      return requeue('policy', (from) =>
        current(from)
          .where((eb) =>
            eb.or([
              eb('policy_sha256', '<>', policySha256),
              // Judged before policies were kept; where it waits to be judged again, that is being done.
              eb.and([eb('policy_sha256', 'is', null), eb('document', 'not in', waiting(from))]),
            ]),
          )
          .execute(),
      )
    },
    requeueProgram: async (version) => {
      await noteJudgedBy(db, { program_version: version })
      return requeue('program', (from) => current(from).where('program_version', '<>', version).execute(), false)
    },
    requeueTrust: async (trust) => {
      await noteJudgedBy(db, { trust_sha256: trustKey(trust) })
      return requeue('trust', (from) => touchedByTrust(from, trust))
    },
  }
}

function waiting(db: Kysely<Tables>) {
  return db.selectFrom('jobs').select('subject').where('kind', '=', 'validate').where('dead', '=', 0)
}

function current(db: Kysely<Tables>) {
  // What is no more cannot be judged again.
  const destroyed = db.selectFrom('documents').select('sha256').where('destroyed_at', 'is not', null)
  return db
    .selectFrom('verdicts')
    .select('document')
    .where('superseded_at', 'is', null)
    .where('document', 'not in', destroyed)
}

async function linked(
  db: Kysely<Tables>,
  table: 'verdict_list_issuers' | 'verdict_certificates',
  column: 'issuer_key' | 'certificate',
  values: readonly string[],
) {
  const found: { readonly document: Sha256 }[] = []
  await inPortions(values, async (some) => {
    found.push(...(await db.selectFrom(table).select('document').where(db.dynamic.ref(column), 'in', some).execute()))
  })
  return found
}

/** Each verdict is compared with the trust store it was made with, so that changes while no service ran are seen too. */
async function touchedByTrust(db: Kysely<Tables>, now: TrustSnapshot): Rows {
  const stores = await db
    .selectFrom('trust_stores')
    .innerJoin('verdicts', 'verdicts.trust_sha256', 'trust_stores.sha256')
    .select(['trust_stores.sha256', 'trust_stores.content'])
    .distinct()
    .where('verdicts.superseded_at', 'is', null)
    .execute()
  const touched: { readonly document: Sha256 }[] = []
  for (const { sha256, content } of stores) {
    const { removed, hasAdditions } = compareTrust(JSON.parse(content), now)
    const made = current(db).where('trust_sha256', '=', sha256)
    const used = new Set((await linked(db, 'verdict_certificates', 'certificate', removed)).map((row) => row.document))
    const users = used.size === 0 ? [] : (await made.execute()).filter(({ document }) => used.has(document))
    touched.push(...users, ...(hasAdditions ? await made.where('lacks_path', '=', 1).execute() : []))
  }
  return touched
}
