/** Chứng thư tin cậy: whom signatures rest on, how old what is known of revocations is, and what to do about it. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { BRING_LISTS } from '../../report/missing-lists.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { VerdictChange } from '../../store/verdict.ts'
import type { Page } from '../layout.ts'
import { personMark, stepMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import type { AnswerLook, AuthorityLook, ListLook, TrustLook } from '../trust-look.ts'

export type TrustView = {
  readonly trust: TrustLook
  /** Certificates and lists that were taken on the pages, newest first; null where the reader may not know who did what. */
  readonly imports: readonly { readonly at: Instant; readonly by: string }[] | null
  /** The newest verdict that changed because the trust had. */
  readonly lastChange: VerdictChange | null
  /** Whether anything is set on the pages: not in practice. */
  readonly isSet: boolean
  readonly maySetUp: boolean
  readonly now: Instant
}

export function trustPage(view: TrustView): Page {
  const { trust, now, isSet, maySetUp } = view
  const anchors = trust.authorities.filter(({ kind }) => kind !== 'intermediate')
  const others = trust.authorities.filter(({ kind }) => kind === 'intermediate')
  const overdue = trust.authorities.filter(({ list }) => list !== null && isOverdue(list, now)).length
  return {
    title: 'Chứng thư tin cậy',
    place: '/chung-thu',
    summary: `${anchors.length} chứng thư số gốc, ${overdue} danh sách thu hồi quá hạn`,
    main: html`<header class="title"><h1>Chứng thư tin cậy</h1>
<p>Chữ ký số chỉ hợp lệ khi chứng thư số của người ký dẫn được về một chứng thư số gốc dưới đây. Chứng thư số gốc không lấy từ trình duyệt, hệ điều hành hay từ văn bản. ${wayToImport(view)}</p></header>
${trust.problems === 0 ? '' : html`<p class="alert">${personMark(`${vietnameseNumber(trust.problems)} tệp trong thư mục chứng thư số không dùng được.`)} ${isSet && maySetUp ? html`<a href="/thiet-lap/chung-thu-so">Xem tệp nào</a>` : 'Báo người quản trị.'}</p>`}
<h2>Chứng thư số gốc <span class="count">${anchors.length}</span></h2>
${anchors.length === 0 ? html`<p class="nothing">Chưa tin tổ chức chứng thực nào, nên chưa chữ ký số nào có thể hợp lệ. ${BRING_LISTS}</p>` : authorityTable(anchors, now)}
${others.length === 0 ? '' : html`<h2>Chứng thư số trung gian <span class="count">${others.length}</span></h2><p class="quiet">Chỉ giúp tìm đường dẫn chứng thực, tự chúng không được tin cậy.</p>${authorityTable(others, now)}`}
${pins(trust)}
<h2>Danh sách thu hồi (CRL)</h2>
${listTable(trust, now)}
<h2>Câu trả lời về trạng thái (OCSP) <span class="count">${vietnameseNumber(trust.answers.length)}</span></h2>
${answerTable(trust.answers, now)}
<h2>Thay đổi</h2>
${changes(view)}`,
  }
}

function wayToImport({ isSet, maySetUp }: TrustView): Html | string {
  if (!isSet) return 'Đây là chứng thư số của hộp thư thực hành, do máy tạo ra và không sửa được.'
  return maySetUp
    ? html`Trang này chỉ để xem; nhập chứng thư số và danh sách thu hồi ở <a href="/thiet-lap/chung-thu-so">Thiết lập › Chứng thư số</a>.`
    : 'Trang này chỉ để xem; người quản trị nhập chứng thư số và danh sách thu hồi ở trang Thiết lập.'
}

const ROLES = { signer: 'người ký', 'time-stamp-authority': 'máy chủ cấp dấu thời gian' } as const

function authorityTable(rows: readonly AuthorityLook[], now: Instant): Html {
  return html`<table class="stack list"><thead><tr><th scope="col">Chủ thể</th><th scope="col">Tổ chức cấp</th><th scope="col">Hiệu lực</th><th scope="col">Mã SHA-256</th><th scope="col">Nguồn</th></tr></thead>
<tbody>${rows.map(
    (row) => html`<tr><th scope="row" data-label="Chủ thể"><div>${foreign(row.name)}${limits(row)}</div></th>
<td data-label="Tổ chức cấp">${row.issuer === row.name ? html`<span class="quiet">tự ký</span>` : foreign(row.issuer)}</td>
<td data-label="Hiệu lực"><div>${vietnameseDate(row.notBefore)} – ${vietnameseDate(row.notAfter)}${now > row.notAfter ? html` <small>đã hết hạn; văn bản ký khi còn hạn vẫn kiểm tra được</small>` : ''}</div></td>
<td data-label="Mã SHA-256"><code>${row.sha256.match(/.{8}/g)?.join(' ')}</code></td>
<td data-label="Nguồn"><div>${sourceOf(row)}</div></td></tr>`,
  )}</tbody></table>`
}

function limits({ kind, trustedFrom, trustedUntil, roles }: AuthorityLook): Html | '' {
  if (kind === 'barred')
    return html` <small>không được tin cậy: tệp <code>anchors.json</code> ghi sai về chứng thư số này</small>`
  const words = [
    ...(trustedFrom === null ? [] : [`chỉ tin từ ngày ${vietnameseDate(trustedFrom)}`]),
    ...(trustedUntil === null ? [] : [`chỉ tin đến trước ngày ${vietnameseDate(trustedUntil)}`]),
    ...(kind === 'anchor' && roles.length === 1 ? roles.map((role) => `chỉ cho ${ROLES[role]}`) : []),
  ]
  return words.length === 0 ? '' : html` <small>${words.join('; ')}</small>`
}

function sourceOf({ pin, isByHand, file }: AuthorityLook): Html {
  const ground =
    pin !== null
      ? html`khớp mã ghi sẵn của ${pin}`
      : isByHand
        ? 'do người quản trị đối chiếu mã và nhận'
        : 'do tổ chức cấp ở trên bảo đảm'
  return html`${ground}${file === null ? '' : html` <small>tệp ${foreign(file.name)}${file.writtenAt === null ? '' : html`, ghi ${moment(file.writtenAt)}`}</small>`}`
}

function pins({ missingPins }: TrustLook): Html | '' {
  if (missingPins.length === 0) return ''
  return html`<details id="ma-ghi-san"><summary>Mã ghi sẵn, chưa nhập chứng thư số (${missingPins.length})</summary>
<p class="quiet">Chương trình biết mã của các tổ chức này; chứng thư số có mã đó được nhận mà không cần đối chiếu thêm.</p>
<dl class="facts">${missingPins.map(({ name, sha256, isAnchor }) => html`<div><dt>${name}${isAnchor ? ' (gốc)' : ''}</dt><dd><code>${sha256.match(/.{8}/g)?.join(' ')}</code></dd></div>`)}</dl></details>`
}

const isOverdue = ({ nextUpdate }: Pick<ListLook, 'nextUpdate'>, now: Instant) =>
  nextUpdate !== null && nextUpdate <= now

function listTable(trust: TrustLook, now: Instant): Html {
  const { authorities, isFetching, keptLists } = trust
  const overdue = authorities.filter(({ list }) => list !== null && isOverdue(list, now))
  const missing = authorities.filter(({ list }) => list === null)
  const shown = [...overdue, ...authorities.filter((one) => !overdue.includes(one) && one.list !== null), ...missing]
  if (authorities.length === 0) return html`<p class="nothing">Chưa có tổ chức chứng thực nào.</p>`
  return html`<p>${whatToDo(overdue.length + missing.length, isFetching)} <span class="quiet">Đang giữ ${vietnameseNumber(keptLists)} danh sách của mọi kỳ, làm căn cứ của các kết quả đã có.</span></p>
<table class="stack list"><thead><tr><th scope="col">Tổ chức chứng thực</th><th scope="col">Lập lúc</th><th scope="col">Kỳ sau</th><th scope="col" class="number">Số mục</th><th scope="col">Nguồn</th><th scope="col">Tình trạng</th></tr></thead>
<tbody>${shown.map(({ name, list }) => listRow(name, list, now))}</tbody></table>`
}

function whatToDo(open: number, isFetching: boolean): string {
  if (open === 0) return 'Không danh sách nào thiếu hay quá hạn.'
  return isFetching
    ? 'Chương trình tự tải danh sách khi có chữ ký cần đến. Danh sách quá hạn lâu thì máy chủ của tổ chức chứng thực có thể không truy cập được: báo người vận hành.'
    : `Chương trình không tự tải. ${BRING_LISTS}`
}

function listRow(name: string, list: ListLook | null, now: Instant): Html {
  const title = html`<th scope="row" data-label="Tổ chức">${foreign(name)}</th>`
  const nothing = html`<span class="quiet">–</span>`
  if (list === null)
    return html`<tr>${title}<td data-label="Lập lúc">${nothing}</td><td data-label="Kỳ sau">${nothing}</td><td class="number" data-label="Số mục">${nothing}</td><td data-label="Nguồn">${nothing}</td><td data-label="Tình trạng">${stepMark('open', 'Chưa có')}</td></tr>`
  return html`<tr>${title}
<td data-label="Lập lúc">${moment(list.thisUpdate)}</td>
<td data-label="Kỳ sau">${list.nextUpdate === null ? html`<span class="quiet">không ghi</span>` : moment(list.nextUpdate)}</td>
<td class="number" data-label="Số mục">${vietnameseNumber(list.entries)}</td>
<td data-label="Nguồn"><div>${list.from === null ? 'nhập từ tệp' : html`tải từ ${foreign(list.from)}`}${list.heldSince === null ? '' : html` <small>giữ từ ${moment(list.heldSince)}</small>`}</div></td>
<td data-label="Tình trạng">${standingOf(list, now)}</td></tr>`
}

/** Of one that names no end nobody knows whether there is a newer one. */
function standingOf(list: ListLook, now: Instant): Html {
  if (list.nextUpdate === null) return stepMark('open', 'Không ghi kỳ sau')
  return isOverdue(list, now) ? stepMark('doubtful', 'Quá hạn') : stepMark('done', 'Còn hạn')
}

/** The newest of them; of the others only how many. */
const ANSWERS_SHOWN = 20

function answerTable(answers: readonly AnswerLook[], now: Instant): Html {
  if (answers.length === 0)
    return html`<p class="nothing">Chưa giữ câu trả lời nào; trạng thái được tra theo danh sách thu hồi.</p>`
  const overdue = answers.filter((one) => isOverdue(one, now)).length
  return html`<p>${vietnameseNumber(overdue)} câu trả lời đã qua kỳ sau. Văn bản đã kết luận vẫn dựa trên câu trả lời lúc đó; khi cần, chương trình hỏi lại, không phải làm gì.</p>
<table class="stack list"><thead><tr><th scope="col">Số hiệu chứng thư số</th><th scope="col">Lập lúc</th><th scope="col">Kỳ sau</th><th scope="col">Giữ từ</th></tr></thead>
<tbody>${answers.slice(0, ANSWERS_SHOWN).map(
    ({
      serialNumber,
      thisUpdate,
      nextUpdate,
      heldSince,
    }) => html`<tr><th scope="row" data-label="Số hiệu"><code>${serialNumber}</code></th>
<td data-label="Lập lúc">${moment(thisUpdate)}</td><td data-label="Kỳ sau">${nextUpdate === null ? html`<span class="quiet">không ghi</span>` : moment(nextUpdate)}</td>
<td data-label="Giữ từ">${heldSince === null ? html`<span class="quiet">tệp đã nhập</span>` : moment(heldSince)}</td></tr>`,
  )}</tbody></table>${answers.length > ANSWERS_SHOWN ? html`<p class="quiet">Và ${vietnameseNumber(answers.length - ANSWERS_SHOWN)} câu trả lời cũ hơn.</p>` : ''}`
}

function changes({ trust, imports, lastChange }: TrustView): Html {
  const written = trust.authorities.flatMap(({ file }) => file?.writtenAt ?? [])
  const last = written.length === 0 ? null : (Math.max(...written) as Instant)
  return html`<dl class="facts">
<div><dt>Tệp chứng thư số mới nhất</dt><dd>${last === null ? html`<span class="quiet">–</span>` : moment(last)}</dd></div>
<div><dt>Kết quả đổi vì tin cậy thay đổi</dt><dd>${lastChange === null ? 'không có trong các thay đổi gần đây' : moment(lastChange.at)}; <a href="/thay-doi">xem thay đổi kết quả</a></dd></div>
${imports === null ? '' : html`<div><dt>Nhập trên trang Thiết lập</dt><dd>${imports.length === 0 ? 'chưa lần nào' : imports.map(({ at, by }, index) => html`${index === 0 ? '' : '; '}${moment(at)}, ${foreign(by)}`)}</dd></div>`}
</dl>`
}
