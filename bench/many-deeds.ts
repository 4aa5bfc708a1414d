/** What people and time add to many rows: decisions, letters of ours, a frozen count; and letters that go on coming in. */
import type { AuditDraft } from '../src/access/audit.ts'
import { sha256 } from '../src/bytes.ts'
import type { Campaign } from '../src/campaign/campaign.ts'
import type { Instant, Sha256 } from '../src/lang.ts'
import { isToBeReminded } from '../src/notices/reminder.ts'
import { countRows } from '../src/store/count-rows.ts'
import type { NewNotice } from '../src/store/outbox-store.ts'
import type { Attribute, DocumentRow, Store } from '../src/store/store.ts'
import { openDocuments } from '../src/tally/open-work.ts'
import { countTally, type Tally } from '../src/tally/tally.ts'

const AMOUNTS = {
  /** Some ten people, some hundred a day in the last two weeks. */
  decisions: 2_000,
  notices: 20_000,
} as const

const draft = (at: Instant): AuditDraft => ({
  ...{ at, actor: { account: null, name: 'bench', role: null } },
  ...{ action: 'decided', subject: '', facts: {}, address: null },
})

export async function fillDesk(store: Store, campaign: Campaign): Promise<void> {
  const at = Date.now() as Instant
  await store.freezeTally(campaign.id, at, (...rows) => countTally(campaign, ...rows))
  const tally = await countRows(campaign, store)
  await decideSome(store, tally, at)
  const notices = tally.units.slice(0, AMOUNTS.notices).map(
    ({ unit }): NewNotice => ({
      ...{ kind: 'reminder', about: `bench ${unit.id}`, unit: unit.id, recipient: `${unit.id}@example.vn` },
      ...{ messageId: `<bench.${unit.id}@example.vn>`, inReplyTo: null, references: null },
      ...{ subject: 'Nhắc nộp văn bản', text: 'Kính gửi đơn vị.', html: '<p>Kính gửi đơn vị.</p>', madeAt: at },
    }),
  )
  await store.addNotices(notices, null)
}

async function decideSome(store: Store, tally: Tally, at: Instant): Promise<void> {
  let seen = (await store.decisions()).at(-1)?.id ?? 0
  for (const { counted } of openDocuments(tally).slice(0, AMOUNTS.decisions)) {
    const { document } = counted.submission
    const answer = await store.decide({
      decision: {
        ...{ at, by: 'bench', account: null, role: 'clerk', paper: null, machine: null },
        ruling: { action: 'refuse', object: { kind: 'document', document } },
        reason: { code: 'other', text: 'Đo tốc độ' },
      },
      ...{ about: new Set(), seen, lesson: null, entry: draft(at) },
    })
    if (answer.kind === 'decided') seen = answer.decision.id
  }
}

/** Ids of rows for the addresses of pages: of what is most work to show. */
export async function sampleIds(store: Store, tally: Tally) {
  const unit = tally.units.toSorted((a, b) => b.submissions.length - a.submissions.length)[0]
  // The last that are found by whoever looks through all.
  const both = tally.units.findLast(({ submissions }) => submissions.length > 1)?.submissions ?? []
  const [first, second] = both.map(({ submission }) => submission)
  const [waiting] = await store.letters({ offset: 0, limit: 1 }, 'quarantined')
  const lacking = tally.units.find(isToBeReminded)?.unit.id ?? ''
  const notice = (await store.notices({}, { offset: 0, limit: 1 }))[0]?.id ?? 0
  return {
    ...{ unit: unit?.unit.id ?? '', lacking, notice },
    ...{
      waiting: waiting?.sha256 ?? '',
      letter: first?.letter ?? '',
      document: first?.document ?? '',
      other: second?.document ?? '',
    },
    ...{ decision: (await store.decisions()).at(-1)?.id ?? 0 },
  }
}

/** Each time another: as one that was read before, under other hashes. */
export async function letterAfterLetter(
  store: Store,
  tally: Tally,
  attribute: Attribute,
): Promise<() => Promise<void>> {
  const known = tally.units.flatMap(({ submissions }) => submissions.slice(0, 1)).slice(0, 200)
  let count = 0
  const begin = Date.now()
  return async () => {
    const document = await store.document(known[count % known.length]?.submission.document ?? ('' as Sha256))
    if (document !== null) await sendAgain(store, document, attribute, `${begin} ${count++}`)
  }
}

async function sendAgain(
  store: Store,
  { sha256: of, bytes, verdict, submissions }: DocumentRow,
  attribute: Attribute,
  mark: string,
) {
  const [sent] = submissions
  const reading = await store.identity(of)
  if (sent === undefined || verdict === null || reading === null) return
  const [letter, document] = ['letter', 'document'].map((kind) => sha256(Buffer.from(`${kind} ${mark}`))) as [
    Sha256,
    Sha256,
  ]
  const receivedAt = sent.submission.receivedAt
  const key = { account: 'bench', folder: 'INBOX', uidValidity: '1', uid: mark }
  await store.recordLetter({ key, size: bytes, receivedAt, messageId: null }, letter)
  const content = {
    sender: sent.submission.sender,
    subject: sent.mailSubject ?? '',
    documents: [{ sha256: document, bytes }],
  }
  const submission = { ...sent.submission, letter, document }
  await store.recordContent(
    letter,
    { ...content, submissions: [submission], unopened: [], origin: null, isTrial: false, readAt: receivedAt },
    attribute,
  )
  const own = (json: string) =>
    json.replaceAll(of, document).replace(/"signedContent":"[0-9a-f]{64}"/g, `"signedContent":"${document}"`)
  await store.recordVerdict(
    { ...verdict, document, report: JSON.parse(own(JSON.stringify(verdict.report))) },
    attribute,
  )
  await store.recordIdentity(document, JSON.parse(own(JSON.stringify(reading))))
  const job = await store.takeJob(Number.MAX_SAFE_INTEGER as Instant, 1000)
  if (job !== null) await store.finishJob(job)
}
