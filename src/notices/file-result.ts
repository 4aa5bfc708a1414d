/** One file of a letter as its sender is told of it: what it is worth, why, and what the sender can do. */
import type { UnopenedPart, UnopenedReason } from '../mail/letter.ts'
import { printable } from '../printable.ts'
import { REASON_LABELS } from '../report/decision-words.ts'
import { countsForNobody, explainStanding } from '../report/explain-count.ts'
import { explainUnopened } from '../report/explain-unopened.ts'
import { type Reason, SHORT_CODES } from '../report/reason-codes.ts'
import type { CountedSubmission, Fate } from '../tally/tally.ts'

export type FileResult = {
  readonly name: string
  readonly result: string
  readonly reason: string
  /** Null where there is nothing to do. */
  readonly remedy: string | null
  /** `SKS-S05`, by which the office finds the reason; null where it counts. */
  readonly code: string | null
}

/** `open`: it is yet to be decided; `returned`: it is not accepted. */
export type Acceptance = 'accepted' | 'open' | 'returned'

/** Names of files are as long as their senders like. */
const MAX_NAME = 120

export const shortened = (text: string): string => {
  const shown = printable(text).trim()
  return shown.length <= MAX_NAME ? shown : `${shown.slice(0, MAX_NAME - 1)}…`
}

const WAIT = 'Đơn vị chưa phải gửi lại; khi có kết luận sẽ có thông báo tiếp theo.'

const askOffice = (office: string) => `Đề nghị đơn vị liên hệ ${office} để được hướng dẫn.`

export function acceptanceOf(counted: CountedSubmission): Acceptance {
  if (countsForNobody(counted)) return 'open'
  switch (counted.fate.kind) {
    case 'provisional':
    case 'review':
    case 'pending':
      return 'open'
    case 'refused':
      // What the office lacks is no reason to send anything back.
      return explainStanding(counted).isForOffice ? 'open' : 'returned'
    case 'late':
      return 'returned'
    case 'counts':
    case 'duplicate':
    case 'set-aside':
      return 'accepted'
  }
}

export function resultOf(counted: CountedSubmission, office: string): FileResult {
  const { fate, submission } = counted
  const { label, sentence } = explainStanding(counted)
  return {
    name: nameOf(submission.fileName, submission.partPath),
    result: label,
    reason: printable(`${sentence}${wordOfPerson(counted)}`),
    remedy: remedyOf(counted, office),
    code: shortCodeOf(fate),
  }
}

const nameOf = (name: string, path: string) => shortened(name) || `(tệp không tên, phần ${shortened(path)} của thư)`

const codeOf = (fate: Fate): Reason | null => ('code' in fate ? fate.code : fate.kind === 'late' ? 'late' : null)

function shortCodeOf(fate: Fate): string | null {
  const code = codeOf(fate)
  return code === null ? null : SHORT_CODES[code]
}

/** What was said when it was refused is said to whoever sent it, without the name of who said it. */
function wordOfPerson({ fate, decision }: CountedSubmission): string {
  if (fate.kind !== 'refused' || fate.code !== 'by-decision' || decision === null) return ''
  return ` ${REASON_LABELS[decision.reason.code]}: ${decision.reason.text}`
}

/** The next step of the page, where it is one of the unit. */
function remedyOf(counted: CountedSubmission, office: string): string | null {
  const { nextStep, isForOffice = false } = explainStanding(counted)
  switch (counted.fate.kind) {
    case 'counts':
      return countsForNobody(counted) ? WAIT : null
    case 'set-aside':
      return null
    case 'provisional':
    case 'pending':
      return WAIT
    case 'review':
    case 'refused':
      return isForOffice ? WAIT : nextStep
    case 'late':
      return askOffice(office)
    case 'duplicate':
      return nextStep
  }
}

/** Signed in a way that we do not judge, or not read to the end: a person looks. Everything else cannot be accepted. */
const FOR_PERSON: ReadonlySet<UnopenedReason> = new Set([
  'signed-office',
  'signed-xml',
  'signed-wrapper',
  'detached-signature',
  'limit-reached',
])

const SEND_PDF = 'Đề nghị đơn vị gửi bản PDF đã ký số.'

/** Where the words of the page speak to the office. */
const UNOPENED_REMEDIES: Partial<Record<UnopenedReason, string>> = {
  'limit-reached': 'Nếu còn văn bản chưa có trong bảng này, đề nghị đơn vị gửi bằng thư khác.',
  'unsupported-format': SEND_PDF,
  'signed-office': SEND_PDF,
  'signed-xml': SEND_PDF,
  'signed-wrapper': SEND_PDF,
  'detached-signature': SEND_PDF,
}

export const acceptanceOfUnopened = ({ reason }: Pick<UnopenedPart, 'reason'>): Acceptance =>
  FOR_PERSON.has(reason) ? 'accepted' : 'returned'

export function resultOfUnopened({ reason, name, path }: UnopenedPart): FileResult {
  const { label, sentence, nextStep } = explainUnopened(reason)
  const isReturned = acceptanceOfUnopened({ reason }) === 'returned'
  return {
    name: reason === 'links-only' ? '(không có tệp)' : nameOf(name, path),
    result: isReturned ? `Trả lại: ${label}` : label,
    reason: sentence,
    remedy: UNOPENED_REMEDIES[reason] ?? nextStep,
    code: SHORT_CODES[reason],
  }
}
