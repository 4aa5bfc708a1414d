/** What a plan asks and how it is counted, in the words of the office: for the form that sets it and the page that shows it. */
import type { CountingRule } from '../campaign/counting-rule.ts'

type RuleWords = {
  readonly [Name in keyof CountingRule]: {
    readonly title: string
    readonly choices: Readonly<Record<CountingRule[Name], string>>
  }
}

/** In the order in which a clerk asks about them. */
export const COUNTING_WORDS = {
  signatures: {
    title: 'Chữ ký số cần có',
    choices: {
      any: 'Của cơ quan hoặc của cá nhân',
      organization: 'Của cơ quan, tổ chức',
      both: 'Cả của người có thẩm quyền và của cơ quan',
    },
  },
  late: {
    title: 'Văn bản nộp muộn',
    choices: { refused: 'Không tính', noted: 'Tính, có ghi chú', counted: 'Tính như nộp đúng hạn' },
  },
  provisional: {
    title: 'Văn bản chờ dữ liệu thu hồi',
    choices: { apart: 'Ghi riêng, chưa tính', counted: 'Tạm tính vào số đạt' },
  },
  timeStamp: {
    title: 'Dấu thời gian',
    choices: { optional: 'Không bắt buộc', required: 'Bắt buộc' },
  },
  weakDigest: {
    title: 'Hàm băm yếu (SHA-1)',
    choices: { accepted: 'Chấp nhận', review: 'Cán bộ xem xét', refused: 'Không chấp nhận' },
  },
  acceptance: {
    title: 'Chấp nhận thủ công',
    choices: { 'one-officer': 'Một cán bộ quyết định', 'two-officers': 'Cần cán bộ thứ hai xác nhận' },
  },
} as const satisfies RuleWords

/** Title and choice of each part of the rule. */
export function ruleInWords(rule: CountingRule): readonly (readonly [title: string, choice: string])[] {
  const { signatures, late, provisional, timeStamp, weakDigest, acceptance } = COUNTING_WORDS
  return [
    [signatures.title, signatures.choices[rule.signatures]],
    [late.title, late.choices[rule.late]],
    [provisional.title, provisional.choices[rule.provisional]],
    [timeStamp.title, timeStamp.choices[rule.timeStamp]],
    [weakDigest.title, weakDigest.choices[rule.weakDigest]],
    [acceptance.title, acceptance.choices[rule.acceptance]],
  ]
}

/** Those that ship. */
export const POLICY_LABELS = {
  'official-2021': 'Chung (official-2021)',
  strict: 'Chặt chẽ (strict)',
} as const

/** What they demand, beside that each signature must hold. */
const POLICY_SENTENCES: Readonly<Record<string, string>> = {
  'official-2021':
    'Chung (official-2021): không bắt buộc dấu thời gian; hàm băm SHA-1 và việc thiếu thời gian ký chỉ được ghi chú.',
  strict:
    'Chặt chẽ (strict): chữ ký phải có thời gian ký, dấu thời gian hợp lệ và chứng thư số dành cho chống chối bỏ; không nhận SHA-1. Chữ ký thiếu các yếu tố này chờ cán bộ xem xét.',
}

/** @param policy its name, or a path on the server, of which nothing but the name of the file is told. */
export function policyInWords(policy: string): string {
  return POLICY_SENTENCES[policy] ?? `Chính sách riêng của cơ quan, tệp ${policy.split(/[/\\]/).at(-1)}`
}
