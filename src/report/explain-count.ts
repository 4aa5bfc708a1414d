/** The count in words: why a file counts or not, whose it is, and how a unit stands. */
import type { UnitGroup, UnitId } from '../campaign/unit.ts'
import type { Doubt } from '../identity/same-document.ts'
import { assertNever, type Sha256 } from '../lang.ts'
import { worthOf } from '../tally/counting-rule.ts'
import type { CountedSubmission, Fate, JudgedSubmission, UnitState, UnitTally } from '../tally/tally.ts'
import type { Code } from '../validation/code.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { Explanation } from './explain.ts'
import { explainCode, explainCodeIn } from './explain.ts'
import { quoteInWords } from './quote-words.ts'
import { isRuleReason, RULE_WORDS, type RuleReason } from './rule-words.ts'
import { vietnameseDate, vietnameseDateTime } from './vietnamese-date.ts'
import { documentCount } from './vietnamese-number.ts'

export const GROUP_LABELS = {
  department: 'Phòng, ban chuyên môn',
  service: 'Đơn vị sự nghiệp',
  commune: 'UBND xã, thị trấn',
} as const satisfies Record<UnitGroup, string>

/** Words of a filter or a heading; of one unit more is said: `unitStateInWords`. */
export const UNIT_STATE_LABELS = {
  complete: 'Đạt',
  'needs-person': 'Cần xử lý',
  checking: 'Đang kiểm tra',
  partial: 'Thiếu',
  none: 'Chưa nộp',
} as const satisfies Record<UnitState, string>

export const FATE_LABELS = {
  counts: 'Được tính',
  provisional: 'Tạm tính',
  duplicate: 'Trùng văn bản',
  late: 'Nộp trễ hạn',
  refused: 'Bị từ chối',
  review: 'Cần xem xét thủ công',
  pending: 'Đang kiểm tra',
  'set-aside': 'Bỏ qua',
} as const satisfies Record<Fate['kind'], string>

/** What counts for a unit counts for none while nobody knows whose it is. */
export const fateLabel = (fate: Fate['kind'], unit: UnitId | null): string =>
  fate === 'counts' && unit === null ? OF_NO_UNIT : FATE_LABELS[fate]

const OF_NO_UNIT = 'Chưa được tính'

/** "Đạt (3/3)", "Đạt (2/3 và 1 tạm tính)" by a rule that lets those fill the number, "Thiếu 2", else the label of the state. */
export function unitStateInWords({
  state,
  valid,
  required,
  missing,
}: Pick<UnitTally, 'state' | 'valid' | 'required' | 'missing'>): string {
  switch (state) {
    case 'complete':
      return `${UNIT_STATE_LABELS.complete} (${valid}/${required}${valid < required ? ` và ${required - valid} tạm tính` : ''})`
    case 'partial':
      return `${UNIT_STATE_LABELS.partial} ${missing}`
    default:
      return UNIT_STATE_LABELS[state]
  }
}

/** What the unit still has to do, in one sentence. */
export function explainUnit({ state, valid, provisional, missing, required, submissions }: UnitTally): string {
  const standing = `Hợp lệ ${documentCount(valid)}, yêu cầu tối thiểu ${documentCount(required)}`
  switch (state) {
    case 'complete':
      return valid < required
        ? `${standing}: cùng với ${documentCount(provisional)} tạm tính, đơn vị đã đạt.`
        : `${standing}: đơn vị đã đạt.`
    case 'needs-person':
      return `${standing}: có tệp cần cán bộ phụ trách xem xét.`
    case 'checking':
      return `${standing}: có tệp đang kiểm tra hoặc chờ dữ liệu thu hồi.`
    case 'partial':
      return `${standing}: còn thiếu ${documentCount(missing)}.`
    case 'none':
      return submissions.length === 0
        ? 'Chưa nhận được tệp nào của đơn vị.'
        : 'Chưa nhận được văn bản nào nộp theo kế hoạch; các tệp đã nhận đều được bỏ qua.'
    default:
      return assertNever(state)
  }
}

/** What one submission is worth: a good document that is of no known unit counts for nobody. */
export function explainStanding({ fate, attribution, report, reading }: CountedSubmission): Explanation {
  if (countsForNobody({ fate, attribution })) return ofNoUnit(attribution)
  if (fate.kind === 'duplicate' && reading?.kind === 'read' && reading.identity.isAppendix) return appendix(fate)
  return explainFate(fate, report)
}

export function countsForNobody({ fate, attribution }: Pick<CountedSubmission, 'fate' | 'attribution'>): boolean {
  return fate.kind === 'counts' && attribution.kind === 'unknown'
}

function ofNoUnit(attribution: JudgedSubmission['attribution']): Explanation {
  const reason = attribution.kind === 'unknown' ? attribution.reason : 'no-witness'
  return {
    label: OF_NO_UNIT,
    sentence: 'Chữ ký số hợp lệ nhưng chưa rõ văn bản là của đơn vị nào, nên chưa được tính.',
    nextStep: FIND_UNIT[reason],
  }
}

/** Where two bodies of the register are named, nothing that could be added to it would choose between them. */
const FIND_UNIT = {
  'no-witness':
    'Cán bộ phụ trách gán đơn vị; khi gán có thể cho danh mục đơn vị nhớ địa chỉ thư hoặc tên gọi đó cho những lần sau.',
  'other-body': 'Cán bộ phụ trách gán đơn vị nếu văn bản là của một đơn vị trong danh mục, hoặc bỏ qua.',
  ambiguous: 'Cán bộ phụ trách hỏi các đơn vị cùng ký xem văn bản nộp cho đơn vị nào, rồi gán đơn vị đó.',
  disagreement: 'Cán bộ phụ trách hỏi lại đơn vị gửi để biết văn bản là của ai, rồi gán đơn vị hoặc bỏ qua.',
} as const satisfies Record<Extract<JudgedSubmission['attribution'], { kind: 'unknown' }>['reason'], string>

function appendix(fate: Extract<Fate, { kind: 'duplicate' }>): Explanation {
  const of = vietnameseDateTime(fate.ofReceivedAt)
  return {
    ...explainFate(fate),
    sentence: `Phụ lục của văn bản nhận lúc ${of}; văn bản và phụ lục chỉ được tính một lần.`,
  }
}

/** The reason in a few words, for a table; null where the label of the fate says it all. */
export function reasonInWords({ fate, attribution }: Pick<CountedSubmission, 'fate' | 'attribution'>): string | null {
  if (countsForNobody({ fate, attribution })) return 'Chưa rõ đơn vị'
  const labelOf = (code: Code | RuleReason) => (isRuleReason(code) ? RULE_WORDS[code] : explainCode(code)).label
  switch (fate.kind) {
    case 'counts':
      return fate.isLate ? 'Nhận sau hạn nộp' : null
    case 'provisional':
    case 'refused':
      return labelOf(fate.code)
    case 'review':
      return 'of' in fate ? DOUBT_LABELS[fate.code] : labelOf(fate.code)
    case 'duplicate':
      return `Cùng văn bản với tệp nhận ngày ${vietnameseDate(fate.ofReceivedAt)}`
    case 'late':
    case 'pending':
    case 'set-aside':
      return null
    default:
      return assertNever(fate)
  }
}

/** @param report where the names and days of the sentence come from; null: a sentence without them. */
export function explainFate(fate: Fate, report: DocumentReport | null = null): Explanation {
  const label = FATE_LABELS[fate.kind]
  const explained = (code: Code | RuleReason) => {
    if (isRuleReason(code)) return RULE_WORDS[code]
    return report ? explainCodeIn(report, code) : explainCode(code)
  }
  switch (fate.kind) {
    case 'counts':
      return fate.isLate
        ? { label, sentence: 'Văn bản được tính, ghi chú: nhận sau hạn nộp.', nextStep: 'Không cần làm gì thêm.' }
        : { label, sentence: 'Văn bản hợp lệ, nhận trong hạn và được tính.', nextStep: 'Không cần làm gì thêm.' }
    case 'pending':
      return {
        label,
        sentence: 'Tệp đã nhận và đang chờ kiểm tra.',
        nextStep: 'Kết quả tự cập nhật khi kiểm tra xong.',
      }
    case 'late':
      return {
        label,
        sentence: 'Tệp được nhận sau hạn nộp nên không được tính.',
        nextStep: 'Nếu được gia hạn, cán bộ phụ trách ghi lại lý do và số văn bản cho phép.',
      }
    case 'duplicate':
      return {
        ...explainCode(fate.code),
        label,
        sentence: `Cùng một văn bản với tệp nhận lúc ${vietnameseDateTime(fate.ofReceivedAt)}; mỗi văn bản chỉ được tính một lần.`,
      }
    case 'provisional':
      return because('Chưa được tính, tự kết luận khi có dữ liệu', explained(fate.code), label)
    case 'refused':
      return because('Không được tính', explained(fate.code), label)
    case 'review':
      if ('of' in fate) return doubted(fate, label)
      return isOfOffice(fate.code)
        ? { ...RULE_WORDS[fate.code], label }
        : because('Chưa được tính, chờ cán bộ phụ trách', explained(fate.code), label)
    case 'set-aside':
      return {
        label,
        sentence: 'Cán bộ phụ trách đã xác định đây không phải văn bản nộp theo kế hoạch.',
        nextStep: 'Không cần làm gì thêm.',
      }
    default:
      return assertNever(fate)
  }
}

/** Reasons of which the office alone speaks, and no signature. */
const isOfOffice = (code: Code | RuleReason) =>
  code === 'two-units' || code === 'receipt-disputed' || code === 'second-officer'

/** For a page that lists what each witness said below: from two on, the quotes would stand there twice. */
export function withoutRepeated(attribution: JudgedSubmission['attribution']): JudgedSubmission['attribution'] {
  const isListed =
    attribution.testimonies.length > 1 && (attribution.kind === 'unknown' || attribution.witness !== 'person')
  return isListed ? { ...attribution, evidence: '' } : attribution
}

/** `evidence` quotes a certificate or an address: hostile text, to be escaped where it is shown. */
export function explainAttribution(attribution: JudgedSubmission['attribution']): string {
  const quoted = attribution.evidence === '' ? '' : `: ${quoteInWords(attribution.evidence)}`
  if (attribution.kind === 'unit') {
    switch (attribution.witness) {
      case 'certificate':
        return `Xác định đơn vị theo chứng thư số của người ký${quoted}.`
      case 'header':
        return `Xác định đơn vị theo tên cơ quan ban hành ghi trên văn bản${quoted}.`
      case 'person':
        return `Đơn vị do cán bộ phụ trách xác định${quoted}.`
      case 'address':
        return `Xác định đơn vị theo địa chỉ thư đã đăng ký${quoted}.`
      default:
        return assertNever(attribution.witness)
    }
  }
  switch (attribution.reason) {
    case 'no-witness':
      return `Chưa xác định đơn vị: cả chứng thư số và địa chỉ gửi đều không cho biết${quoted}.`
    case 'other-body':
      return `Chưa xác định đơn vị: văn bản do cơ quan ngoài danh mục ký${quoted}.`
    case 'ambiguous':
      return `Chưa xác định đơn vị: chữ ký của nhiều đơn vị trong cùng văn bản${quoted}.`
    case 'disagreement':
      return `Chưa xác định đơn vị: người ký, cơ quan ban hành và địa chỉ gửi không cùng chỉ về một đơn vị${quoted}.`
    default:
      return assertNever(attribution.reason)
  }
}

/** What a result alone is worth, before receipt, unit and other copies are looked at: "Tạm tính" became "Bị từ chối". */
export function resultLabel({ outcome, code }: Pick<DocumentReport, 'outcome' | 'code'>): string {
  return FATE_LABELS[worthOf({ outcome, code, signatures: [] }).kind]
}

function because(verdict: string, { sentence, ...step }: Explanation, label: string): Explanation {
  return { ...step, label, sentence: `${verdict}. ${sentence}` }
}

/** The words of the office for each doubt. */
const DOUBT_LABELS = {
  'same-number': 'Trùng số',
  'near-text': 'Nghi trùng',
} as const satisfies Record<Doubt['kind'], string>

function doubted(fate: Extract<Fate, { kind: 'review'; of: Sha256 }>, label: string): Explanation {
  const other = `văn bản nhận lúc ${vietnameseDateTime(fate.ofReceivedAt)}`
  const what =
    fate.code === 'same-number'
      ? `cùng số, ký hiệu và năm với ${other}, nhưng nội dung khác hoặc chưa rõ thuộc văn bản nào`
      : `nội dung gần giống ${other}`
  return {
    label,
    sentence: `${DOUBT_LABELS[fate.code]}: ${what}, nên chưa được tính, chờ cán bộ phụ trách xem xét.`,
    nextStep: 'Cán bộ phụ trách đối chiếu hai tệp và xác định đó là một văn bản hay hai văn bản.',
    isForOffice: true,
  }
}
