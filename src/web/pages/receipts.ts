/** Receipts: whether they are sent, to whom, and what they would say of the letters that came last. */
import { html } from 'hono/html'
import { explainSilence } from '../../notices/silence.ts'
import { printableLines } from '../../printable.ts'
import type { NoticeSettings } from '../../store/outbox-store.ts'
import type { LetterRow } from '../../store/store.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html, moment } from '../markup.ts'
import type { ReceiptDraft } from '../outbox-view.ts'
import { KIND_LABELS } from '../outbox-words.ts'
import { doneOf } from './form-parts.ts'
import { subjectOf } from './letters.ts'
import { senderSentence } from './outbox.ts'

/** Letters of which a receipt is shown. */
export const DRAFTS_SHOWN = 5

type Shown = {
  readonly settings: NoticeSettings
  readonly from: string | null
  readonly trialWord: string | null
  readonly drafts: readonly { readonly letter: LetterRow; readonly draft: ReceiptDraft }[]
  readonly mark: string
  readonly isDone: boolean
}

export function receiptsPage({ settings, from, trialWord, drafts, mark, isDone }: Shown): Page {
  return {
    title: 'Thông báo đã nhận',
    place: '/thu-di',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/thu-di">Thư đi</a></p><h1>Thông báo đã nhận</h1>
<p>Khi bật, mỗi thư nộp văn bản được trả lời một lần: tệp nào được tính, tệp nào không, vì sao và cách khắc phục. Thư tự động,
thư của danh sách thư và thư hàng loạt không được trả lời; mỗi đơn vị nhận tối đa 20 thông báo một ngày. ${senderSentence(from)}</p>
</header>
${doneOf(isDone ? 'Đã lưu cài đặt.' : null)}
${from === null ? '' : form(settings, mark)}
<h2>Thử trước</h2>
<p>${trialSentence(trialWord)}</p>
<h2>Xem trước</h2>
<p>Thông báo sẽ được viết như sau cho các thư mới nhất. Xem trước không gửi thư nào.</p>
${drafts.length === 0 ? html`<p class="nothing">Chưa có thư nộp văn bản nào.</p>` : drafts.map(draftOf)}`,
  }
}

function form({ receiptsSince, registeredOnly }: NoticeSettings, mark: string): Html {
  const isOn = receiptsSince !== null
  return html`<p>${isOn ? html`Đang bật, cho thư đến từ ${moment(receiptsSince)}.` : 'Đang tắt.'}</p>
<form class="choices" method="post" action="/bao-nhan">${formField(mark)}
<p><label><input type="checkbox" name="chi-danh-muc" value="1"${registeredOnly ? html` checked` : ''}> Chỉ trả lời địa chỉ có trong danh mục đơn vị</label></p>
<p class="quiet">Nếu bỏ chọn, địa chỉ ngoài danh mục chỉ được trả lời khi máy chủ thư xác nhận thư đúng là từ địa chỉ đó.</p>
<p>${
    isOn
      ? html`<button name="viec" value="luu">Lưu</button> <button name="viec" value="tat">Tắt thông báo đã nhận</button>`
      : html`<button name="viec" value="bat">Bật thông báo đã nhận</button>`
  }</p></form>`
}

const trialSentence = (word: string | null): Html =>
  word === null
    ? html`Chưa đặt từ khóa gửi thử (SOKYSO_TRIAL_WORD). Khi có, thư mang từ khóa ở đầu tiêu đề được kiểm tra, trả lời ngay và không tính.`
    : html`Thư có tiêu đề bắt đầu bằng “<bdi>${word}</bdi>” được kiểm tra, trả lời ngay và không tính là văn bản đã nộp.`

function draftOf({ letter, draft }: Shown['drafts'][number]): Html {
  const head = html`<a href="/thu/${letter.sha256}">${subjectOf(letter)}</a> <small>${moment(letter.receivedAt)}</small>`
  if (draft.kind === 'silent') {
    return html`<section class="draft"><h3>${head}</h3><p>Không trả lời: ${explainSilence(draft.why)}</p></section>`
  }
  const { notice } = draft
  return html`<section class="draft"><h3>${head}</h3>
<p>${KIND_LABELS[notice.kind]} gửi <bdi>${notice.recipient}</bdi>, tiêu đề: ${foreign(notice.subject)}</p>
<pre class="letter" tabindex="0">${printableLines(notice.text)}</pre></section>`
}
