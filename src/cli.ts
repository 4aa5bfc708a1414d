/** The command line: what was asked for, or why it cannot be understood. */
import { parseArgs } from 'node:util'
import { type AuditCommand, readAudit, readUser, type UserCommand } from './cli/administer.ts'
import type { Instant, Sha256 } from './lang.ts'

export type VerifyCommand = {
  readonly kind: 'verify'
  readonly json: boolean
  readonly trust: readonly string[]
  readonly lists: readonly string[]
  /** The name of a policy that ships, or a file. */
  readonly policy: string
  /** Whether revocation data may be fetched. */
  readonly online: boolean
  /** Null: now. */
  readonly at: Instant | null
  /** A proof that the files existed then; null: none. */
  readonly receivedAt: Instant | null
  /** A folder that takes a bundle for each file; null: none are made. */
  readonly saveBundle: string | null
  /** A folder that takes pictures of pages that changed after somebody signed; null: none are made. */
  readonly pictures: string | null
  /** Files, folders, and `-` for standard input. */
  readonly inputs: readonly string[]
}

/** Judges again what a bundle holds. */
export type ReplayCommand = {
  readonly kind: 'replay'
  readonly json: boolean
  readonly bundle: string
  /** Folders of certificates that the operator vouches for: nothing of them is added to the bundle. */
  readonly trust: readonly string[]
}

/** What lies in the folders of certificates and lists, and what is taken into them. */
export type TrustCommand =
  | { readonly kind: 'trust'; readonly action: 'list' }
  | {
      readonly kind: 'trust'
      readonly action: 'import'
      /** Of certificates that are taken though nobody vouches for them. */
      readonly pins: readonly Sha256[]
      /** Files and folders. */
      readonly inputs: readonly string[]
    }

/** Lays a table of units over the register. */
export type RegisterCommand = {
  readonly kind: 'register'
  readonly file: string
  /** False: only tells what would change. */
  readonly apply: boolean
}

/** A process of the service: all of it, or a part of it beside others. */
export type ServiceCommand =
  /** `setup`: what is not configured is asked for on the pages. */
  { readonly kind: 'serve'; readonly setup: boolean } | { readonly kind: 'web' | 'poll' | 'work' }

export type BackupCommand =
  | { readonly kind: 'backup'; readonly folder: string }
  /** `verify`: only tries whether it can be restored. */
  | { readonly kind: 'restore'; readonly folder: string; readonly verify: boolean }

export type Command =
  | BackupCommand
  | { readonly kind: 'doctor' }
  | ServiceCommand
  | VerifyCommand
  | ReplayCommand
  | TrustCommand
  | UserCommand
  | AuditCommand
  | RegisterCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'misused'; readonly sentence: string }

export const EXIT = { allValid: 0, someNotValid: 1, misused: 2, internal: 3 } as const

export const USAGE = `Sổ Ký Số: đọc hộp thư, kiểm tra chữ ký số và đếm văn bản của từng đơn vị.

Cách dùng:
  npm start                         chạy dịch vụ (chưa cấu hình hộp thư: chạy hộp thư thực hành)
  npm run setup                     như npm start, với hộp thư thật: thiết lập từng bước trên trang web
  npm run -s role -- web|poll|work  chạy một phần của dịch vụ trên một máy: trang web; đọc hộp thư; đọc thư và kiểm
                                    tra văn bản. Cần SOKYSO_DATABASE_URL và thư mục SOKYSO_DATA dùng chung
  npm run -s verify -- [tùy chọn] TỆP|THƯ-MỤC|-...
                                    kiểm tra các tệp PDF; "-" là đầu vào chuẩn
  npm run -s verify -- [--json] [--trust THƯ-MỤC]... --bundle TỆP
                                    kiểm tra lại một bộ chứng cứ, không cần mạng; --trust: chứng thư số gốc
                                    mà người kiểm tra bảo đảm, ngoài những gốc chương trình đã biết
  npm run -s trust -- import [--pin SHA256]... TỆP|THƯ-MỤC...
                                    nhận chứng thư số của tổ chức chứng thực vào SOKYSO_TRUST và danh sách
                                    thu hồi vào SOKYSO_CRL; --pin: nhận cả chứng thư số mang mã đã đối chiếu này
  npm run -s trust -- list          xem các chứng thư số và danh sách thu hồi đang có
  npm run -s role -- backup THƯ-MỤC sao lưu, cả khi dịch vụ đang chạy
  npm run -s role -- restore THƯ-MỤC [--verify]
                                    khôi phục bản sao lưu mới nhất vào nơi còn trống; --verify: chỉ thử
  npm run -s role -- doctor         kiểm tra cấu hình, ổ đĩa, cơ sở dữ liệu, hộp thư; mỗi mục một dòng
  npm run -s user -- add TÊN --full-name HỌ-TÊN --role admin|clerk|leader|unit|auditor [--unit MÃ]
                                    thêm người dùng; in đường dẫn đặt mật khẩu, dùng một lần trong một giờ
  npm run -s user -- list           xem người dùng
  npm run -s user -- reset|disable|enable TÊN
                                    cấp lại mật khẩu, khóa, mở khóa tài khoản
  npm run -s audit -- verify [--noted SỐ:MÃ-BĂM]
                                    kiểm tra nhật ký còn nguyên vẹn; --noted: đối chiếu với mã đã ghi lại ở nơi khác
  npm run -s register -- import [--apply] TỆP
                                    xem một bảng đơn vị (.xlsx, .csv) sẽ thay đổi gì trong danh mục đơn vị;
                                    --apply: ghi vào danh mục

Tùy chọn của verify:
  --json             in mỗi tệp một dòng JSON
  --trust THƯ-MỤC    chứng thư số của tổ chức chứng thực (PEM, DER, P7B); dùng được nhiều lần
  --crl THƯ-MỤC      danh sách chứng thư số bị thu hồi, phản hồi OCSP; dùng được nhiều lần
  --online           được tải dữ liệu thu hồi từ máy chủ của tổ chức chứng thực
  --policy TÊN|TỆP   chính sách kiểm tra: official-2021 (mặc định), strict, hoặc một tệp
  --at THỜI-ĐIỂM     kiểm tra theo thời điểm này, ví dụ 2021-08-30T00:00:00+07:00
  --received THỜI-ĐIỂM
                     các tệp chắc chắn đã có vào thời điểm này, ví dụ lúc máy chủ thư nhận
  --save-bundle THƯ-MỤC
                     lưu bộ chứng cứ của từng tệp để kiểm tra lại về sau
  --pictures THƯ-MỤC lưu ảnh các trang bị thay đổi sau khi ký: trước và sau khi thay đổi
  --bundle TỆP       kiểm tra lại bộ chứng cứ này

Mã kết thúc: 0 tất cả hợp lệ (trust: đã nhận tất cả; doctor: tốt); 1 có tệp không hợp lệ (không nhận; có mục hỏng); 2 dùng sai lệnh;
3 lỗi của chương trình.
`

export const HELP_HINT = 'Xem cách dùng: npm run -s verify -- --help'

/** @param args what follows the name of the program. */
export function readCommand(args: readonly string[]): Command {
  const [name, ...rest] = args
  if (asksForHelp(args)) return { kind: 'help' }
  switch (name) {
    case 'serve':
      if (rest.length === 1 && rest[0] === '--setup') return { kind: name, setup: true }
      return rest.length === 0 ? { kind: name, setup: false } : misused('Lệnh serve chỉ nhận --setup.')
    case 'web':
    case 'poll':
    case 'work':
      return rest.length === 0 ? { kind: name } : misused(`Lệnh ${name} không nhận tham số nào.`)
    case 'doctor':
      return rest.length === 0 ? { kind: name } : misused('Lệnh doctor không nhận tham số nào.')
    case 'backup':
    case 'restore':
      return readBackup(name, rest)
    case 'verify':
      return readVerify(rest)
    case 'trust':
      return readTrust(rest)
    case 'user':
      return readUser(rest) ?? misused(USER_MISUSED)
    case 'audit':
      return readAudit(rest) ?? misused('Lệnh audit cần: verify, có thể kèm --noted SỐ:MÃ-BĂM.')
    case 'register':
      return readRegisterCommand(rest)
    case undefined:
      return misused('Chưa có lệnh nào.')
    default:
      return misused(`Không có lệnh "${name}".`)
  }
}

const USER_MISUSED =
  'Lệnh user cần một trong các việc: add TÊN --full-name HỌ-TÊN --role VAI-TRÒ [--unit MÃ], list, reset TÊN, disable TÊN, enable TÊN.'

/** Not behind `--`, where it is the name of a file. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  return args[0] === 'help' || options.includes('--help') || options.includes('-h')
}

function readVerify(args: readonly string[]): Command {
  const parsed = parse(args)
  if (typeof parsed === 'string') return misused(parsed)
  const { values, positionals } = parsed
  if (values.bundle !== undefined) return readReplay(values.bundle, values.trust, parsed.given)
  const at = readTime(values.at)
  if (Number.isNaN(at)) return misused(noTime('--at', values.at))
  const receivedAt = readTime(values.received)
  if (Number.isNaN(receivedAt)) return misused(noTime('--received', values.received))
  if (positionals.length === 0) return misused('Chưa có tệp hoặc thư mục nào để kiểm tra.')
  if (positionals.filter((input) => input === '-').length > 1) return misused('"-" chỉ dùng được một lần.')
  const { json, trust, crl: lists, policy, online, 'save-bundle': saveBundle = null, pictures = null } = values
  const judging = { json, trust, lists, policy, online, at, receivedAt }
  return { kind: 'verify', ...judging, saveBundle, pictures, inputs: positionals }
}

/** A bundle holds all that the judge is given: beside it is only said who vouches for its anchors. */
function readReplay(bundle: string, trust: readonly string[], given: readonly string[]): Command {
  const [other] = given.filter((name) => !['--bundle', '--json', '--trust'].includes(name))
  if (other !== undefined) return misused(`--bundle không dùng cùng ${other}: bộ chứng cứ đã có đủ mọi thứ.`)
  return { kind: 'replay', json: given.includes('--json'), bundle, trust }
}

function readBackup(kind: 'backup' | 'restore', args: readonly string[]): Command {
  const verify = kind === 'restore' && args.includes('--verify')
  const [folder, ...more] = args.filter((arg) => !(verify && arg === '--verify'))
  if (folder === undefined || more.length > 0 || folder.startsWith('-')) {
    return misused(`Lệnh ${kind} cần đúng một thư mục${kind === 'restore' ? ', và có thể thêm --verify' : ''}.`)
  }
  return kind === 'backup' ? { kind, folder } : { kind, folder, verify }
}

function readTrust([action, ...rest]: readonly string[]): Command {
  if (action === 'list') {
    return rest.length === 0 ? { kind: 'trust', action } : misused('Lệnh trust list không nhận tham số nào.')
  }
  if (action !== 'import') return misused('Lệnh trust cần một trong hai: import, list.')
  const parsed = parseImport(rest)
  if (typeof parsed === 'string') return misused(parsed)
  // As openssl and as certificate viewers print it.
  const pins = parsed.values.pin.map((pin) => pin.replaceAll(/[:\s]/g, '').toLowerCase())
  const wrong = pins.findIndex((pin) => !/^[0-9a-f]{64}$/.test(pin))
  if (wrong >= 0)
    return misused(`--pin: "${parsed.values.pin[wrong]}" không phải mã SHA-256 gồm 64 chữ số thập lục phân.`)
  if (parsed.positionals.length === 0) return misused('Chưa có tệp hoặc thư mục nào để nhận.')
  return { kind: 'trust', action, pins: pins.map((pin) => pin as Sha256), inputs: parsed.positionals }
}

function readRegisterCommand([action, ...rest]: readonly string[]): Command {
  const files = rest.filter((arg) => arg !== '--apply')
  const [file] = files
  if (action !== 'import' || file === undefined || files.length !== 1 || file.startsWith('--')) {
    return misused('Lệnh register cần: import [--apply] TỆP.')
  }
  return { kind: 'register', file, apply: files.length < rest.length }
}

function parseImport(args: readonly string[]) {
  try {
    const options = { pin: { type: 'string', multiple: true, default: [] as string[] } } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    return explainMisuse(error)
  }
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      allowPositionals: true,
      tokens: true,
      options: {
        json: { type: 'boolean', default: false },
        trust: { type: 'string', multiple: true, default: [] },
        crl: { type: 'string', multiple: true, default: [] },
        policy: { type: 'string', default: 'official-2021' },
        online: { type: 'boolean', default: false },
        at: { type: 'string' },
        received: { type: 'string' },
        'save-bundle': { type: 'string' },
        pictures: { type: 'string' },
        bundle: { type: 'string' },
      },
    })
    // What stands on the line, whatever the defaults are.
    const given = tokens.map((token) => (token.kind === 'option' ? `--${token.name}` : 'tệp khác'))
    return { values, positionals, given }
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

const noTime = (option: string, text: string | undefined) =>
  `${option}: "${text}" không phải thời điểm có múi giờ như 2021-08-30T00:00:00+07:00.`

/** ISO 8601 with an offset: without one the time would depend on the machine. NaN where it is not; null where not given. */
function readTime(text: string | undefined): Instant | null {
  if (text === undefined) return null
  const isComplete = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  return (isComplete ? Date.parse(text) : Number.NaN) as Instant
}
