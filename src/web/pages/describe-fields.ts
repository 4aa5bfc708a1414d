/** The fields of a document that a person reads from its page. NĐ 30/2020/NĐ-CP, Phụ lục VI, Phần II. */
import { html } from 'hono/html'
import { DOCUMENT_TYPES } from '../../identity/document-types.ts'
import { printable } from '../../printable.ts'
import type { Html } from '../markup.ts'
import { textField } from './form-parts.ts'

export type TypedFields = {
  readonly so: string
  readonly 'ky-hieu': string
  readonly 'ten-loai': string
  readonly ngay: string
  readonly 'co-quan': string
  readonly 'trich-yeu': string
}

export function describeFields(typed: TypedFields): Html {
  return html`<div class="row">
${textField({ name: 'so', label: 'Số', value: typed.so, isNeeded: false })}
${textField({ name: 'ky-hieu', label: 'Ký hiệu', value: typed['ky-hieu'], isNeeded: false, hint: 'ví dụ KH-UBND' })}
${textField({ name: 'ngay', label: 'Ngày văn bản', value: typed.ngay, isNeeded: false, hint: 'ngày/tháng/năm' })}
</div>
<p class="field"><label for="ten-loai">Tên loại</label>
<input id="ten-loai" name="ten-loai" list="cac-loai" value="${printable(typed['ten-loai'])}" autocomplete="off"><datalist id="cac-loai">${DOCUMENT_TYPES.map(({ name }) => html`<option value="${name}"></option>`)}</datalist></p>
${textField({ name: 'co-quan', label: 'Cơ quan ban hành', value: typed['co-quan'], isNeeded: false })}
<p class="field"><label for="trich-yeu">Trích yếu nội dung</label>
<textarea id="trich-yeu" name="trich-yeu" rows="2" maxlength="2000">${printable(typed['trich-yeu'])}</textarea></p>`
}
