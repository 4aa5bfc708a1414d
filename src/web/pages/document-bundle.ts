/** The evidence bundle of a document: the link to it, and the page where there is none. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import type { DocumentRow } from '../../store/store.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import type { BundleAnswer } from '../view.ts'

/** Without the word for browsers that this is a download: they would save the page that says why there is none. */
export function bundleLink({ sha256, verdict }: DocumentRow): Html | '' {
  if (verdict === null || verdict.policy === null) return ''
  return html`<p><a class="download" href="/van-ban/${sha256}/bo-chung-cu">Tải bộ chứng cứ</a> <span class="quiet">tệp gốc,
kết quả và mọi căn cứ, để kiểm tra lại ở nơi khác.</span></p>`
}

export function incompleteBundlePage(
  { sha256, submissions }: DocumentRow,
  answer: Exclude<BundleAnswer, { readonly kind: 'bundle' }>,
): Page {
  return {
    title: 'Chưa có bộ chứng cứ',
    place: null,
    main: html`<header class="title">
<p class="over"><a href="/van-ban/${sha256}">Văn bản</a></p>
<h1>Chưa lập được bộ chứng cứ</h1>
<p>${fileName(submissions[0]?.submission.fileName ?? '')}</p>
</header>
${reason(answer)}`,
  }
}

function reason(answer: Exclude<BundleAnswer, { readonly kind: 'bundle' }>): Html {
  if (answer.kind === 'not-judged') {
    return html`<p>Văn bản đang chờ kiểm tra. Khi kiểm tra xong, hãy mở lại trang của văn bản và tải bộ chứng cứ.</p>`
  }
  return html`<p>${personMark('Thiếu một phần căn cứ của kết quả, nên không lập bộ chứng cứ không đầy đủ.')}</p>
<ul>${answer.missing.map((name) => html`<li><code>${printable(name)}</code></li>`)}</ul>
<p>Hãy báo bộ phận công nghệ thông tin: khôi phục các tệp này từ bản sao lưu, rồi tải lại.</p>`
}
