/**
 * By what documents are to be judged now, as the process that settles verdicts has noted it. Another that works may be one of
 * an older program or policy, or see the folder of certificates as it was a while ago.
 */
import type { Kysely, Transaction } from 'kysely'
import { canonicalHash } from '../canonical-json.ts'
import type { Sha256 } from '../lang.ts'
import type { Tables } from './tables.ts'
import { trustKey } from './trust-snapshot.ts'
import type { Cause, VerdictRow } from './verdict.ts'

type JudgedBy = {
  readonly program_version?: string
  readonly policy_sha256?: Sha256
  /** `trustKey` */
  readonly trust_sha256?: Sha256
}

/** Writes where it says something new. */
export async function noteJudgedBy(db: Kysely<Tables>, by: JudgedBy): Promise<void> {
  const noted = await db.selectFrom('service').selectAll().executeTakeFirstOrThrow()
  const isNew = Object.entries(by).some(([name, value]) => noted[name as keyof JudgedBy] !== value)
  if (isNew) await db.updateTable('service').set(by).execute()
}

/** Why a verdict is not one that would be made now; null where it is, or nobody has noted anything yet. */
export async function whyOutdated(trx: Transaction<Tables>, verdict: VerdictRow): Promise<Cause | null> {
  const noted = await trx.selectFrom('service').selectAll().executeTakeFirstOrThrow()
  const isOther = (noted: string | null, used: string | null) => noted !== null && used !== null && noted !== used
  if (isOther(noted.program_version, verdict.programVersion)) return 'program'
  if (isOther(noted.policy_sha256, verdict.policy && canonicalHash(verdict.policy))) return 'policy'
  if (isOther(noted.trust_sha256, verdict.trust && trustKey(verdict.trust))) return 'trust'
  return null
}
