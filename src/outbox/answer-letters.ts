/** Receipts: each letter that carried something is answered once, and once more when what was open in it is decided. */
import type { Instant, Sha256 } from '../lang.ts'
import { isOpen } from '../notices/receipt.ts'
import type { Silence } from '../notices/silence.ts'
import type { NoticeSettings, OutboxStore, Unanswered } from '../store/outbox-store.ts'
import type { CountedSubmission } from '../tally/tally.ts'
import { countedByLetter, type DraftPorts, draftReceipt } from './draft-receipt.ts'

export type AnswerPorts = DraftPorts & {
  readonly store: Pick<OutboxStore, 'noticeSettings' | 'lettersToAnswer' | 'recordAnswer' | 'recordSettled'>
  readonly tell: (event: string, facts?: Readonly<Record<string, string | number>>) => void
}

const LIMITS = {
  /** Letters looked at in one round; most of them wait for a verdict, which the count at hand tells. */
  looked: 10_000,
  /** Of these, letters written. The next round counts anew. */
  written: 100,
  /** A document that takes longer is told of as one that is being checked, so that a receipt comes within the day. */
  patienceMs: 15 * 60_000,
} as const

/** One look at all that waits for an answer or for its last word. */
export async function answerLetters(ports: AnswerPorts, signal: AbortSignal): Promise<void> {
  const { store, clock } = ports
  const due = await store.lettersToAnswer('due', LIMITS.looked)
  const open = await store.lettersToAnswer('open', LIMITS.looked)
  if (due.length + open.length === 0) return
  const settings = await store.noticeSettings()
  const isOff = settings.receiptsSince === null
  const counted = isOff ? new Map() : countedByLetter(await ports.tally())
  const filesOf = (letter: Sha256) => counted.get(letter) ?? []
  const answerable = due.filter(({ letter, since }) => !isWaiting(filesOf(letter), since, clock()))
  const settled = open.filter(({ letter }) => isOff || !isOpen({ files: filesOf(letter), trialWord: null }))
  for (const waiting of answerable.slice(0, LIMITS.written)) {
    if (signal.aborted) return
    await answer(ports, settings, filesOf(waiting.letter), waiting)
  }
  for (const { letter } of settled.slice(0, LIMITS.written)) {
    if (signal.aborted) return
    await settle(ports, settings, filesOf(letter), letter)
  }
}

/** For a verdict, not for ever. */
const isWaiting = (files: readonly CountedSubmission[], since: Instant, now: Instant): boolean =>
  files.some(({ report }) => report === null) && now - since < LIMITS.patienceMs

async function answer(
  ports: AnswerPorts,
  settings: NoticeSettings,
  counted: readonly CountedSubmission[],
  { letter, since }: Unanswered,
): Promise<void> {
  const { store, clock, tell } = ports
  const silent = (why: Silence) => {
    tell('letter-not-answered', { letter, why })
    return store.recordAnswer(letter, { kind: 'silent', why })
  }
  if (settings.receiptsSince === null) return silent('switched-off')
  const draft = await draftReceipt(ports, settings, letter, counted)
  if (draft.kind === 'silent') return silent(draft.why)
  const { facts, notice } = draft
  // A letter on trial is in no count: its files are known only now.
  if (isWaiting(facts.files, since, clock())) return
  await store.recordAnswer(letter, { kind: 'answered', notice, isOpen: isOpen(facts) })
}

/** Said once, when nothing is open any more; later changes are told by the pages alone. */
async function settle(
  ports: AnswerPorts,
  settings: NoticeSettings,
  counted: readonly CountedSubmission[],
  letter: Sha256,
): Promise<void> {
  // What is in no count any more has no last word.
  const isTold = settings.receiptsSince !== null && counted.length > 0
  const draft = isTold ? await draftReceipt(ports, settings, letter, counted, 'settled') : null
  await ports.store.recordSettled(letter, draft?.kind === 'notice' ? draft.notice : null)
}
