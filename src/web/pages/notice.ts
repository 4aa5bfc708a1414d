/** One letter of ours: what it says, how it stands, and what a person can decide about it. */
import { html } from 'hono/html'
import { printableLines } from '../../printable.ts'
import type { Notice, NoticeDecision, NoticeState } from '../../store/outbox-store.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { noticeMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { explainSendFault, KIND_LABELS, UNCLEAR_STEP } from '../outbox-words.ts'
import { alertOf } from './form-parts.ts'

type Choice = { readonly as: NoticeDecision; readonly label: string }

const DROP: Choice = { as: 'dropped', label: 'Bỏ, không gửi' }

const DECISIONS: Readonly<Record<NoticeState, readonly Choice[]>> = {
  waiting: [DROP],
  sending: [],
  unclear: [{ as: 'sent', label: 'Xác nhận đã gửi' }, { as: 'again', label: 'Gửi lại' }, DROP],
  sent: [],
  failed: [{ as: 'again', label: 'Gửi lại' }, DROP],
}

/** Of one that said its last long ago nothing is left to be sent; of one that was dropped nothing more to be dropped. */
const choicesOf = ({ state, fault, text }: Notice): readonly Choice[] =>
  text === '' ? [] : DECISIONS[state].filter((choice) => choice !== DROP || fault !== 'dropped')

/** @param isLate the letter stands otherwise by now than on the page on which somebody decided. */
export function noticePage(notice: Notice, mark: string, isLate: boolean): Page {
  const { kind, subject, text, state, fault, bouncedAt } = notice
  return {
    title: KIND_LABELS[kind],
    place: '/thu-di',
    still: true,
    main: html`<header class="title">
<p class="over"><a href="/thu-di">Thư đi</a> › ${KIND_LABELS[kind]}</p>
<h1>${foreign(subject)}</h1>
<p class="verdict">${noticeMark(notice)}</p>
${fault === null ? '' : html`<p>${explainSendFault(fault)}${state === 'unclear' ? html` <span class="next">${UNCLEAR_STEP}</span>` : ''}</p>`}
${bouncedAt === null ? '' : html`<p>Máy chủ thư báo không chuyển được tới địa chỉ này. <span class="next">Sửa địa chỉ trong danh mục đơn vị, rồi xóa dấu hỏng ở trang <a href="/nhac-viec">Nhắc việc</a>.</span></p>`}
${alertOf(isLate ? 'Thư này đã có tình trạng khác, xem lại bên dưới.' : null)}
</header>
${facts(notice)}
${decisions(notice, mark)}
<h2>Nội dung</h2>
${text === '' ? html`<p class="nothing">Nội dung đã hết thời hạn lưu.</p>` : html`<pre class="letter" tabindex="0">${printableLines(text)}</pre>`}`,
  }
}

function facts({ recipient, madeAt, endedAt, dueAt, state, attempt, reply, fault, messageId }: Notice): Html {
  return html`<dl class="facts">
<div><dt>Gửi đến</dt><dd>${foreign(recipient)}</dd></div>
<div><dt>Lập lúc</dt><dd>${moment(madeAt)}</dd></div>
<div><dt>Số lần thử</dt><dd>${attempt}</dd></div>
${endedAt === null ? '' : html`<div><dt>Kết thúc lúc</dt><dd>${moment(endedAt)}</dd></div>`}
${state === 'waiting' ? html`<div><dt>Gửi lúc</dt><dd>${moment(dueAt)}</dd></div>` : ''}
${reply ? html`<div><dt>${fault === 'unreachable' ? 'Lỗi mạng' : 'Máy chủ trả lời'}</dt><dd>${foreign(reply)}</dd></div>` : ''}
<div><dt>Message-ID</dt><dd><code>${messageId}</code></dd></div>
</dl>`
}

function decisions(notice: Notice, mark: string): Html | '' {
  const possible = choicesOf(notice)
  if (possible.length === 0) return ''
  return html`<form class="choices" method="post" action="/thu-di/${notice.id}">${formField(mark)}
<p>${possible.map(({ as, label }) => html`<button name="viec" value="${as}">${label}</button> `)}</p></form>`
}
