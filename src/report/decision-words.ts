/** Decisions of people in words. What a person wrote is quoted: text to be escaped where it is shown. */
import type { UnitId } from '../campaign/unit.ts'
import { writeCode } from '../identity/document-code.ts'
import type { Instant } from '../lang.ts'
import type { Decision, ReasonCode, Ruling } from '../tally/decision.ts'
import { deadlineInWords, vietnameseDateTime } from './vietnamese-date.ts'
import { documentCount } from './vietnamese-number.ts'

export const ACTION_LABELS = {
  accept: 'Chấp nhận',
  propose: 'Đề nghị chấp nhận',
  confirm: 'Xác nhận chấp nhận',
  refuse: 'Từ chối',
  'set-aside': 'Bỏ qua',
  'assign-unit': 'Gán đơn vị',
  merge: 'Gộp trùng',
  distinct: 'Không trùng',
  split: 'Tách',
  describe: 'Ghi thông tin văn bản',
  extend: 'Gia hạn',
  note: 'Ghi chú',
  undo: 'Hủy quyết định',
} as const satisfies Record<Ruling['action'], string>

export const REASON_LABELS = {
  'checked-otherwise': 'Đã đối chiếu bằng cách khác',
  'machine-mistaken': 'Máy kết luận chưa đúng',
  'confirmed-by-unit': 'Đơn vị đã xác nhận',
  'not-of-unit': 'Không phải văn bản của đơn vị',
  'same-content': 'Cùng một nội dung',
  'other-content': 'Nội dung khác nhau',
  withdrawn: 'Đơn vị thu hồi hoặc thay thế',
  hindrance: 'Lý do bất khả kháng',
  'no-submission': 'Không phải văn bản nộp theo kế hoạch',
  'read-on-page': 'Đọc trực tiếp trên văn bản',
  'decided-by-mistake': 'Quyết định trước nhầm',
  other: 'Lý do khác',
} as const satisfies Record<ReasonCode, string>

/** Those that a form offers for an action, the most common first. */
export const REASONS_FOR = {
  accept: ['checked-otherwise', 'confirmed-by-unit', 'machine-mistaken', 'hindrance', 'other'],
  propose: ['checked-otherwise', 'confirmed-by-unit', 'machine-mistaken', 'hindrance', 'other'],
  confirm: ['checked-otherwise', 'confirmed-by-unit', 'machine-mistaken', 'hindrance', 'other'],
  refuse: ['not-of-unit', 'withdrawn', 'checked-otherwise', 'other'],
  'set-aside': ['no-submission', 'withdrawn', 'other'],
  'assign-unit': ['checked-otherwise', 'confirmed-by-unit', 'other'],
  merge: ['same-content', 'confirmed-by-unit', 'other'],
  distinct: ['other-content', 'confirmed-by-unit', 'other'],
  split: ['other-content', 'confirmed-by-unit', 'other'],
  describe: ['read-on-page', 'confirmed-by-unit', 'other'],
  extend: ['hindrance', 'confirmed-by-unit', 'other'],
  note: ['other'],
  undo: ['decided-by-mistake', 'checked-otherwise', 'confirmed-by-unit', 'other'],
} as const satisfies Record<Ruling['action'], readonly ReasonCode[]>

/** Beside a number that the machine did not reach by itself. */
export const BY_PERSON_MARK = '✔ thủ công'

/** Of a document that counts by the word of a person. */
export const ACCEPTED = {
  sentence: 'Cán bộ phụ trách đã chấp nhận, nên văn bản được tính.',
  nextStep: 'Không cần làm gì thêm.',
} as const

/** "Đơn vị đã xác nhận: …"; of another reason its words alone. */
const reasonInWords = ({ code, text }: Decision['reason']): string =>
  code === 'other' ? text : `${REASON_LABELS[code]}: ${text}`

/** "Đã đối chiếu bằng cách khác: … Theo văn bản số 12/UBND-NV.", as sentences. */
export function groundsInWords({ reason, paper }: Pick<Decision, 'reason' | 'paper'>): string {
  const papers = paper === null ? '' : ` Theo văn bản số ${paper}.`
  return `${sentence(reasonInWords(reason))}${papers}`
}

/** "Chấp nhận lúc 28/08/2021 09:15:30 (GMT+7), Nguyễn Văn A (Cán bộ Nội vụ). Lý do: …" */
export function explainDecision(decision: Decision): string {
  const { ruling, at, by, role } = decision
  return `${ACTION_LABELS[ruling.action]} lúc ${vietnameseDateTime(at)}, ${by} (${role}). Lý do: ${groundsInWords(decision)}`
}

/** "Gán đơn vị: UBND xã Húc". What a person wrote is quoted. */
export function explainRuling(ruling: Ruling, nameOf: (unit: UnitId) => string): string {
  const label = ACTION_LABELS[ruling.action]
  switch (ruling.action) {
    case 'assign-unit':
      return `${label}: ${nameOf(ruling.unit)}`
    case 'extend':
      return [
        ...(ruling.deadline === null
          ? []
          : [`${label}: nộp ${deadlineInWords({ deadline: ruling.deadline, deadlineKind: kindOf(ruling.deadline) })}`]),
        ...(ruling.required === null ? [] : [`Yêu cầu riêng: ${documentCount(ruling.required)}`]),
      ].join('; ')
    case 'describe': {
      const { codeNumber, codeNotation, subject } = ruling.fields
      return `${label}: ${writeCode(codeNumber, codeNotation) ?? subject ?? 'không có số, ký hiệu'}`
    }
    case 'confirm':
    case 'undo':
      return `${label} số ${ruling.decision}`
    default:
      return label
  }
}

/** The first moment of a day is late already; the last one of a day is in time. */
const kindOf = (deadline: Instant) => (deadline % 60_000 === 0 ? 'before' : 'until')

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`
}
