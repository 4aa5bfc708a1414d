/** The command line: what was asked for, or why it cannot be understood. */
import { parseArgs } from 'node:util'
import type { Instant } from './lang.ts'

export type VerifyCommand = {
  readonly kind: 'verify'
  readonly json: boolean
  readonly trust: readonly string[]
  readonly lists: readonly string[]
  /** Null: now. */
  readonly at: Instant | null
  /** Files, folders, and `-` for standard input. */
  readonly inputs: readonly string[]
}

export type Command =
  | { readonly kind: 'serve' }
  | VerifyCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'misused'; readonly sentence: string }

export const EXIT = { allValid: 0, someNotValid: 1, misused: 2, internal: 3 } as const

export const USAGE = `Sổ Ký Số: đọc hộp thư, kiểm tra chữ ký số và đếm văn bản của từng đơn vị.

Cách dùng:
  npm start                         chạy dịch vụ (chưa cấu hình hộp thư: chạy hộp thư thực hành)
  npm run -s verify -- [tùy chọn] TỆP|THƯ-MỤC|-...
                                    kiểm tra các tệp PDF; "-" là đầu vào chuẩn

Tùy chọn của verify:
  --json             in mỗi tệp một dòng JSON
  --trust THƯ-MỤC    chứng thư số của tổ chức chứng thực (PEM, DER, P7B); dùng được nhiều lần
  --crl THƯ-MỤC      danh sách chứng thư số bị thu hồi; dùng được nhiều lần
  --at THỜI-ĐIỂM     kiểm tra theo thời điểm này, ví dụ 2021-08-30T00:00:00+07:00

Mã kết thúc: 0 tất cả hợp lệ; 1 có tệp không hợp lệ; 2 dùng sai lệnh; 3 lỗi của chương trình.
`

/** @param args what follows the name of the program. */
export function readCommand(args: readonly string[]): Command {
  const [name, ...rest] = args
  if (rest.includes('--help') || name === '--help' || name === 'help') return { kind: 'help' }
  switch (name) {
    case 'serve':
      return rest.length === 0 ? { kind: 'serve' } : misused('Lệnh serve không nhận tham số nào.')
    case 'verify':
      return readVerify(rest)
    case undefined:
      return misused('Chưa có lệnh nào.')
    default:
      return misused(`Không có lệnh "${name}".`)
  }
}

function readVerify(args: readonly string[]): Command {
  const parsed = parse(args)
  if (typeof parsed === 'string') return misused(parsed)
  const { values, positionals } = parsed
  const at = values.at === undefined ? null : readTime(values.at)
  if (Number.isNaN(at))
    return misused(`--at: "${values.at}" không phải thời điểm có múi giờ như 2021-08-30T00:00:00+07:00.`)
  if (positionals.length === 0) return misused('Chưa có tệp hoặc thư mục nào để kiểm tra.')
  if (positionals.filter((input) => input === '-').length > 1) return misused('"-" chỉ dùng được một lần.')
  const { json, trust, crl } = values
  return { kind: 'verify', json, trust, lists: crl, at, inputs: positionals }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        trust: { type: 'string', multiple: true, default: [] },
        crl: { type: 'string', multiple: true, default: [] },
        at: { type: 'string' },
      },
    })
  } catch (error) {
    // parseArgs throws for nothing else than arguments that do not fit.
    return explainMisuse(error)
  }
}

function explainMisuse(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error
  const option = /'(-[^\s']*)/.exec(error.message)?.[1] ?? ''
  return error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `Không có tùy chọn ${option}.`
    : `Tùy chọn ${option} thiếu giá trị hoặc thừa giá trị.`
}

const misused = (sentence: string): Command => ({ kind: 'misused', sentence })

/** ISO 8601 with an offset: without one the time would depend on the machine. NaN where it is not. */
function readTime(text: string): Instant {
  const isComplete = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  return (isComplete ? Date.parse(text) : Number.NaN) as Instant
}
