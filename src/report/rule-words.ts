/** Why a document whose signatures hold is not counted all the same: the rule of the campaign, or the word of a person. */
import type { Sha256 } from '../lang.ts'
import type { Fate } from '../tally/tally.ts'
import type { Code } from '../validation/code.ts'
import type { Explanation } from './explain.ts'

/** Reasons that are no code of a verdict, and hang on no other document. */
export type RuleReason = Exclude<
  Exclude<Extract<Fate, { readonly kind: 'refused' | 'review' }>, { readonly of: Sha256 }>['code'],
  Code
>

export const RULE_WORDS = {
  'weak-digest': {
    label: 'Hàm băm yếu',
    sentence: 'Chữ ký số hợp lệ nhưng dùng hàm băm SHA-1, mà đợt này không nhận.',
    nextStep: 'Ký lại văn bản bằng phần mềm dùng SHA-256 rồi gửi lại.',
  },
  'no-time-stamp': {
    label: 'Thiếu dấu thời gian',
    sentence: 'Chữ ký số hợp lệ nhưng không có dấu thời gian, mà đợt này yêu cầu.',
    nextStep: 'Ký lại văn bản với dấu thời gian rồi gửi lại.',
  },
  'no-organization-signature': {
    label: 'Thiếu chữ ký số của cơ quan',
    sentence: 'Văn bản chưa có chữ ký số hợp lệ của cơ quan, tổ chức, mà đợt này yêu cầu.',
    nextStep: 'Văn thư ký số của cơ quan lên văn bản rồi gửi lại.',
  },
  'no-person-signature': {
    label: 'Thiếu chữ ký số cá nhân',
    sentence: 'Văn bản chưa có chữ ký số hợp lệ của người có thẩm quyền, mà đợt này yêu cầu.',
    nextStep: 'Người có thẩm quyền ký số, sau đó văn thư ký số của cơ quan, rồi gửi lại.',
  },
  'two-units': {
    label: 'Hai đơn vị cùng nộp',
    sentence: 'Hai đơn vị cùng nộp một văn bản, nên chưa tính cho đơn vị nào.',
    nextStep:
      'Cán bộ phụ trách gán đơn vị cho tệp, hoặc từ chối tệp của đơn vị kia. Chấp nhận một tệp không xác định văn bản là của đơn vị nào.',
    isForOffice: true,
  },
  'receipt-disputed': {
    label: 'Chưa rõ thời điểm nhận',
    sentence:
      'Hộp thư và dấu nhận mà máy chủ thư ghi trong thư có hai thời điểm nhận khác nhau, một trước và một sau hạn nộp, nên chưa tính.',
    nextStep:
      'Cán bộ phụ trách đối chiếu hai thời điểm trên trang của thư, hỏi bộ phận quản trị máy chủ thư rồi quyết định.',
    isForOffice: true,
  },
  'second-officer': {
    label: 'Chờ người thứ hai xác nhận',
    sentence: 'Một cán bộ đã đề nghị chấp nhận; văn bản chỉ được tính khi một cán bộ khác xác nhận.',
    nextStep: 'Cán bộ khác xem văn bản rồi xác nhận, hoặc không xác nhận.',
    isForOffice: true,
  },
  'by-decision': {
    label: 'Cán bộ không chấp nhận',
    sentence: 'Cán bộ phụ trách đã quyết định không chấp nhận văn bản này.',
    nextStep: 'Đơn vị xem lý do ghi trong quyết định; nếu chưa rõ thì liên hệ cán bộ phụ trách.',
  },
} as const satisfies Record<RuleReason, Explanation>

export function isRuleReason(code: string): code is RuleReason {
  return code in RULE_WORDS
}
