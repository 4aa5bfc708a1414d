/** Whom signatures rest on: authorities that are known, how old their lists are, and what is brought. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { printable } from '../../printable.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { personMark, stepMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { areaField, box, type FieldFault, faultList } from './fields.ts'
import { type StepView, stepPage } from './frame.ts'
import type { Taken, TrustRow, TrustView } from './setup.ts'

export type TrustPageView = StepView & {
  readonly trust: TrustView
  readonly pins: string
  readonly faults: readonly FieldFault[]
  /** What became of the files that were brought just now; null where none were. */
  readonly taken: readonly Taken[] | null
  readonly now: Instant
}

const LEAD =
  'Chữ ký số chỉ hợp lệ khi chứng thư số của người ký do một tổ chức chứng thực được tin cậy cấp. Chương trình đã biết mã SHA-256 của các gốc quốc gia và của Ban Cơ yếu Chính phủ; tệp chứng thư số tải từ trang của các tổ chức đó.'

export function trustPage(view: TrustPageView): Page {
  const { trust, taken, faults } = view
  const anchors = trust.rows.filter(({ kind }) => kind === 'anchor')
  return stepPage(
    'chung-thu-so',
    view,
    LEAD,
    html`${faultList(faults)}
${taken === null ? '' : takenPart(taken)}
${trust.problems.map((problem) => html`<p class="alert">${personMark(problem)}</p>`)}
${anchors.length === 0 ? html`<p class="alert">${personMark('Chưa tin tổ chức chứng thực nào, nên chưa chữ ký số nào có thể hợp lệ. Nhập chứng thư số gốc dưới đây.')}</p>` : ''}
${trust.rows.length === 0 ? '' : table(trust.rows, view.now)}
<h2>Nhập tệp</h2>
${uploadForm(view)}
<h2>Tải danh sách thu hồi từ mạng</h2>
${fetchForm(view)}
${view.state.startedAt === null && anchors.length > 0 ? html`<p><a class="button" href="/thiet-lap/dem-thu">Tiếp tục: Đếm thử</a></p>` : ''}
<p class="quiet">Các tệp được giữ ở <code>${printable(trust.folders.trust)}</code>${trust.folders.lists === null ? '' : html` và <code>${printable(trust.folders.lists)}</code>`}; người vận hành cũng nhập được bằng lệnh <code>npm run -s trust -- import</code>.</p>`,
  )
}

const KINDS = {
  anchor: 'Gốc, được tin cậy',
  intermediate: 'Trung gian',
  barred: 'Không tin cậy',
} as const satisfies Record<TrustRow['kind'], string>

function table(rows: readonly TrustRow[], now: Instant): Html {
  return html`<table class="stack setup"><thead><tr><th scope="col">Tổ chức chứng thực</th><th scope="col">Loại</th><th scope="col">Hiệu lực</th><th scope="col">Danh sách thu hồi</th></tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr><th scope="row" data-label="Tổ chức chứng thực">${foreign(row.name)}<small>SHA-256 <code>${row.sha256.slice(0, 16)}…</code></small></th>
<td data-label="Loại">${KINDS[row.kind]}${row.kind === 'anchor' ? html`<small>${row.pin === 'known' ? 'khớp mã đã biết' : 'do người quản trị nhận'}</small>` : ''}</td>
<td data-label="Hiệu lực">${vietnameseDate(row.notBefore)} – ${vietnameseDate(row.notAfter)}${now > row.notAfter ? html`<small class="late">đã hết hạn</small>` : ''}</td>
<td data-label="Danh sách thu hồi">${listCell(row, now)}</td></tr>`,
  )}</tbody></table>`
}

function listCell({ list }: TrustRow, now: Instant): Html {
  if (list === null) return stepMark('open', 'chưa có')
  const { madeAt, nextAt } = list
  const isFresh = nextAt === null || now < nextAt
  const words = html`lập ${moment(madeAt)}${nextAt === null ? '' : html`<small>${isFresh ? 'còn hạn đến' : 'đã quá hạn từ'} ${moment(nextAt)}</small>`}`
  return stepMark(isFresh ? 'done' : 'doubtful', words)
}

function takenPart(taken: readonly Taken[]): Html {
  const WORDS = { taken: 'done', present: 'done', refused: 'failed' } as const
  return html`<h2>Kết quả nhập</h2>
<ul class="trial taken" role="status">${taken.map(({ kind, text }) => {
    const [first = '', ...details] = text.split('\n')
    return html`<li>${stepMark(WORDS[kind], printable(first))}<span>${details.map((detail) => html`<small>${printable(detail.trim())}</small>`)}</span></li>`
  })}</ul>`
}

function uploadForm({ mark, pins, taken }: TrustPageView): Html {
  // Of what was refused, the sentence above names the field within.
  const isWanted = pins !== '' || taken?.some(({ kind }) => kind === 'refused') === true
  return html`<form class="fields wide" method="post" action="/thiet-lap/chung-thu-so" enctype="multipart/form-data">${formField(mark)}
<p class="field"><label for="tep">Chứng thư số và danh sách thu hồi</label>
<input id="tep" name="tep" type="file" multiple required accept=".cer,.crt,.pem,.der,.p7b,.p7c,.crl" aria-describedby="tep-hint">
<small id="tep-hint">Tệp .cer, .crt, .pem, .p7b, .crl; chọn được nhiều tệp, tổng cộng không quá 24 MB.</small></p>
<details id="tu-ky"${isWanted ? html` open` : ''}><summary>Nhận gốc mà chương trình chưa biết</summary>
${areaField({ name: 'ma', label: 'Mã SHA-256 đã đối chiếu', value: pins, rows: 2, hint: 'Mã của chứng thư số gốc mà cơ quan đã đối chiếu với tổ chức chứng thực; mỗi dòng một mã. Chứng thư số tự ký không có trong danh sách đã biết chỉ được nhận khi có mã ở đây.' })}</details>
<p><button>Nhập</button></p></form>`
}

function fetchForm({ mark, trust: { fetch } }: TrustPageView): Html {
  if (fetch.by === 'environment') {
    return html`<p>${fetch.isOn ? 'Đang bật' : 'Đang tắt'} theo cấu hình của máy chủ (biến <code>SOKYSO_FETCH</code>).</p>`
  }
  return html`<form class="fields wide" method="post" action="/thiet-lap/tai-du-lieu">${formField(mark)}
${box({ name: 'tai', value: 'co', isTicked: fetch.isOn, label: html`Tự tải danh sách thu hồi và hỏi trạng thái chứng thư số <small>Chỉ hỏi máy chủ của các tổ chức chứng thực được tin cậy. Tắt nếu máy này không ra mạng: khi đó nhập tệp .crl ở trên; văn bản thiếu danh sách chỉ được tạm tính.</small>` })}
<p><button>Lưu</button></p></form>`
}
