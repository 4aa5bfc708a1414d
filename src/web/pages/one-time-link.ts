/** The page behind a link that is used once: a password is chosen, or the first administrator is made. */
import { html } from 'hono/html'
import type { Account } from '../../access/account.ts'
import { MIN_LENGTH, type PasswordFault } from '../../access/password-rule.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { alertOf, nameForManagers, textField } from './form-parts.ts'

export type ChosenFault = PasswordFault | 'not-repeated'
export type LinkFault = ChosenFault | 'name' | 'full-name'

export const CHOSEN_FAULTS = {
  'too-short': `Mật khẩu phải có ít nhất ${MIN_LENGTH} ký tự.`,
  'too-long': 'Mật khẩu dài quá 200 ký tự.',
  'too-few-characters': 'Mật khẩu lặp lại quá ít ký tự khác nhau.',
  common: 'Mật khẩu này dễ đoán vì nhiều người dùng. Hãy chọn một câu dài mà chỉ mình nhớ.',
  'names-you': 'Mật khẩu không được ghép từ tên đăng nhập hoặc họ tên.',
  'not-repeated': 'Hai lần nhập mật khẩu không giống nhau.',
} as const satisfies Record<ChosenFault, string>

const FAULTS = {
  ...CHOSEN_FAULTS,
  name: 'Tên đăng nhập gồm chữ thường không dấu, chữ số và các dấu . _ - @, từ 2 đến 64 ký tự.',
  'full-name': 'Hãy nhập họ và tên, không quá 100 ký tự.',
} as const satisfies Record<LinkFault, string>

type LinkView = {
  readonly mark: string
  /** Null: the first administrator is to be made. */
  readonly account: Pick<Account, 'name' | 'fullName'> | null
  readonly typed: { readonly name: string; readonly fullName: string }
  readonly fault: LinkFault | null
}

export function linkPage({ mark, account, typed, fault }: LinkView): Page {
  const title = account === null ? 'Tạo tài khoản quản trị đầu tiên' : 'Đặt mật khẩu'
  return {
    title,
    place: null,
    still: true,
    main: html`<h1>${title}</h1>
${account === null ? html`<p>Người dùng này sẽ thêm những người dùng khác. Đường dẫn này chỉ dùng được một lần.</p>` : html`<p>Cho tài khoản <b>${foreign(account.name)}</b> (${foreign(account.fullName)}). Đường dẫn này chỉ dùng được một lần.</p>`}
${alertOf(fault === null ? null : FAULTS[fault])}
<form class="fields" method="post">
${formField(mark)}
${
  account === null
    ? html`${textField({ name: 'ho-ten', label: 'Họ và tên', value: typed.fullName, autocomplete: 'name' })}
${textField({ name: 'ten', label: 'Tên đăng nhập', value: typed.name, autocomplete: 'username', hint: 'Chữ thường không dấu, ví dụ: nguyen.lan' })}`
    : nameForManagers(account.name)
}
${chosenPasswordFields()}
<p><button>${account === null ? 'Tạo tài khoản' : 'Đặt mật khẩu'}</button></p>
</form>`,
  }
}

export function chosenPasswordFields(): Html {
  return html`${textField({
    name: 'mat-khau-moi',
    label: 'Mật khẩu mới',
    type: 'password',
    autocomplete: 'new-password',
    hint: `Ít nhất ${MIN_LENGTH} ký tự. Nên dùng một câu dài dễ nhớ; không bắt buộc chữ hoa, chữ số hay ký hiệu.`,
  })}
${textField({ name: 'nhap-lai', label: 'Nhập lại mật khẩu mới', type: 'password', autocomplete: 'new-password' })}`
}

export function linkOverPage(): Page {
  return {
    title: 'Đường dẫn không còn dùng được',
    place: null,
    still: true,
    main: html`<h1>Đường dẫn không còn dùng được</h1>
<p>Đường dẫn đã được dùng, đã hết hạn sau một giờ, hoặc đã có đường dẫn khác thay thế. Hãy đề nghị người quản trị cấp lại; với tài
khoản quản trị đầu tiên, khởi động lại chương trình trên máy chủ để có đường dẫn mới. <a href="/dang-nhap">Đến trang đăng nhập</a>.</p>`,
  }
}
