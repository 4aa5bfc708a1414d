/** Where somebody is signed in. */
import { html } from 'hono/html'
import type { Session } from '../../access/account.ts'
import type { Sha256 } from '../../lang.ts'
import { foreign, type Html, moment } from '../markup.ts'

const BY = { password: 'mật khẩu', oidc: 'tài khoản cơ quan' } as const satisfies Record<Session['by'], string>

/** @param current that of whoever looks; null where it is another's. */
export function sessionTable(sessions: readonly Session[], current: Sha256 | null): Html {
  if (sessions.length === 0) return html`<p class="nothing">Không có phiên đăng nhập nào.</p>`
  return html`<table class="stack">
<thead><tr><th scope="col">Đăng nhập lúc</th><th scope="col">Dùng lần cuối</th><th scope="col">Địa chỉ mạng</th><th scope="col">Bằng</th></tr></thead>
<tbody>${sessions.map(
    ({ sha256, startedAt, seenAt, address, by }) => html`<tr>
<th scope="row" data-label="Đăng nhập lúc">${moment(startedAt)}${sha256 === current ? html` <small>phiên này</small>` : ''}</th>
<td data-label="Dùng lần cuối">${moment(seenAt)}</td><td data-label="Địa chỉ mạng">${foreign(address)}</td>
<td data-label="Bằng">${BY[by]}</td></tr>`,
  )}</tbody></table>`
}
