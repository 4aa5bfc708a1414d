/** The units: pasted from a table, with a look at what would change before it does. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import { changeList } from '../pages/change-list.ts'
import { areaField, hidden } from './fields.ts'
import { type StepView, stepPage } from './frame.ts'
import type { UnitsProposal } from './setup.ts'

export type UnitsView = StepView & {
  readonly count: number
  readonly table: string
  /** Why a file could not be read; null where none was brought, or it could. */
  readonly fileFault: string | null
  readonly proposal: UnitsProposal | null
  /** Somebody else changed the register between look and deed. */
  readonly isOvertaken: boolean
}

const LEAD =
  'Các cơ quan, đơn vị phải nộp văn bản. Dán bảng từ Excel, xem trước thay đổi rồi mới ghi. Nhập lại nhiều lần được: đơn vị đã có chỉ được bổ sung, không bị xóa.'

const SAMPLE =
  'Tên đơn vị\tNhóm\tĐịa chỉ thư\nUBND xã Tân Lập\t\ttanlap@quangtri.gov.vn\nPhòng Tư pháp\t\ttuphap@quangtri.gov.vn'

export function unitsPage(view: UnitsView): Page {
  const { count, proposal, isOvertaken } = view
  return stepPage(
    'don-vi',
    view,
    LEAD,
    html`<p>${count === 0 ? 'Danh mục chưa có đơn vị nào.' : html`Danh mục đang có <b>${count}</b> đơn vị.`}</p>
${isOvertaken ? html`<p class="alert" role="alert">${personMark('Danh mục vừa được người khác sửa. Chưa ghi gì; xem lại thay đổi dưới đây.')}</p>` : ''}
${proposal === null ? '' : proposalPart(view, proposal)}
${tableForm(view)}
${columns()}`,
  )
}

function tableForm({ mark, table, fileFault, count, proposal }: UnitsView): Html {
  const fault =
    fileFault === null
      ? ''
      : html`<p class="alert" role="alert">${personMark(html`<a href="#tep">Tệp</a>: ${printable(fileFault)}`)}</p>`
  return html`${proposal === null ? '' : html`<h2>Bảng đơn vị</h2>`}${fault}
<form class="fields wide" method="post" action="/thiet-lap/don-vi" enctype="multipart/form-data">${formField(mark)}
${areaField({ name: 'bang', label: 'Dán bảng từ Excel', value: table, rows: 10, placeholder: SAMPLE, hint: 'Chọn các ô trong Excel, kể cả dòng tiêu đề, chép rồi dán vào đây. Cần có cột “Tên đơn vị”.' })}
<p class="field"><label for="tep">Hoặc chọn tệp</label>
<input id="tep" name="tep" type="file" accept=".xlsx,.csv,.txt" aria-describedby="tep-hint">
<small id="tep-hint">Tệp Excel (.xlsx) hoặc CSV (UTF-8).</small></p>
<p class="buttons"><button name="viec" value="xem">Xem thay đổi</button>
${count > 0 ? '' : html`<button class="second" name="viec" value="mau" formnovalidate>Lấy mẫu: huyện Hướng Hóa năm 2021</button>`}</p></form>`
}

function proposalPart(view: UnitsView, proposal: UnitsProposal): Html {
  if (proposal.kind === 'refused') {
    return html`<div class="alert" role="alert">${personMark('Chưa đọc được bảng, cần sửa:')}
<ul>${proposal.sentences.map((sentence) => html`<li><a href="#bang">Bảng</a>: ${printable(sentence)}</li>`)}</ul></div>`
  }
  const { changes, summary } = proposal
  return html`<h2>Thay đổi trong danh mục</h2>
<p class="verdict">${summary}</p>
${changeList(changes, 'con-lai')}
${changes.length === 0 ? '' : applyForm(view, proposal.basedOn)}`
}

function applyForm({ mark, table }: UnitsView, basedOn: number): Html {
  return html`<form class="fields wide" method="post" action="/thiet-lap/don-vi" enctype="multipart/form-data">${formField(mark)}${hidden('bang', table)}${hidden('dua-tren', String(basedOn))}
<p><button name="viec" value="ghi">Ghi vào danh mục</button></p></form>`
}

function columns(): Html {
  return html`<details id="cot"><summary>Các cột chương trình hiểu</summary>
<dl class="facts">
<div><dt>Tên đơn vị</dt><dd>bắt buộc, viết như trên con dấu</dd></div>
<div><dt>Nhóm</dt><dd>Phòng, ban chuyên môn; Đơn vị sự nghiệp; UBND xã, thị trấn. Để trống được nếu tên bắt đầu bằng UBND xã, Phòng, Văn phòng, Thanh tra</dd></div>
<div><dt>Địa chỉ thư</dt><dd>hộp thư công vụ của đơn vị; nhiều địa chỉ cách nhau bằng dấu chấm phẩy</dd></div>
<div><dt>Tên gọi khác</dt><dd>cách ghi tên khác trong chứng thư số và văn bản; cách nhau bằng dấu chấm phẩy</dd></div>
<div><dt>Mã hành chính, Cụm, Liên hệ</dt><dd>không bắt buộc</dd></div>
<div><dt>Từ ngày, Kết thúc từ ngày, Sáp nhập vào</dt><dd>khi đơn vị được thành lập, kết thúc hoặc sáp nhập</dd></div>
</dl></details>`
}
