/** A receipt as it would be written now, or why none is: RFC 3834, 2 and 4, and what the office has set. */
import type { Campaign } from '../campaign/campaign.ts'
import { heirsAt } from '../campaign/register.ts'
import type { Unit } from '../campaign/unit.ts'
import { atHour, dayOf } from '../campaign/vietnamese-day.ts'
import type { Sha256 } from '../lang.ts'
import { threadOf, whyUnanswerable } from '../mail/answerable.ts'
import { decodeHeaderText } from '../mail/encoded-word.ts'
import { type HeaderField, readHeaderBlock, valuesOf } from '../mail/header-block.ts'
import { readSender } from '../mail/sender.ts'
import { type ReceiptFacts, type ReceiptKind, receiptKind, writeReceipt } from '../notices/receipt.ts'
import type { Silence } from '../notices/silence.ts'
import type { Files } from '../store/files.ts'
import type { NewNotice, NoticeSettings } from '../store/outbox-store.ts'
import type { LetterRow, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import {
  type CountedSubmission,
  countTally,
  lastMoment,
  submissionsOf,
  type Tally,
  type UnitTally,
} from '../tally/tally.ts'
import type { NoticeMaker } from './new-notice.ts'

export type DraftPorts = {
  readonly store: Pick<
    Store,
    'letter' | 'submissionsOf' | 'countNotices' | 'register' | 'judgedSubmissions' | 'decisions'
  >
  readonly files: Pick<Files, 'get'>
  readonly tally: () => Promise<Tally>
  readonly campaign: Campaign
  readonly contact: string | null
  readonly trialWord: string | null
  /** Addresses at which we write and read, lower case. */
  readonly own: ReadonlySet<string>
  readonly make: NoticeMaker
  readonly clock: Clock
}

/** Receipts to one unit, or to one address, on one day of Viet Nam (operations.md, M48). */
const RECEIPTS_PER_DAY = 20

export type Draft =
  | { readonly kind: 'silent'; readonly why: Silence }
  | { readonly kind: 'notice'; readonly notice: NewNotice; readonly facts: ReceiptFacts }

/**
 * @param counted of its files; of a letter on trial they are counted here, as nothing else counts them.
 * @param as null: as its files tell.
 */
export async function draftReceipt(
  ports: DraftPorts,
  settings: Pick<NoticeSettings, 'registeredOnly'>,
  letter: Sha256,
  counted: readonly CountedSubmission[],
  as: ReceiptKind | null = null,
): Promise<Draft> {
  const row = await ports.store.letter(letter)
  const raw = row && (await ports.files.get(letter))
  if (!row || !raw) return { kind: 'silent', why: 'no-content' }
  const header = readHeaderBlock(raw)
  const addressee = await addresseeOf(ports, settings, row, header, as)
  if (addressee.kind === 'nobody') return { kind: 'silent', why: addressee.why }
  const { address, unit } = addressee
  const files = row.isTrial ? await countedOnTrial(ports, letter) : counted
  const facts = factsOf(ports, row, addressee, files, header)
  const kind = as ?? receiptKind(facts)
  const occasion = { kind, about: letter, unit: unit?.unit.id ?? null, recipient: address, madeAt: facts.now }
  const notice = ports.make({ ...occasion, thread: threadOf(header) }, writeReceipt(kind, facts))
  return { kind: 'notice', notice, facts }
}

/** In the order in which they stand in their letter. */
export function countedByLetter(tally: Tally): ReadonlyMap<Sha256, readonly CountedSubmission[]> {
  const inOrder = submissionsOf(tally).toSorted((a, b) =>
    a.submission.partPath.localeCompare(b.submission.partPath, 'en', { numeric: true }),
  )
  return Map.groupBy(inOrder, ({ submission }) => submission.letter)
}

/** As if they had been submitted: what would count, and what is a copy of something that does. */
async function countedOnTrial({ store, campaign }: DraftPorts, letter: Sha256): Promise<readonly CountedSubmission[]> {
  const own = await store.submissionsOf(letter)
  const { units } = await store.register()
  // What else there is decides nothing before they are judged.
  const isJudged = own.every(({ report }) => report !== null)
  const all = isJudged ? [...(await store.judgedSubmissions()), ...own] : own
  return countedByLetter(countTally(campaign, units, all, await store.decisions())).get(letter) ?? []
}

type Addressee =
  | { readonly kind: 'nobody'; readonly why: Silence }
  | { readonly kind: 'address'; readonly address: string; readonly unit: UnitTally | null }

/** The one address of From, never that of Reply-To. */
async function addresseeOf(
  ports: DraftPorts,
  { registeredOnly }: Pick<NoticeSettings, 'registeredOnly'>,
  { origin }: Pick<LetterRow, 'origin'>,
  header: readonly HeaderField[],
  as: ReceiptKind | null,
): Promise<Addressee> {
  const why = whyUnanswerable(header, ports.own)
  if (why !== null) return { kind: 'nobody', why }
  const sender = readSender(header)
  if (sender.kind !== 'address') return { kind: 'nobody', why: 'no-sender' }
  const { address } = sender
  const { units } = await ports.store.register()
  const registered = units.find(({ addresses }) => addresses.includes(address))
  if (registered === undefined) {
    if (registeredOnly) return { kind: 'nobody', why: 'not-registered' }
    if (origin?.sender !== 'confirmed') return { kind: 'nobody', why: 'unconfirmed' }
  }
  const unit = registered === undefined ? null : await tallyOf(ports, units, registered)
  // A last word follows a receipt that was within the limit: one letter of theirs, two of ours at most.
  if (as !== 'settled' && (await isOverLimit(ports, unit, address))) return { kind: 'nobody', why: 'daily-limit' }
  return { kind: 'address', address, unit }
}

/** The unit itself, or the one that answers for it by now. */
async function tallyOf({ tally, campaign }: DraftPorts, units: readonly Unit[], of: Unit): Promise<UnitTally | null> {
  const heir = heirsAt(units, lastMoment(campaign))(of.id)
  return (await tally()).units.find(({ unit }) => unit.id === heir?.id) ?? null
}

async function isOverLimit({ store, clock }: DraftPorts, unit: UnitTally | null, recipient: string): Promise<boolean> {
  const today = atHour(dayOf(clock()), 0)
  const about = unit === null ? { recipient } : { unit: unit.unit.id }
  return (await store.countNotices(about, ['receipt', 'return', 'trial'], today)) >= RECEIPTS_PER_DAY
}

function factsOf(
  { campaign, contact, clock, trialWord }: DraftPorts,
  row: LetterRow,
  { address, unit }: Extract<Addressee, { kind: 'address' }>,
  files: readonly CountedSubmission[],
  header: readonly HeaderField[],
): ReceiptFacts {
  return {
    ...{ campaign, contact, now: clock(), receivedAt: row.receivedAt, sender: address, files, unopened: row.unopened },
    // Of a letter that could not be read nothing is kept but its bytes.
    subject: row.subject ?? decodeHeaderText(valuesOf(header, 'subject')[0] ?? ''),
    quarantine: row.state.kind === 'quarantined' ? row.state.reason : null,
    unit: unit && { name: unit.unit.name, standing: unit },
    trialWord: row.isTrial ? (trialWord ?? '') : null,
  }
}
