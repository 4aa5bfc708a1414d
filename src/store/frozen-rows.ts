/** The frozen count of a campaign or of a draft: its result, and which rows it was made from. Written once, and never changed. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Attribution } from '../attribution/attribution.ts'
import type { Sha256 } from '../lang.ts'
import { type FrozenNumbers, type FrozenTally, fatesOf, numbersOf } from '../tally/frozen.ts'
import type { Fate, JudgedSubmission } from '../tally/tally.ts'
import { allDecisions } from './decision-rows.ts'
import { findInPortions, inPortions } from './portions.ts'
import { unitsNow } from './register-rows.ts'
import { type ShareParts, shareParts } from './share-parts.ts'
import type { Count, Store } from './store.ts'
import { readStoredReading } from './stored-reading.ts'
import { readStoredReport } from './stored-report.ts'
import { failedReport, judgedOf, toSubmission } from './submission-rows.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type FrozenMethods = Pick<
  Store,
  'freezeTally' | 'freezeDraft' | 'reportDrafts' | 'frozenNumbers' | 'frozenTally' | 'frozenGround'
>
type FateRow = Selectable<Tables['frozen_fates']>

export function frozenRows(db: Kysely<Tables>): FrozenMethods {
  return {
    freezeTally: (campaign, at, count) =>
      writing(db, async (trx) => {
        if ((await tallyRow(trx, campaign)) !== undefined) return false
        await freeze(trx, campaign, at, count)
        return true
      }),
    freezeDraft: ({ campaign, year, number, receivedUntil }, at, count) =>
      writing(db, async (trx) => {
        const name = `${campaign} ${year}-${number}`
        if ((await tallyRow(trx, name)) !== undefined) return false
        await freeze(trx, name, at, count)
        const row = { campaign, year, quarter: number, name, received_until: receivedUntil }
        await trx.insertInto('report_drafts').values(row).execute()
        return true
      }),
    reportDrafts: (campaign) =>
      db
        .selectFrom('report_drafts as draft')
        .innerJoin('frozen_tallies as frozen', 'frozen.campaign', 'draft.name')
        .select(['draft.campaign', 'draft.year', 'draft.quarter as number', 'draft.name'])
        .select(['draft.received_until as receivedUntil', 'frozen.frozen_at as frozenAt'])
        .where('draft.campaign', '=', campaign)
        .orderBy('draft.year', 'desc')
        .orderBy('draft.quarter', 'desc')
        .execute(),
    frozenNumbers: (campaign) => numbersOfCampaign(db, campaign),
    frozenTally: async (campaign) => {
      const numbers = await numbersOfCampaign(db, campaign)
      if (numbers === null) return null
      const fates = await fateRows(db, campaign)
      // Of many files the same is said.
      const [fateOf, attributionOf] = [readOnce<Fate>(), readOnce<Attribution>()]
      return {
        ...numbers,
        fates: fates.map((fate) => ({
          letter: fate.letter,
          partPath: fate.part_path,
          document: fate.document,
          receivedAt: fate.received_at,
          unit: fate.unit,
          fate: fateOf(fate.fate),
          attribution: attributionOf(fate.attribution),
        })),
      }
    },
    frozenGround: (campaign) => groundOf(db, campaign),
  }
}

function readOnce<T>(): (json: string) => T {
  const known = new Map<string, T>()
  return (json) => {
    const value = known.get(json) ?? (JSON.parse(json) as T)
    known.set(json, value)
    return value
  }
}

const tallyRow = (db: Kysely<Tables>, campaign: string) =>
  db.selectFrom('frozen_tallies').selectAll().where('campaign', '=', campaign).executeTakeFirst()

async function numbersOfCampaign(db: Kysely<Tables>, campaign: string): Promise<FrozenNumbers | null> {
  const row = await tallyRow(db, campaign)
  if (row === undefined) return null
  return { ...JSON.parse(row.content), frozenAt: row.frozen_at, lastDecision: row.last_decision }
}

const fateRows = (db: Kysely<Tables>, campaign: string): Promise<readonly FateRow[]> =>
  db
    .selectFrom('frozen_fates')
    .selectAll()
    .where('campaign', '=', campaign)
    .orderBy('letter')
    .orderBy('part_path')
    .execute()

/** In one transaction: nothing comes in between what is read and what is kept. */
async function freeze(
  trx: Transaction<Tables>,
  campaign: string,
  at: FrozenTally['frozenAt'],
  count: Count,
): Promise<void> {
  const decisions = await allDecisions(trx)
  const register = await unitsNow(trx)
  const documents = await trx.selectFrom('documents').select('sha256').execute()
  const submissions = await judgedOf(
    trx,
    documents.map(({ sha256 }) => sha256),
  )
  const tally = count(register, submissions, decisions)
  const content = { campaign: tally.campaign, register, units: tally.units.map(numbersOf) }
  await trx
    .insertInto('frozen_tallies')
    .values({
      campaign,
      frozen_at: at,
      content: JSON.stringify(content),
      last_decision: decisions.at(-1)?.id ?? 0,
    })
    .execute()
  const verdicts = await currentVerdicts(trx)
  const isFailed = ({ report, submission }: JudgedSubmission) => report !== null && !verdicts.has(submission.document)
  const failed = new Set(submissions.filter(isFailed).map(({ submission }) => submission.document))
  await inPortions(fatesOf(tally), async (some) => {
    const values = some.map(({ letter, partPath, document, receivedAt, unit, fate, attribution }) => ({
      ...{ campaign, letter, part_path: partPath, document, received_at: receivedAt, unit },
      verdict: verdicts.get(document) ?? null,
      failed: failed.has(document) ? (1 as const) : (0 as const),
      fate: JSON.stringify(fate),
      attribution: JSON.stringify(attribution),
    }))
    await trx.insertInto('frozen_fates').values(values).execute()
  })
}

async function currentVerdicts(trx: Transaction<Tables>): Promise<ReadonlyMap<Sha256, number>> {
  const rows = await trx.selectFrom('verdicts').select(['document', 'id']).where('superseded_at', 'is', null).execute()
  return new Map(rows.map(({ document, id }) => [document, id]))
}

/** What a person assigned is said by the decision, which is applied anew. */
async function groundOf(db: Kysely<Tables>, campaign: string): ReturnType<Store['frozenGround']> {
  const tally = await tallyRow(db, campaign)
  if (tally === undefined) return null
  const decisions = (await allDecisions(db)).filter(({ id }) => id <= tally.last_decision)
  const letters = await db
    .selectFrom('frozen_fates')
    .select('letter')
    .distinct()
    .where('campaign', '=', campaign)
    .execute()
  const share = shareParts()
  const submissions = await findInPortions(
    letters.map(({ letter }) => letter),
    async (some) => (await groundRows(db, campaign, some)).map((row) => frozenSubmission(row, share)),
  )
  return { submissions, decisions }
}

function groundRows(db: Kysely<Tables>, campaign: string, letters: readonly Sha256[]) {
  return db
    .selectFrom('frozen_fates as frozen')
    .innerJoin('submissions', (join) =>
      join.onRef('submissions.letter', '=', 'frozen.letter').onRef('submissions.part_path', '=', 'frozen.part_path'),
    )
    .innerJoin('letters', 'letters.sha256', 'frozen.letter')
    .innerJoin('documents', 'documents.sha256', 'frozen.document')
    .leftJoin('verdicts', 'verdicts.id', 'frozen.verdict')
    .leftJoin('identities', 'identities.document', 'frozen.document')
    .select(['frozen.letter', 'frozen.part_path', 'frozen.document', 'frozen.received_at', 'frozen.attribution'])
    .select([
      'frozen.failed',
      'submissions.file_name',
      'letters.sender',
      'letters.subject',
      'letters.traced_at',
      'documents.bytes',
    ])
    .select(['verdicts.report', 'identities.reading'])
    .where('frozen.campaign', '=', campaign)
    .where('frozen.letter', 'in', letters)
    .execute()
}

function frozenSubmission(row: Awaited<ReturnType<typeof groundRows>>[number], share: ShareParts): JudgedSubmission {
  const failed = row.failed === 1 ? failedReport(row) : null
  return {
    submission: toSubmission(row),
    report: row.report === null ? failed : share.report(readStoredReport(row.report)),
    reading: row.reading === null ? null : readStoredReading(row.reading),
    mailSubject: row.subject,
    attribution: JSON.parse(row.attribution),
  }
}
