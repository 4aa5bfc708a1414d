/**
 * What the sender of a letter is told: that it arrived, and what each file of it is worth (NĐ 30/2020/NĐ-CP, Đ.21(2): the
 * receiver checks, confirms within the day, and returns what does not meet the rules).
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import type { UnopenedPart } from '../mail/letter.ts'
import { explainLetterState } from '../report/explain-letter.ts'
import { momentInWords } from '../report/vietnamese-date.ts'
import type { QuarantineReason } from '../submission/submission.ts'
import type { CountedSubmission } from '../tally/tally.ts'
import {
  type Acceptance,
  acceptanceOf,
  acceptanceOfUnopened,
  type FileResult,
  resultOf,
  resultOfUnopened,
  shortened,
} from './file-result.ts'
import { type Wording, write } from './letter-text.ts'
import { AUTOMATIC, contactSentence, deadlineSentence, type Standing, standingInWords } from './standing.ts'

export type ReceiptFacts = {
  readonly campaign: Campaign
  readonly contact: string | null
  readonly now: Instant
  readonly receivedAt: Instant
  readonly sender: string
  /** As the letter spells it: hostile text. */
  readonly subject: string
  readonly files: readonly CountedSubmission[]
  readonly unopened: readonly UnopenedPart[]
  /** Null where it could be read. */
  readonly quarantine: QuarantineReason | null
  /** Of the unit for which the address of the sender is registered; null: nothing is told of any unit. */
  readonly unit: { readonly name: string; readonly standing: Standing } | null
  /** The word that stands before the subject of a trial; null where it is none. */
  readonly trialWord: string | null
}

export type ReceiptKind = 'receipt' | 'return' | 'trial' | 'settled'

export function receiptKind({ trialWord, quarantine, files, unopened }: ReceiptFacts): ReceiptKind {
  if (trialWord !== null) return 'trial'
  const all: readonly Acceptance[] = [...files.map(acceptanceOf), ...unopened.map(acceptanceOfUnopened)]
  return quarantine !== null || all.every((each) => each === 'returned') ? 'return' : 'receipt'
}

/** Something that will be told later. */
export const isOpen = ({ files, trialWord }: Pick<ReceiptFacts, 'files' | 'trialWord'>): boolean =>
  trialWord === null && files.some((file) => acceptanceOf(file) === 'open')

const TITLES = {
  receipt: 'Thông báo đã nhận',
  return: 'Trả lại văn bản',
  trial: 'Kết quả kiểm tra thử',
  settled: 'Kết quả kiểm tra văn bản',
} as const satisfies Record<ReceiptKind, string>

export function writeReceipt(kind: ReceiptKind, facts: ReceiptFacts): Wording {
  const { campaign, unit, now, contact } = facts
  return write({
    subject: `${TITLES[kind]}: ${subjectOf(facts)}`,
    to: unit?.name ?? facts.sender,
    before: opening(kind, facts),
    files: resultsOf(kind, facts),
    after: [
      ...(kind === 'trial' ? [notCounted(facts)] : []),
      ...(unit === null ? [] : [standingInWords(unit.standing, now)]),
      deadlineSentence(campaign, unit?.standing ?? campaign, now),
    ],
    office: campaign.office,
    foot: [AUTOMATIC, contactSentence(campaign, contact)],
  })
}

/** Without the word of a trial, so that an answer to ours is none. */
function subjectOf({ subject, trialWord }: ReceiptFacts): string {
  const shown = shortened(subject)
  const isTrial = trialWord !== null && shown.toLocaleLowerCase('vi').startsWith(trialWord.toLocaleLowerCase('vi'))
  return (isTrial ? shown.slice(trialWord.length).trim() : shown) || '(thư không có tiêu đề)'
}

function opening(kind: ReceiptKind, facts: ReceiptFacts): readonly string[] {
  const { campaign, receivedAt, quarantine } = facts
  const letter = `thư gửi lúc ${momentInWords(receivedAt)}, tiêu đề “${subjectOf(facts)}”`
  switch (kind) {
    case 'receipt':
      return [`${campaign.office} đã nhận ${letter}. Kết quả kiểm tra các tệp gửi kèm:`]
    case 'trial':
      return [
        `${campaign.office} đã nhận ${letter}. Đây là kết quả KIỂM TRA THỬ; các tệp gửi kèm không được tính là văn bản đã nộp:`,
      ]
    case 'settled':
      return [`Các tệp trong ${letter} nay đã có kết luận, thay cho thông báo trước:`]
    case 'return':
      return [
        `${campaign.office} đã nhận ${letter}, nhưng không tiếp nhận được các tệp gửi kèm và trả lại đơn vị (khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP).`,
        ...(quarantine === null
          ? []
          : [explainLetterState({ kind: 'quarantined', reason: quarantine }).sentence, QUARANTINE_REMEDY]),
      ]
  }
}

const QUARANTINE_REMEDY =
  'Cách khắc phục: đề nghị đơn vị gửi lại bằng thư thường, không mã hóa, đính kèm trực tiếp tệp PDF đã ký số.'

function resultsOf(kind: ReceiptKind, { files, unopened, campaign }: ReceiptFacts): readonly FileResult[] {
  const results = files.map((file) => {
    const result = resultOf(file, campaign.office)
    return kind === 'trial' && file.fate.kind === 'counts' && acceptanceOf(file) === 'accepted'
      ? { ...result, result: 'Đạt', reason: WOULD_COUNT }
      : result
  })
  return [...results, ...unopened.map(resultOfUnopened)]
}

const WOULD_COUNT = 'Chữ ký số hợp lệ; nếu nộp chính thức trong hạn thì văn bản này được tính.'

const notCounted = ({ trialWord }: ReceiptFacts) =>
  `Để nộp chính thức, đề nghị đơn vị gửi thư mới, tiêu đề không bắt đầu bằng “${trialWord}”.`
