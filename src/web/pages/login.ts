/** The form to sign in, and what stands there while nobody can. */
import { html } from 'hono/html'
import { LINK_MS } from '../../access/account.ts'
import { printable } from '../../printable.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { alertOf, doneOf, textField } from './form-parts.ts'

export type LoginFault = 'refused' | 'too-often' | 'busy' | 'oidc'

/** One sentence for every way to fail: nobody learns which part was wrong. */
const FAULTS = {
  refused: 'Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng.',
  'too-often': 'Đã thử đăng nhập quá nhiều lần. Hãy đợi một phút rồi thử lại.',
  busy: 'Đang có quá nhiều người đăng nhập cùng lúc. Hãy thử lại sau vài giây.',
  oidc: 'Không đăng nhập được bằng tài khoản của cơ quan. Hãy thử lại; nếu vẫn không được, báo người quản trị.',
} as const satisfies Record<LoginFault, string>

type LoginView = {
  readonly mark: string
  readonly back: string
  readonly fault: LoginFault | null
  readonly name: string
  readonly hasOidc: boolean
  /** They come from the page where they chose their password. */
  readonly isSet: boolean
}

export function loginPage({ mark, back, fault, name, hasOidc, isSet }: LoginView): Page {
  return {
    title: 'Đăng nhập',
    place: null,
    still: true,
    main: html`<h1>Đăng nhập</h1>
${doneOf(isSet ? 'Đã đặt mật khẩu. Đăng nhập bằng tên và mật khẩu vừa đặt.' : null)}
${alertOf(fault === null ? null : FAULTS[fault])}
${hasOidc ? ofOffice(back) : ''}
<form class="fields" method="post" action="/dang-nhap">
${formField(mark)}<input type="hidden" name="ve" value="${printable(back)}">
${textField({ name: 'ten', label: 'Tên đăng nhập', value: name, autocomplete: 'username' })}
${textField({ name: 'mat-khau', label: 'Mật khẩu', type: 'password', autocomplete: 'current-password' })}
${textField({
  name: 'ma',
  label: 'Mã xác thực',
  hint: '6 chữ số trong ứng dụng xác thực; bỏ trống nếu tài khoản chưa dùng.',
  autocomplete: 'one-time-code',
  isNeeded: false,
  isNumeric: true,
})}
<p><button>Đăng nhập</button></p>
</form>
<p class="quiet">Chưa có tài khoản hoặc quên mật khẩu: đề nghị người quản trị của cơ quan cấp đường dẫn đặt mật khẩu.</p>`,
  }
}

/** Nobody can sign in: whoever started the program has the way in before him. */
export function nobodyYetPage(): Page {
  return {
    title: 'Chưa có người dùng',
    place: null,
    still: true,
    main: html`<h1>Chưa có người dùng</h1>
<p>Chương trình đang chạy và chưa có ai đăng nhập được. Đường dẫn tạo tài khoản quản trị đầu tiên được in ở cửa sổ dòng lệnh đã
khởi động chương trình, hoặc trong nhật ký của chương trình trên máy chủ (<code>journalctl -u sokyso</code>, <code>docker compose logs</code>).</p>
<p>Đường dẫn dùng được một lần, trong ${LINK_MS / 60_000} phút. Nếu đã hết hạn, khởi động lại chương trình để có đường dẫn mới. <a href="/">Đã tạo tài khoản: đăng nhập</a>.</p>`,
  }
}

function ofOffice(back: string): Html {
  return html`<p><a class="button" href="/dang-nhap/co-quan?ve=${encodeURIComponent(back)}">Đăng nhập bằng tài khoản của cơ quan</a></p>`
}
