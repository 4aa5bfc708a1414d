/** Who may sign in. */
import { html } from 'hono/html'
import type { Account } from '../../access/account.ts'
import { ROLES } from '../../access/role.ts'
import type { Unit } from '../../campaign/unit.ts'
import { inUnitOrder } from '../../campaign/unit-order.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { ROLE_EXPLAINED, ROLE_LABELS } from '../role-words.ts'
import { alertOf, choiceField, textField } from './form-parts.ts'

export type AddFault = 'name' | 'full-name' | 'unit' | 'taken'

const FAULTS = {
  name: 'Tên đăng nhập gồm chữ thường không dấu, chữ số và các dấu . _ - @, từ 2 đến 64 ký tự.',
  'full-name': 'Hãy nhập họ và tên, không quá 100 ký tự.',
  unit: 'Vai trò Đơn vị cần chọn một đơn vị.',
  taken: 'Tên đăng nhập này đã có người dùng.',
} as const satisfies Record<AddFault, string>

type UsersView = {
  readonly users: readonly Account[]
  readonly units: readonly Unit[]
  readonly typed: { readonly name: string; readonly fullName: string; readonly role: string; readonly unit: string }
  readonly fault: AddFault | null
  readonly mark: string
}

export function usersPage({ users, units, typed, fault, mark }: UsersView): Page {
  return {
    title: 'Người dùng',
    place: '/nguoi-dung',
    still: true,
    main: html`<h1>Người dùng</h1>
${users.length === 0 ? html`<p class="nothing">Chưa có người dùng nào.</p>` : userTable(users, units)}
<h2>Thêm người dùng</h2>
<p>Người được thêm tự đặt mật khẩu bằng một đường dẫn dùng một lần, hiện ra sau khi thêm.</p>
${alertOf(fault === null ? null : FAULTS[fault])}
<form class="fields" method="post" action="/nguoi-dung">${formField(mark)}
${textField({ name: 'ho-ten', label: 'Họ và tên', value: typed.fullName })}
${textField({ name: 'ten', label: 'Tên đăng nhập', value: typed.name, hint: 'Chữ thường không dấu, ví dụ: nguyen.lan' })}
${roleFields(units, typed)}
<p><button>Thêm người dùng</button></p></form>`,
  }
}

export function roleFields(units: readonly Unit[], chosen: { readonly role: string; readonly unit: string }): Html {
  const roles = ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))
  const hint = `${ROLES.map((role) => `${ROLE_LABELS[role]}: ${ROLE_EXPLAINED[role]}`).join('. ')}.`
  const of = [
    { value: '', label: '(không)' },
    ...inUnitOrder(units, (unit) => unit).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return html`${choiceField('vai-tro', 'Vai trò', roles, { chosen: chosen.role, hint })}
${choiceField('don-vi', 'Đơn vị', of, { chosen: chosen.unit, hint: 'Cần chọn với vai trò Đơn vị. Với người có quyền quyết định: đơn vị mà người đó công tác, nếu có; người đó không quyết định về đơn vị này.' })}`
}

function userTable(users: readonly Account[], units: readonly Unit[]): Html {
  return html`<table class="stack">
<thead><tr><th scope="col">Họ và tên</th><th scope="col">Tên đăng nhập</th><th scope="col">Vai trò</th>
<th scope="col">Mã xác thực</th><th scope="col">Tình trạng</th></tr></thead>
<tbody>${users.map(
    (user) => html`<tr>
<th scope="row" data-label="Họ và tên"><a href="/nguoi-dung/${user.id}">${foreign(user.fullName)}</a></th>
<td data-label="Tên đăng nhập">${foreign(user.name)}</td>
<td data-label="Vai trò">${roleWithUnit(user, units)}</td>
<td data-label="Mã xác thực">${user.totp === null ? (user.oidc === null ? 'chưa bật' : 'do cơ quan quản lý') : 'đã bật'}</td>
<td data-label="Tình trạng">${standingOf(user)}</td></tr>`,
  )}</tbody></table>`
}

export function roleWithUnit({ role, unit }: Account, units: readonly Unit[]): Html {
  const name = units.find(({ id }) => id === unit)?.name ?? unit
  return html`${ROLE_LABELS[role]}${name === null ? '' : html` <small>${foreign(name)}</small>`}`
}

export function standingOf({ disabled, password, oidc }: Account): string {
  if (disabled) return 'Đã khóa'
  return password === null && oidc === null ? 'Chưa đặt mật khẩu' : 'Đang dùng'
}
