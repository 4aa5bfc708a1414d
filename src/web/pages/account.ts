/** A person's own account. */
import { html } from 'hono/html'
import type { Account, Session } from '../../access/account.ts'
import { otpauthAddress, toBase32 } from '../../access/totp.ts'
import type { Bytes } from '../../bytes.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { qrCode } from '../qr-code.ts'
import { ROLE_EXPLAINED, ROLE_LABELS } from '../role-words.ts'
import { alertOf, doneOf, nameForManagers, textField } from './form-parts.ts'
import { CHOSEN_FAULTS, type ChosenFault, chosenPasswordFields } from './one-time-link.ts'
import { sessionTable } from './session-table.ts'

type Why = ChosenFault | 'password' | 'too-often' | 'code' | 'required' | 'name' | 'full-name'
export type AccountFault = { readonly of: 'password' | 'totp'; readonly why: Why }

const WHY: Readonly<Record<string, string>> = {
  ...CHOSEN_FAULTS,
  password: 'Mật khẩu hiện tại không đúng.',
  'too-often': 'Đã thử quá nhiều lần. Hãy đợi một phút rồi thử lại.',
  code: 'Mã xác thực không đúng, hoặc khóa đã hiện quá một giờ. Kiểm tra giờ của điện thoại, so khóa trong ứng dụng với khóa dưới đây, rồi nhập mã mới.',
  required: 'Tài khoản quản trị phải dùng mã xác thực; có thể thay bằng khóa mới.',
}

const DONE = {
  'mat-khau': 'Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.',
  'ma-xac-thuc': 'Đã bật mã xác thực. Từ lần đăng nhập sau, nhập thêm mã 6 chữ số.',
  'bo-ma-xac-thuc': 'Đã bỏ mã xác thực.',
  phien: 'Đã kết thúc các phiên đăng nhập khác.',
} as const
export type AccountDone = keyof typeof DONE
export const isAccountDone = (text: string): text is AccountDone => Object.hasOwn(DONE, text)

type AccountView = {
  readonly account: Account
  readonly session: Session
  readonly sessions: readonly Session[]
  readonly mark: string
  /** The key that waits to be confirmed; null where the person enrols none now. */
  readonly secret: Bytes | null
  readonly fault: AccountFault | null
  readonly done: AccountDone | null
}

export function accountPage(view: AccountView): Page {
  const { account, done } = view
  const isLocal = account.password !== null
  return {
    title: 'Tài khoản',
    place: '/tai-khoan',
    still: true,
    main: html`<h1>Tài khoản</h1>
${doneOf(done === null ? null : DONE[done])}
${mustEnrolNow(view) ? alertOf('Tài khoản quản trị phải bật mã xác thực trước khi dùng các trang khác.') : ''}
<dl class="facts">
<div><dt>Họ và tên</dt><dd>${foreign(account.fullName)}</dd></div>
<div><dt>Tên đăng nhập</dt><dd>${foreign(account.name)}</dd></div>
<div><dt>Vai trò</dt><dd>${ROLE_LABELS[account.role]}: ${ROLE_EXPLAINED[account.role]}</dd></div>
</dl>
${isLocal ? html`${totpPart(view)}${passwordPart(view)}` : html`<p class="quiet">Tài khoản này đăng nhập qua dịch vụ của cơ quan; mật khẩu và mã xác thực do dịch vụ đó quản lý.</p>`}
<h2>Phiên đăng nhập</h2>
${sessionTable(view.sessions, view.session.sha256)}
${view.sessions.length < 2 ? '' : html`<form method="post" action="/tai-khoan/ket-thuc-phien-khac">${formField(view.mark)}<p><button>Kết thúc các phiên khác</button></p></form>`}`,
  }
}

const mustEnrolNow = ({ account, session }: AccountView) =>
  account.role === 'admin' && account.totp === null && session.by === 'password'

const faultOf = ({ fault }: AccountView, of: AccountFault['of']) =>
  alertOf(fault?.of === of ? (WHY[fault.why] ?? null) : null)

/** The name beside it is for password managers. */
const passwordNow = ({ name }: Account, id: string) =>
  html`${nameForManagers(name)}${textField({
    ...{ name: 'mat-khau', id, label: 'Mật khẩu hiện tại', type: 'password', autocomplete: 'current-password' },
  })}`

function totpPart(view: AccountView): Html {
  const { account, secret } = view
  const enrol = html`${faultOf(view, 'totp')}${secret === null ? '' : enrolForm(view, secret)}`
  if (account.totp === null) return html`<h2>Bật mã xác thực</h2>${enrol}`
  return html`<h2>Mã xác thực</h2>
<p>Đang dùng: khi đăng nhập phải nhập thêm mã 6 chữ số của ứng dụng xác thực.</p>
${secret === null ? html`<p><a href="/tai-khoan?khoa=moi">Thay bằng khóa mới</a></p>` : html`<h3>Thay bằng khóa mới</h3>${enrol}`}
${account.role === 'admin' ? '' : removeForm(view)}`
}

function enrolForm({ account, mark }: AccountView, secret: Bytes): Html {
  const address = otpauthAddress(secret, account.name)
  const spelled = toBase32(secret).match(/.{1,4}/g) ?? []
  return html`<ol class="steps">
<li>Mở ứng dụng xác thực trên điện thoại, chọn thêm tài khoản, rồi quét mã này.${qrCode(address, 'Mã QR của khóa xác thực; khóa bằng chữ ở ngay dưới.')}
Nếu không quét được: nhập tên <b>Sổ Ký Số</b> và khóa <code class="secret">${spelled.join(' ')}</code>, loại “theo thời gian”.
Nếu đang mở trang này trên điện thoại: <a href="${address}">thêm vào ứng dụng</a>.</li>
<li>Nhập mật khẩu và mã 6 chữ số mà ứng dụng hiện ra.</li></ol>
<form class="fields" method="post" action="/tai-khoan/ma-xac-thuc">
${formField(mark)}
${passwordNow(account, 'mat-khau-1')}
${textField({ name: 'ma', label: 'Mã xác thực', autocomplete: 'one-time-code', isNumeric: true })}
<p><button>Bật mã xác thực</button></p></form>`
}

function removeForm({ account, mark }: AccountView): Html {
  return html`<details id="bo-ma"><summary>Bỏ mã xác thực</summary>
<form class="fields" method="post" action="/tai-khoan/bo-ma-xac-thuc">${formField(mark)}${passwordNow(account, 'mat-khau-2')}
<p><button>Bỏ mã xác thực</button></p></form></details>`
}

function passwordPart(view: AccountView): Html {
  return html`<h2>Đổi mật khẩu</h2>
${faultOf(view, 'password')}
<form class="fields" method="post" action="/tai-khoan/mat-khau">${formField(view.mark)}
${passwordNow(view.account, 'mat-khau-3')}
${chosenPasswordFields()}
<p><button>Đổi mật khẩu</button></p></form>`
}
