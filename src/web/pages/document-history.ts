/** The verdicts that a document had before, and why each of them was replaced. */
import { html } from 'hono/html'
import { explainCode } from '../../report/explain.ts'
import type { Cause, EarlierVerdict, Result } from '../../store/verdict.ts'
import { outcomeMark } from '../mark.ts'
import { type Html, moment } from '../markup.ts'

export const CAUSES = {
  list: 'Có dữ liệu thu hồi mới, hoặc đến lúc tra cứu lại',
  policy: 'Chính sách kiểm tra thay đổi',
  trust: 'Chứng thư số được tin cậy thay đổi',
  receipt: 'Có thư mang văn bản này được nhận sớm hơn',
  program: 'Chương trình được nâng cấp',
} as const satisfies Record<Cause, string>

export function resultCell(result: Result): Html {
  return html`${outcomeMark(result)}<p class="why">${explainCode(result.code).label}</p>`
}

export function earlierVerdicts(earlier: readonly EarlierVerdict[]): Html | '' {
  if (earlier.length === 0) return ''
  return html`<section><h2>Các lần kiểm tra trước</h2>
<table class="stack"><thead><tr><th scope="col">Kiểm tra lúc</th><th scope="col">Kết quả</th><th scope="col">Thay thế lúc</th>
<th scope="col">Vì sao kiểm tra lại</th><th scope="col">Phiên bản chương trình</th></tr></thead>
<tbody>${earlier.map(
    (verdict) => html`<tr>
<th scope="row" data-label="Kiểm tra lúc">${moment(verdict.judgedAt)}</th>
<td data-label="Kết quả">${resultCell(verdict)}</td>
<td class="last" data-label="Thay thế lúc">${moment(verdict.supersededAt)}</td>
<td data-label="Vì sao">${CAUSES[verdict.why]}</td>
<td data-label="Phiên bản">${verdict.programVersion}</td></tr>`,
  )}</tbody></table></section>`
}
