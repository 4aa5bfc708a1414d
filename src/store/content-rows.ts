/** What was found in letters and how it was judged. */
import type { Kysely, Transaction } from 'kysely'
import type { Sha256 } from '../lang.ts'
import { searchKey } from '../search.ts'
import { wishAnswer } from './answer-rows.ts'
import { noteChanged, noteChangedBy } from './changed-rows.ts'
import { whyOutdated } from './judged-by.ts'
import { makeJob, makeValidateJobsAgain } from './make-job.ts'
import { earliestReceipt, judgeAgainWhereEarlier } from './receipt.ts'
import { rememberedUnits } from './register-rows.ts'
import type { Attribute, LetterContent, Store } from './store.ts'
import { readStoredReport } from './stored-report.ts'
import { originOf, readingOf, submissionRows, toSubmission } from './submission-rows.ts'
import type { Tables } from './tables.ts'
import { writeVerdict } from './verdict-rows.ts'
import { writing } from './writing.ts'

/** Letters whose submissions are attributed anew at a time; with some 10 KB of report each they take a few MB of memory. */
const LETTERS_AT_ONCE = 200

/** By then whoever judged by what is outdated may have ended, or seen what is new. */
const OUTDATED_PAUSE_MS = 10_000

type Register = ReturnType<typeof rememberedUnits>

type ContentMethods = Pick<
  Store,
  'recordContent' | 'earliestReceipt' | 'recordVerdict' | 'attributeAgain' | 'misattributed'
>

export function contentRows(db: Kysely<Tables>): ContentMethods {
  const register = rememberedUnits()
  return {
    recordContent: (letter, content, attribute) =>
      writing(db, async (trx) => {
        const isCandidate = await recordLetterState(trx, letter, content)
        if (isCandidate) await wishAnswer(trx, letter, content.readAt)
        await addDocuments(trx, content)
        await addSubmissions(trx, letter, content)
        await attributeWhere(trx, { letter }, attribute, register)
        await judgeAgainWhereEarlier(trx, letter)
        await noteChangedBy(trx, letter)
      }),
    earliestReceipt: (document) => earliestReceipt(db, document),
    recordVerdict: (verdict, attribute) =>
      writing(db, async (trx) => {
        const before = await writeVerdict(trx, verdict)
        await noteChanged(trx, [verdict.document])
        await attributeWhere(trx, { document: verdict.document }, attribute, register)
        const earliest = await earliestReceipt(trx, verdict.document)
        // A letter that came while the document was judged may have been received before all that were known then.
        if (earliest !== null && earliest < verdict.receivedAt) {
          await makeValidateJobsAgain(trx, [verdict.document], 'receipt')
          return
        }
        const outdated = await whyOutdated(trx, verdict)
        if (outdated !== null) {
          await makeValidateJobsAgain(trx, [verdict.document], outdated, verdict.judgedAt + OUTDATED_PAUSE_MS)
          return
        }
        // Whoever had the job anew, for news that came meanwhile, began later and has ended before: he may have known more.
        const isLate = before !== null && before > verdict.judgedAt && (await isDone(trx, verdict.document))
        if (isLate) await makeValidateJobsAgain(trx, [verdict.document], 'list')
      }),
    attributeAgain: (attribute) => attributeAgain(db, attribute, register),
    misattributed: (attribute) => countMisattributed(db, attribute, register),
  }
}

/** Whether nobody has it to judge any more, though its content is kept. */
async function isDone(trx: Transaction<Tables>, document: Sha256): Promise<boolean> {
  const jobs = trx.selectFrom('jobs').select('subject').where('kind', '=', 'validate').where('subject', '=', document)
  const row = await trx
    .selectFrom('documents')
    .select('sha256')
    .where('sha256', '=', document)
    .where('destroyed_at', 'is', null)
    .where(({ not, exists }) => not(exists(jobs)))
    .executeTakeFirst()
  return row !== undefined
}

/** @returns whether it is a submission. */
async function recordLetterState(trx: Transaction<Tables>, letter: Sha256, content: LetterContent): Promise<boolean> {
  const isCandidate = content.submissions.length > 0 || content.unopened.length > 0
  await trx
    .updateTable('letters')
    .set({
      state: isCandidate ? 'read' : 'no-candidate',
      reason: null,
      quarantined_at: null,
      sender: isCandidate ? content.sender : null,
      subject: isCandidate ? content.subject : null,
      search: isCandidate ? searchKey(content.sender, content.subject) : null,
      unopened: JSON.stringify(content.unopened),
      origin: isCandidate ? JSON.stringify(content.origin) : null,
      // It may have come again.
      destroyed_at: null,
      trial: isCandidate && content.isTrial ? 1 : 0,
    })
    .where('sha256', '=', letter)
    .execute()
  return isCandidate
}

async function addDocuments(trx: Transaction<Tables>, content: LetterContent): Promise<void> {
  for (const { sha256, bytes } of content.documents) {
    const before = await trx
      .selectFrom('documents')
      .select('destroyed_at')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    await trx
      .insertInto('documents')
      .values({ sha256, bytes, destroyed_at: null })
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ destroyed_at: null }))
      .execute()
    const verdict = await trx
      .selectFrom('verdicts')
      .select('document')
      .where('document', '=', sha256)
      .executeTakeFirst()
    // With its content went all that would have it judged again (`retention-rows.ts`).
    const isBack = (before?.destroyed_at ?? null) !== null
    if (verdict === undefined || isBack) await makeJob(trx, 'validate', sha256)
  }
}

async function addSubmissions(trx: Transaction<Tables>, letter: Sha256, content: LetterContent): Promise<void> {
  for (const { partPath, document, fileName } of content.submissions) {
    await trx
      .insertInto('submissions')
      .values({ letter, part_path: partPath, document, file_name: fileName, attribution: null })
      .onConflict((conflict) => conflict.columns(['letter', 'part_path']).doNothing())
      .execute()
  }
}

/** Some at a time: others write meanwhile, and where nothing changes nothing is written. */
async function attributeAgain(db: Kysely<Tables>, attribute: Attribute, register: Register): Promise<void> {
  for await (const { letters } of misattributed(db, attribute, register)) {
    await writing(db, (trx) => attributeWhere(trx, { letters }, attribute, register))
  }
}

async function countMisattributed(db: Kysely<Tables>, attribute: Attribute, register: Register): Promise<number> {
  let total = 0
  for await (const { count } of misattributed(db, attribute, register)) total += count
  return total
}

async function* misattributed(db: Kysely<Tables>, attribute: Attribute, register: Register) {
  for (let last = ''; ; ) {
    const letters = await lettersAfter(db, last)
    const next = letters.at(-1)
    if (next === undefined) return
    const count = (await otherAttributions(db, { letters }, attribute, register)).length
    if (count > 0) yield { letters, count }
    last = next
  }
}

async function lettersAfter(db: Kysely<Tables>, last: string): Promise<readonly Sha256[]> {
  const rows = await db
    .selectFrom('submissions')
    .select('letter')
    .distinct()
    .where('letter', '>', last as Sha256)
    .orderBy('letter')
    .limit(LETTERS_AT_ONCE)
    .execute()
  return rows.map(({ letter }) => letter)
}

/** Of the submissions whose document has a verdict, those that are attributed otherwise now. */
async function otherAttributions(
  db: Kysely<Tables>,
  where: Parameters<typeof submissionRows>[1],
  attribute: Attribute,
  register: Register,
) {
  const units = await register(db)
  return (await submissionRows(db, where)).flatMap((row) => {
    if (row.report === null) return []
    const beside = { reading: readingOf(row), origin: originOf(row) }
    const found = attribute(readStoredReport(row.report), toSubmission(row), beside, units)
    const attribution = JSON.stringify(found)
    return attribution === row.attribution ? [] : [{ ...row, attribution }]
  })
}

async function attributeWhere(
  trx: Transaction<Tables>,
  where: Parameters<typeof submissionRows>[1],
  attribute: Attribute,
  register: Register,
): Promise<void> {
  const others = await otherAttributions(trx, where, attribute, register)
  await noteChanged(
    trx,
    others.map(({ document }) => document),
  )
  for (const { attribution, ...row } of others) {
    await trx
      .updateTable('submissions')
      .set({ attribution })
      .where('letter', '=', row.letter)
      .where('part_path', '=', row.part_path)
      .execute()
  }
}
