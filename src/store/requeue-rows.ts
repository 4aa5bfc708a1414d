/** Which documents are judged again when revocation data, the policy or the trust store change. */
import type { Kysely, Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { makeValidateJobsAgain } from './make-job.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { compareTrust, type TrustSnapshot } from './trust-snapshot.ts'
import type { Cause } from './verdict.ts'
import { writing } from './writing.ts'

/** Values in one statement; SQLite takes at most 32,766 parameters (its default limit). */
const VALUES_AT_ONCE = 1000

type RequeueMethods = Pick<
  Store,
  'requeueProvisional' | 'requeueDue' | 'requeueAffected' | 'requeuePolicy' | 'requeueTrust'
>

type Rows = Promise<readonly { readonly document: Sha256 }[]>

export function requeueRows(db: Kysely<Tables>): RequeueMethods {
  const requeue = (cause: Cause, find: (trx: Transaction<Tables>) => Rows) =>
    writing(db, async (trx) => {
      const documents = new Set((await find(trx)).map(({ document }) => document))
      await makeValidateJobsAgain(trx, [...documents], cause)
      return documents.size
    })
  return {
    requeueProvisional: () => requeue('list', (trx) => current(trx).where('provisional', '=', 1).execute()),
    requeueDue: (now) =>
      requeue('list', async (trx) => {
        const due = await current(trx).where('provisional', '=', 1).where('retry_at', '<=', now).execute()
        // Once: the next verdict says when to try again. Else its job would begin anew with each look.
        for (const { document } of due) {
          await trx.updateTable('verdicts').set({ retry_at: null }).where('document', '=', document).execute()
        }
        return due
      }),
    requeueAffected: (listIssuers) =>
      requeue('list', (trx) => linked(trx, 'verdict_list_issuers', 'issuer_key', listIssuers)),
    requeuePolicy: (policySha256) =>
      requeue('policy', (trx) => current(trx).where('policy_sha256', '<>', policySha256).execute()),
    requeueTrust: (trust) => requeue('trust', (trx) => touchedByTrust(trx, trust)),
  }
}

function current(trx: Transaction<Tables>) {
  return trx.selectFrom('verdicts').select('document').where('superseded_at', 'is', null)
}

async function linked(
  trx: Transaction<Tables>,
  table: 'verdict_list_issuers' | 'verdict_certificates',
  column: 'issuer_key' | 'certificate',
  values: readonly string[],
) {
  const found: { readonly document: Sha256 }[] = []
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
    const some = values.slice(from, from + VALUES_AT_ONCE)
    found.push(...(await trx.selectFrom(table).select('document').where(trx.dynamic.ref(column), 'in', some).execute()))
  }
  return found
}

/** Each verdict is compared with the trust store it was made with, so that changes while no service ran are seen too. */
async function touchedByTrust(trx: Transaction<Tables>, now: TrustSnapshot): Rows {
  const stores = await trx
    .selectFrom('trust_stores')
    .innerJoin('verdicts', 'verdicts.trust_sha256', 'trust_stores.sha256')
    .select(['trust_stores.sha256', 'trust_stores.content'])
    .distinct()
    .where('verdicts.superseded_at', 'is', null)
    .execute()
  const touched: { readonly document: Sha256 }[] = []
  for (const { sha256, content } of stores) {
    const { removed, hasAdditions } = compareTrust(JSON.parse(content), now)
    const made = current(trx).where('trust_sha256', '=', sha256)
    const used = new Set((await linked(trx, 'verdict_certificates', 'certificate', removed)).map((row) => row.document))
    const users = used.size === 0 ? [] : (await made.execute()).filter(({ document }) => used.has(document))
    touched.push(...users, ...(hasAdditions ? await made.where('lacks_path', '=', 1).execute() : []))
  }
  return touched
}
