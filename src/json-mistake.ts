/** What is wrong in a JSON file that a schema refuses, in words for whoever wrote it. */
import type { z } from 'zod'

const KINDS: Readonly<Record<string, string>> = {
  string: 'chữ trong dấu nháy kép',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách trong [ ]',
  object: 'nhóm mục trong { }',
  record: 'nhóm mục trong { }',
}

/** "mục "revocation.maxAgeHours" phải là số", of the first mistake. */
export function explainMistake({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'nội dung không đúng'
  const place = issue.path.length === 0 ? 'nội dung' : `mục "${issue.path.map(String).join('.')}"`
  return `${place} ${mistakeOf(issue)}`
}

function mistakeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `có mục không được dùng: ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_type':
      return `phải là ${KINDS[issue.expected] ?? 'giá trị khác'}, hoặc đang bị thiếu`
    case 'invalid_value':
      return `phải là một trong: ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return issue.format === 'date' ? 'phải là ngày, ví dụ "2030-12-31"' : 'không đúng cách ghi'
    case 'too_small':
    case 'too_big':
      return 'nằm ngoài khoảng cho phép'
    case 'invalid_key':
      return 'có tên không được dùng'
    default:
      return 'không đúng'
  }
}
