/** The form of the mailbox: what was typed, and what is wrong with it. */
import { field } from '../form.ts'
import type { WebContext } from '../route.ts'
import { dayOf, startOfDay } from './days.ts'
import type { FieldFault } from './fields.ts'
import type { SetMailbox, TokenPlace } from './set-mailbox.ts'

export type TypedMailbox = {
  readonly host: string
  readonly port: string
  readonly secure: string
  readonly user: string
  readonly folders: readonly string[]
  readonly ca: string
  readonly pin: string
  /** yyyy-mm-dd; '' for all letters. */
  readonly readFrom: string
  /** '' where a password is used. */
  readonly tokenUrl: string
  readonly clientId: string
  readonly scope: string
}

export const NO_MAILBOX: TypedMailbox = {
  ...{ host: '', port: '', secure: 'tls', user: '', folders: ['INBOX'], ca: '', pin: '', readFrom: '' },
  ...{ tokenUrl: '', clientId: '', scope: '' },
}

export async function typedMailbox(c: WebContext): Promise<TypedMailbox> {
  const chosen = (await c.req.formData()).getAll('thu-muc').filter((name) => typeof name === 'string')
  return {
    host: (await field(c, 'may-chu')).trim(),
    port: (await field(c, 'cong')).trim(),
    secure: await field(c, 'bao-mat'),
    user: (await field(c, 'tai-khoan')).trim(),
    folders: chosen.length === 0 ? ['INBOX'] : chosen,
    ca: (await field(c, 'ca')).trim(),
    pin: (await field(c, 'ghim')).trim(),
    readFrom: (await field(c, 'tu-ngay')).trim(),
    tokenUrl: (await field(c, 'dia-chi-cap-ma')).trim(),
    clientId: (await field(c, 'ma-ung-dung')).trim(),
    scope: (await field(c, 'pham-vi')).trim(),
  }
}

/** Null for a password. */
export const tokensOf = ({ tokenUrl, clientId, scope }: TypedMailbox): TokenPlace | null =>
  tokenUrl === '' ? null : { tokenUrl, clientId, scope: scope === '' ? null : scope }

export const typedOf = ({ port, folders, ca, pin, readFrom, tokens, ...rest }: SetMailbox): TypedMailbox => ({
  ...{ ...rest, port: String(port), folders, ca: ca ?? '', pin: pin ?? '' },
  readFrom: readFrom === null ? '' : dayOf(readFrom),
  ...{ tokenUrl: tokens?.tokenUrl ?? '', clientId: tokens?.clientId ?? '', scope: tokens?.scope ?? '' },
})

const PORTS = { tls: 993, starttls: 143, 'none-loopback': 143 } as const

const isSecure = (text: string): text is SetMailbox['secure'] => Object.hasOwn(PORTS, text)

/** Without TLS a password is sent nowhere else, nor is a token asked for. */
const LOOPBACK = /^(localhost|\[?::1\]?|127(\.\d+){3})$/

/** A name of DNS, or an address; nothing that could be more than that. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|[0-9a-f:.]{2,45})$/i

/** An address of mail has no more (RFC 5321, 4.5.3.1). */
const MAX_USER = 320

export type ReadMailbox =
  | { readonly mailbox: SetMailbox; readonly faults: null }
  | { readonly mailbox: null; readonly faults: readonly FieldFault[] }

export function readMailbox(typed: TypedMailbox): ReadMailbox {
  const secure = isSecure(typed.secure) ? typed.secure : null
  const port = typed.port === '' ? PORTS[secure ?? 'tls'] : /^\d{1,5}$/.test(typed.port) ? Number(typed.port) : 0
  const pin = typed.pin.replaceAll(/[:\s]/g, '').toLowerCase()
  const readFrom = typed.readFrom === '' ? null : startOfDay(typed.readFrom)
  const faults = [...serverFaults(typed, secure, port), ...certificateFaults(typed, pin), ...tokenFaults(typed)]
  if (typed.readFrom !== '' && readFrom === null)
    faults.push(faultAt('tu-ngay', 'Đọc thư từ ngày', 'nhập ngày có thật.'))
  if (faults.length > 0 || secure === null) return { mailbox: null, faults }
  const { host, user } = typed
  const [first = 'INBOX', ...others] = typed.folders
  const mailbox = { host, port, secure, user, tokens: tokensOf(typed), folders: [first, ...others] as const, readFrom }
  return { mailbox: { ...mailbox, ca: typed.ca === '' ? null : typed.ca, pin: pin === '' ? null : pin }, faults: null }
}

const faultAt = (name: string, label: string, message: string): FieldFault => ({ field: name, label, message })

function serverFaults({ host, user }: TypedMailbox, secure: SetMailbox['secure'] | null, port: number): FieldFault[] {
  const faults: FieldFault[] = []
  if (!HOST.test(host)) faults.push(faultAt('may-chu', 'Máy chủ thư', 'nhập tên máy chủ, ví dụ mail.quangtri.gov.vn.'))
  if (secure === null) faults.push(faultAt('bao-mat', 'Kiểu bảo mật', 'chọn một kiểu bảo mật.'))
  if (secure === 'none-loopback' && !LOOPBACK.test(host)) {
    const why = 'không mã hóa chỉ dùng khi máy chủ thư ở ngay trên máy này; chọn TLS hoặc STARTTLS.'
    faults.push(faultAt('bao-mat', 'Kiểu bảo mật', why))
  }
  if (port < 1 || port > 65_535) faults.push(faultAt('cong', 'Cổng', 'phải là số từ 1 đến 65535, hoặc để trống.'))
  if (user === '' || user.length > MAX_USER) {
    faults.push(faultAt('tai-khoan', 'Tên đăng nhập', 'nhập tên đăng nhập của hộp thư.'))
  }
  return faults
}

function tokenFaults({ tokenUrl, clientId }: TypedMailbox): FieldFault[] {
  if (tokenUrl === '') return []
  const faults: FieldFault[] = []
  const url = URL.parse(tokenUrl)
  const isProtected = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (!isProtected || url.username !== '' || url.password !== '')
    faults.push(faultAt('dia-chi-cap-ma', 'Địa chỉ cấp mã', 'nhập địa chỉ bắt đầu bằng https://.'))
  if (clientId === '') faults.push(faultAt('ma-ung-dung', 'Mã ứng dụng', 'nhập mã ứng dụng đã đăng ký.'))
  return faults
}

function certificateFaults({ ca }: TypedMailbox, pin: string): FieldFault[] {
  const faults: FieldFault[] = []
  if (pin !== '' && !/^[0-9a-f]{64}$/.test(pin)) {
    faults.push(faultAt('ghim', 'Mã SHA-256 được ghim', 'gồm 64 chữ số thập lục phân, hoặc để trống.'))
  }
  if (ca !== '' && !/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(ca)) {
    const why = 'dán cả phần từ dòng BEGIN CERTIFICATE đến dòng END CERTIFICATE.'
    faults.push(faultAt('ca', 'Chứng thư số nội bộ', why))
  }
  return faults
}
