/** One person who may sign in, and what an administrator may do about it. */
import { html } from 'hono/html'
import type { Account, Session } from '../../access/account.ts'
import type { Unit } from '../../campaign/unit.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { alertOf, doneOf } from './form-parts.ts'
import { sessionTable } from './session-table.ts'
import { roleFields, roleWithUnit, standingOf } from './users.ts'

export type UserFault = 'last-administrator' | 'unit'

const FAULTS = {
  'last-administrator': 'Đây là người quản trị cuối cùng còn dùng được, nên không khóa hay đổi vai trò được.',
  unit: 'Vai trò Đơn vị cần chọn một đơn vị.',
} as const satisfies Record<UserFault, string>

const DONE = {
  'vai-tro': 'Đã đổi vai trò. Người dùng phải đăng nhập lại.',
  khoa: 'Đã khóa tài khoản; các phiên đăng nhập đã kết thúc.',
  'mo-khoa': 'Đã mở khóa tài khoản.',
  phien: 'Đã kết thúc các phiên đăng nhập.',
} as const
export type UserDone = keyof typeof DONE
export const isUserDone = (text: string): text is UserDone => Object.hasOwn(DONE, text)

type UserView = {
  readonly user: Account
  readonly units: readonly Unit[]
  readonly sessions: readonly Session[]
  readonly mark: string
  readonly fault: UserFault | null
  readonly done: UserDone | null
  /** Just made, and shown this once. */
  readonly link: string | null
}

export function userPage(view: UserView): Page {
  const { user, units, sessions, fault, done, link } = view
  const isLocal = user.oidc === null
  return {
    title: user.fullName,
    place: '/nguoi-dung',
    still: true,
    main: html`<p class="over"><a href="/nguoi-dung">Người dùng</a></p>
<h1>${foreign(user.fullName)}</h1>
${alertOf(fault === null ? null : FAULTS[fault])}${doneOf(done === null ? null : DONE[done])}
${link === null ? '' : linkPart(link)}
<dl class="facts">
<div><dt>Tên đăng nhập</dt><dd>${foreign(user.name)}</dd></div>
<div><dt>Vai trò</dt><dd>${roleWithUnit(user, units)}</dd></div>
<div><dt>Tình trạng</dt><dd>${standingOf(user)}</dd></div>
<div><dt>Mã xác thực</dt><dd>${user.totp === null ? 'chưa bật' : 'đã bật'}</dd></div>
<div><dt>Thêm lúc</dt><dd>${moment(user.createdAt)}</dd></div>
</dl>
<h2>Đổi vai trò</h2>
<form class="fields" method="post" action="/nguoi-dung/${user.id}/vai-tro">${formField(view.mark)}
${roleFields(units, { role: user.role, unit: user.unit ?? '' })}
<p><button>Đổi vai trò</button></p></form>
${isLocal ? resetPart(view) : ''}
<h2>${user.disabled ? 'Mở khóa tài khoản' : 'Khóa tài khoản'}</h2>
${user.disabled ? button(view, 'mo-khoa', 'Mở khóa') : html`<p>Người dùng bị khóa không đăng nhập được; những việc đã làm vẫn còn trong nhật ký.</p>${button(view, 'khoa', 'Khóa tài khoản')}`}
<h2>Phiên đăng nhập</h2>
${sessionTable(sessions, null)}
${sessions.length === 0 ? '' : button(view, 'ket-thuc-phien', 'Kết thúc tất cả phiên')}`,
  }
}

function resetPart(view: UserView): Html {
  return html`<h2>Cấp lại mật khẩu</h2>
<p>Mật khẩu và mã xác thực hiện tại mất hiệu lực, mọi phiên đăng nhập kết thúc; người dùng đặt mật khẩu mới bằng đường dẫn dùng một lần.</p>
${button(view, 'cap-lai-mat-khau', 'Cấp đường dẫn đặt mật khẩu')}`
}

function linkPart(link: string): Html {
  return html`<div class="link-once" role="status"><p><b>Đường dẫn đặt mật khẩu</b>, dùng được một lần trong một giờ:</p>
<p><code>${link}</code></p>
<p>Chuyển trực tiếp cho người dùng qua kênh nội bộ. Đường dẫn chỉ hiện lần này.</p></div>`
}

function button({ user, mark }: UserView, action: string, label: string): Html {
  return html`<form method="post" action="/nguoi-dung/${user.id}/${action}">${formField(mark)}<p><button>${label}</button></p></form>`
}
