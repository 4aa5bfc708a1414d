/** Which document it is, on its page: each field of the register with where it was read. */
import { html } from 'hono/html'
import type { IdentityFields, Stated } from '../../identity/identity.ts'
import { codeOf } from '../../identity/named-beside.ts'
import { dateInWords, explainReading, identityOf, sourceInWords } from '../../report/identity-words.ts'
import type { JudgedSubmission } from '../../tally/tally.ts'
import { foreign, type Html } from '../markup.ts'

type Row = { readonly label: string; readonly text: string; readonly field: Stated<unknown> }

export function documentIdentity(judged: JudgedSubmission | undefined): Html | '' {
  if (!judged) return ''
  const rows = rowsOf(identityOf(judged))
  const remark = explainReading(judged.reading)
  const pages = judged.reading?.kind === 'read' ? judged.reading.identity.pageAmount : null
  return html`<section><h2>Thông tin văn bản</h2>
${remark === null ? '' : html`<p>${remark}</p>`}
${rows.length === 0 ? html`<p class="nothing">Chưa biết số, ký hiệu, ngày và trích yếu của văn bản.</p>` : ''}
<dl class="facts">${rows.map(({ label, text, field }) => html`<div><dt>${label}</dt><dd>${foreign(text)} <span class="quiet">${sourceInWords(field)}</span></dd></div>`)}
${pages === null || pages === 0 ? '' : html`<div><dt>Số trang</dt><dd>${pages}</dd></div>`}</dl>
<p class="quiet">Đọc tự động để nhận biết văn bản và tìm bản trùng; kết quả kiểm tra chữ ký số không dựa vào các thông tin này.</p></section>`
}

/** In the order of the register of incoming papers: NĐ 30/2020/NĐ-CP, Phụ lục IV. */
function rowsOf(fields: IdentityFields): readonly Row[] {
  const { codeNumber, codeNotation, issuedDate, typeName, subject, organName, organAbove, signerInfo } = fields
  const row = <T>(label: string, field: Stated<T> | null, text: (value: T) => string): readonly Row[] =>
    field ? [{ label, text: text(field.value), field }] : []
  const asIs = (value: string) => value
  return [
    ...row('Cơ quan ban hành', organName, asIs),
    ...row('Cơ quan cấp trên', organAbove, asIs),
    ...row('Số, ký hiệu', codeNumber, () => codeOf(fields) ?? ''),
    ...(codeNumber ? [] : row('Ký hiệu (chưa rõ số)', codeNotation, asIs)),
    ...row('Ngày văn bản', issuedDate, dateInWords),
    ...row('Tên loại', typeName, asIs),
    ...row('Trích yếu nội dung', subject, asIs),
    ...row('Người ký ghi trên văn bản', signerInfo, ({ position, fullName }) =>
      [position, fullName].filter(Boolean).join(', '),
    ),
  ]
}
