/** The mailbox: where it is, a trial of it, and which folders are read. */
import { html } from 'hono/html'
import type { FolderFacts, MailboxTrial } from '../../mail/try-mailbox.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { choiceField, textField } from '../pages/form-parts.ts'
import { areaField, box, dayField, type FieldFault, faultList, hidden } from './fields.ts'
import { type StepView, saidElsewhere, stepPage } from './frame.ts'
import type { TypedMailbox } from './mailbox-form.ts'
import { trialPart } from './trial-part.ts'

export type MailboxView = StepView & {
  readonly typed: TypedMailbox
  /** The password is saved, or was typed for this host and user. */
  readonly hasPassword: boolean
  /** For the form that comes next, sealed; '' where there is none. */
  readonly sealedPassword: string
  readonly faults: readonly FieldFault[]
  readonly trial: MailboxTrial | null
}

const LEAD =
  'Chương trình chỉ xem hộp thư qua IMAP: không đánh dấu đã đọc, không chuyển, không xóa, không gửi thư nào. Thử kết nối trước khi lưu.'

export function mailboxPage(view: MailboxView): Page {
  if (view.state.startedAt === 'elsewhere') {
    return stepPage('hop-thu', view, LEAD, saidElsewhere('SOKYSO_IMAP_…, SOKYSO_IMAP_FILE, SOKYSO_MAIL_DIR'))
  }
  const { faults, trial, typed } = view
  const isGood = trial !== null && trial.failure === null
  return stepPage(
    'hop-thu',
    view,
    LEAD,
    html`${faultList(faults)}
${trial === null ? '' : trialPart(trial, typed.secure === 'none-loopback')}
${isGood ? saveForm(view, trial) : trustForm(view)}
${trial === null ? '' : html`<h2>Thông tin kết nối</h2>`}
${connectionForm(view)}`,
  )
}

const SECURE = [
  { value: 'tls', label: 'TLS (thông thường cổng 993)' },
  { value: 'starttls', label: 'STARTTLS (thông thường cổng 143)' },
  { value: 'none-loopback', label: 'Không mã hóa, chỉ khi máy chủ thư ở ngay trên máy này' },
]

function connectionForm(view: MailboxView): Html {
  const { mark, typed, hasPassword, sealedPassword, trial } = view
  const isOwn = typed.ca !== '' || typed.pin !== ''
  return html`<form class="fields" method="post" action="/thiet-lap/hop-thu">${formField(mark)}
${hidden('mat-khau-kin', sealedPassword)}${typed.folders.map((name) => hidden('thu-muc', name))}${hidden('tu-ngay', typed.readFrom)}
${textField({ name: 'may-chu', label: 'Máy chủ thư (IMAP)', value: typed.host, hint: 'Ví dụ: mail.quangtri.gov.vn. Hỏi đơn vị quản trị hệ thống thư nếu chưa rõ.' })}
<div class="beside">${choiceField('bao-mat', 'Kiểu bảo mật', SECURE, { chosen: typed.secure })}
${textField({ name: 'cong', label: 'Cổng', value: typed.port, isNeeded: false, isNumeric: true, hint: 'Để trống: cổng thông thường.' })}</div>
${textField({ name: 'tai-khoan', label: 'Tên đăng nhập', value: typed.user, hint: 'Thông thường là địa chỉ thư đầy đủ.' })}
${textField({
  ...{ name: 'mat-khau', label: 'Mật khẩu', type: 'password', isNeeded: false, autocomplete: 'new-password' },
  hint:
    hasPassword && typed.tokenUrl === ''
      ? 'Đã có; để trống nếu không đổi.'
      : 'Nếu hộp thư bật xác thực hai lớp, dùng mật khẩu ứng dụng. Mật khẩu được mã hóa trước khi lưu.',
})}
${tokenFields(view)}
<details id="noi-bo"${isOwn ? html` open` : ''}><summary>Máy chủ thư dùng chứng thư số nội bộ</summary>
${areaField({ name: 'ca', label: 'Chứng thư số nội bộ', value: typed.ca, rows: 5, placeholder: '-----BEGIN CERTIFICATE-----', hint: 'Chứng thư số (PEM) của tổ chức đã cấp cho máy chủ thư, hoặc của chính máy chủ thư.' })}
${textField({ name: 'ghim', label: 'Mã SHA-256 được ghim', value: typed.pin, isNeeded: false, hint: 'Chỉ nhận đúng chứng thư số có mã này. Để trống: không ghim.' })}
</details>
<p><button name="viec" value="thu">${trial === null ? 'Thử kết nối' : 'Thử lại'}</button></p></form>
<p class="quiet">Việc thử mất vài giây; nếu máy chủ không trả lời, tối đa 20 giây cho mỗi bước.</p>`
}

/** For servers that take no password any more; who runs the mail system registers the program there and has the tokens. */
function tokenFields({ typed, hasPassword }: MailboxView): Html {
  const isOwn = typed.tokenUrl !== ''
  const secret = { type: 'password', value: '', isNeeded: false, autocomplete: 'off' } as const
  return html`<details id="oauth"${isOwn ? html` open` : ''}><summary>Đăng nhập bằng OAuth 2.0</summary>
<p class="quiet">Đơn vị quản trị hệ thống thư đăng ký chương trình, rồi cung cấp các thông tin sau. Khi có địa chỉ cấp mã, mật khẩu ở trên không được dùng.</p>
${textField({ name: 'dia-chi-cap-ma', label: 'Địa chỉ cấp mã', value: typed.tokenUrl, isNeeded: false, hint: 'Token endpoint, bắt đầu bằng https://.' })}
${textField({ name: 'ma-ung-dung', label: 'Mã ứng dụng', value: typed.clientId, isNeeded: false, hint: 'Client ID.' })}
${textField({ ...secret, name: 'bi-mat-ung-dung', label: 'Bí mật ứng dụng', hint: 'Client secret; để trống nếu không có. Nhập cùng mã làm mới.' })}
${textField({ ...secret, name: 'ma-lam-moi', label: 'Mã làm mới', hint: isOwn && hasPassword ? 'Đã có; để trống nếu không đổi.' : 'Refresh token; được mã hóa trước khi lưu.' })}
${textField({ name: 'pham-vi', label: 'Phạm vi', value: typed.scope, isNeeded: false, hint: 'Scope, nếu máy chủ yêu cầu.' })}
</details>`
}

/** Everything of the connection that was tried, without its password in the clear. */
function carried({ typed, sealedPassword }: MailboxView): Html {
  const { host, port, secure, user, tokenUrl, clientId, scope } = typed
  return html`${hidden('may-chu', host)}${hidden('cong', port)}${hidden('bao-mat', secure)}${hidden('tai-khoan', user)}${hidden('mat-khau-kin', sealedPassword)}${hidden('dia-chi-cap-ma', tokenUrl)}${hidden('ma-ung-dung', clientId)}${hidden('pham-vi', scope)}`
}

function saveForm(view: MailboxView, { steps }: MailboxTrial): Html {
  const { mark, typed } = view
  const folders = steps.find((step) => step.name === 'folders')?.folders ?? []
  const certificate = steps.find((step) => step.name === 'certificate')?.certificate ?? null
  return html`<h2>Thư mục cần đọc</h2>
<form class="fields" method="post" action="/thiet-lap/hop-thu">${formField(mark)}${carried(view)}${hidden('ca', typed.ca)}
<fieldset><legend class="unseen">Thư mục cần đọc</legend>
${folders.map((folder) => box({ name: 'thu-muc', value: folder.path, label: folderLabel(folder), isTicked: typed.folders.includes(folder.path) }))}</fieldset>
${dayField({ name: 'tu-ngay', label: 'Đọc thư từ ngày', value: typed.readFrom, hint: 'Thư nhận trước ngày này không được đọc. Để trống: đọc tất cả.' })}
${certificate === null ? hidden('ghim', typed.pin) : pinBox(certificate.sha256, typed)}
<p><button name="viec" value="luu">Lưu hộp thư</button></p></form>`
}

function folderLabel({ path, letters }: FolderFacts): Html {
  const shown = path === 'INBOX' ? html`Hộp thư đến (INBOX)` : foreign(path)
  return letters === null ? shown : html`${shown} <small>${vietnameseNumber(letters)} thư</small>`
}

function pinBox(sha256: string, { pin }: TypedMailbox): Html {
  const label = html`Ghim chứng thư số này <small>Chỉ nhận đúng chứng thư số trên; khi máy chủ thư thay chứng thư số thì phải thử và ghim lại. Không cần thiết với chứng thư số của tổ chức phổ biến.</small>`
  return box({ name: 'ghim', value: sha256, label, isTicked: pin !== '' })
}

/** To take a certificate of an unknown authority, once somebody has compared it. */
function trustForm(view: MailboxView): Html | '' {
  const failure = view.trial?.failure
  if (!failure?.certificate || (failure.fault !== 'unknown-authority' && failure.fault !== 'other-pin')) return ''
  const { pem, sha256 } = failure.certificate
  const { mark, typed } = view
  return html`<form class="fields" method="post" action="/thiet-lap/hop-thu">${formField(mark)}${carried(view)}
${typed.folders.map((name) => hidden('thu-muc', name))}${hidden('tu-ngay', typed.readFrom)}${hidden('ca', failure.fault === 'other-pin' ? typed.ca : pem)}${hidden('ghim', sha256)}
${box({ name: 'da-doi-chieu', value: 'co', isTicked: false, isNeeded: true, label: 'Tôi đã đối chiếu mã SHA-256 này với đơn vị quản trị máy chủ thư; hai mã giống nhau.' })}
<p><button name="viec" value="thu">Nhận chứng thư số này và thử lại</button></p></form>`
}
