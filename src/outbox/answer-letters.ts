/** Receipts: each letter that carried something is answered once, and once more when what was open in it is decided. */
import type { Sha256 } from '../lang.ts'
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
  /** Letters looked at in one round. */
  round: 100,
  /** A document that takes longer is told of as one that is being checked, so that a receipt comes within the day. */
  patienceMs: 15 * 60_000,
} as const

/** One look at all that waits for an answer or for its last word. */
export async function answerLetters(ports: AnswerPorts, signal: AbortSignal): Promise<void> {
  const { store } = ports
  const due = await store.lettersToAnswer('due', LIMITS.round)
  const open = await store.lettersToAnswer('open', LIMITS.round)
  if (due.length + open.length === 0) return
  const settings = await store.noticeSettings()
  const counted = settings.receiptsSince === null ? new Map() : countedByLetter(await ports.tally())
  for (const waiting of due) {
    if (signal.aborted) return
    await answer(ports, settings, counted.get(waiting.letter) ?? [], waiting)
  }
  for (const { letter } of open) {
    if (signal.aborted) return
    await settle(ports, settings, counted.get(letter) ?? [], letter)
  }
}

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
  if (facts.files.some(({ report }) => report === null) && clock() - since < LIMITS.patienceMs) return
  await store.recordAnswer(letter, { kind: 'answered', notice, isOpen: isOpen(facts) })
}

/** Said once, when nothing is open any more; later changes are told by the pages alone. */
async function settle(
  ports: AnswerPorts,
  settings: NoticeSettings,
  counted: readonly CountedSubmission[],
  letter: Sha256,
): Promise<void> {
  if (settings.receiptsSince !== null && isOpen({ files: counted, trialWord: null })) return
  const isOn = settings.receiptsSince !== null
  const draft = isOn ? await draftReceipt(ports, settings, letter, counted, 'settled') : null
  await ports.store.recordSettled(letter, draft?.kind === 'notice' ? draft.notice : null)
}
