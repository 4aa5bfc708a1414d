/** One decision about one document: what the machine says on the left, the form on the right. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDecision } from '../../report/decision-words.ts'
import { identityOf, nameInWords } from '../../report/identity-words.ts'
import type { DrawnPage } from '../../validation/modification/drawn-page.ts'
import type { Typed } from '../decide.ts'
import { addressOfDeed, DEEDS, type DeedName, needsPaper } from '../document-deeds.ts'
import { type DocumentDesk, decisionsOn, proposedAcceptance, scopeOf } from '../document-desk.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { LESSON_LABELS, type Teachable } from '../lessons.ts'
import { foreign, type Html } from '../markup.ts'
import { placeOfDocument } from '../work-place.ts'
import { hiddenFields, reasonFields, type Stop, stopOf } from './decision-fields.ts'
import { decisionList } from './decision-list.ts'
import { describeFields, type TypedFields } from './describe-fields.ts'
import { firstPageFigure } from './first-page.ts'
import { choiceField } from './form-parts.ts'
import { machineFacts } from './machine-facts.ts'
import { unitField } from './unit-field.ts'

export type DecisionView = {
  readonly desk: DocumentDesk
  readonly deed: DeedName
  readonly typed: Typed
  readonly unit: string
  readonly fields: TypedFields
  readonly teachables: readonly Teachable[]
  /** Names of the fields of what is to be remembered. */
  readonly taught: readonly string[]
  readonly stop: Stop | null
  readonly picture: DrawnPage
  readonly mark: string
  /** Where the form was opened from: '' for the page of the document. */
  readonly from: string
}

export function documentDecisionPage(view: DecisionView): Page {
  const { desk, deed, stop, picture, from } = view
  const { document, file } = desk
  const name = nameInWords(identityOf(file)) ?? file.submission.fileName
  const made = decisionsOn(desk)
  return {
    title: `${DEEDS[deed].label} – ${printable(name)}`,
    place: '/can-xu-ly',
    sheet: 'document',
    still: true,
    main: html`<header class="title">
<p class="over"><a href="/can-xu-ly">Cần xử lý</a> › <a href="/van-ban/${document.sha256}">Văn bản</a></p>
<h1>${fileName(name)}</h1></header>
<nav class="tabs" aria-label="Quyết định về văn bản">${tabsOf(view).map((each) => tab(view, each))}</nav>
${stopOf(stop)}
<div class="desk"><section><h2 tabindex="-1" autofocus>Quyết định: ${DEEDS[deed].label.toLowerCase()}</h2>
<p class="quiet">${EXPLAINED[deed]}</p>
<form class="fields" method="post" action="${addressOfDeed(document.sha256, deed)}">
${hiddenFields({ mark: view.mark, seen: desk.seen, machine: desk.stamp })}<input type="hidden" name="tu" value="${from}">
${formOf(view)}
<p><button>${mayTeach(view) ? 'Tiếp tục' : DEEDS[deed].done}</button> <a class="cancel" href="${from === 'can-xu-ly' ? placeOfDocument(desk.tally, document.sha256) : `/van-ban/${document.sha256}`}">Không quyết định</a></p></form></section>
<section><h2>Máy xác định</h2>${machineFacts(desk)}
${firstPageFigure(document.sha256, picture)}</section></div>
${made.length === 0 ? '' : html`<section><h2>Quyết định đã ghi về văn bản này</h2>${decisionList({ shown: made, all: desk.decisions, tally: desk.tally, mayDecide: true })}</section>`}`,
  }
}

const EXPLAINED = {
  'gan-don-vi': 'Văn bản là của đơn vị nào. Kết quả kiểm tra chữ ký số giữ nguyên.',
  'chap-nhan':
    'Văn bản được tính dù máy chưa kết luận hoặc đã từ chối; mang dấu ✔ thủ công, kết quả của máy vẫn hiện bên cạnh.',
  'xac-nhan':
    'Một cán bộ khác đã đề nghị chấp nhận. Sau khi xác nhận, văn bản được tính và mang dấu ✔ thủ công; trước đó không được tính.',
  'tu-choi': 'Văn bản không được tính; kết quả của máy vẫn hiện bên cạnh.',
  'bo-qua': 'Đây không phải văn bản nộp theo kế hoạch; không tính và không báo cho đơn vị.',
  'thong-tin':
    'Ghi số, ký hiệu, ngày, trích yếu đọc được trên văn bản, thay cho những gì máy đọc; dùng để gọi tên và tìm bản trùng.',
  tach: 'Tệp này là một văn bản riêng, không trùng với tệp nào khác.',
} as const satisfies Record<DeedName, string>

/** A document that shares nothing with another cannot be split off. */
function tabsOf({ desk, deed }: DecisionView): readonly DeedName[] {
  const isCopy = deed === 'tach' || desk.file.fate.kind === 'duplicate'
  const isProposed = proposedAcceptance(desk) !== null
  return (
    ['gan-don-vi', isProposed ? 'xac-nhan' : 'chap-nhan', 'tu-choi', 'bo-qua', 'thong-tin', 'tach'] as const
  ).filter((each) => each !== 'tach' || isCopy)
}

function tab({ desk, deed, from }: DecisionView, each: DeedName): Html {
  const address = addressOfDeed(desk.document.sha256, each, from === '' ? {} : { tu: from })
  const current = each === deed ? html` aria-current="page"` : ''
  return html`<a href="${address}"${current}>${DEEDS[each].label}</a>`
}

function formOf(view: DecisionView): Html {
  const { desk, deed, typed } = view
  const { action } = DEEDS[deed]
  switch (deed) {
    case 'gan-don-vi':
      return html`${scopeField(desk)}${unitField(desk, view.unit)}${reasonFields({ action, typed })}${lessonFields(view)}`
    case 'thong-tin':
      return html`${describeFields(view.fields)}${reasonFields({ action, typed }, { proposed: 'Đọc trên trang đầu của văn bản.', paper: 'none' })}`
    case 'tach':
      return reasonFields({ action, typed }, { paper: 'none' })
    case 'xac-nhan': {
      const proposal = proposedAcceptance(desk)
      return proposal === null
        ? html`<p class="nothing">Không có đề nghị chấp nhận nào chờ xác nhận.</p>`
        : html`<p>Đề nghị số ${proposal.id}: ${printable(explainDecision(proposal))} <a href="/quyet-dinh/${proposal.id}/huy">Không xác nhận, hủy đề nghị này</a></p>${reasonFields({ action, typed }, { paper: needsPaper(deed, desk) ? 'needed' : 'optional' })}`
    }
    case 'chap-nhan': {
      const isNeeded = needsPaper(deed, desk)
      return html`${isNeeded ? html`<p class="warning"><strong>Máy xác định chữ ký số không hợp lệ.</strong> Chỉ chấp nhận khi có văn bản cho phép, và sau khi đã đối chiếu với bản gốc.</p>` : ''}${needsSecond(desk) ? html`<p class="warning">Theo quy tắc của đợt, văn bản chỉ được tính khi một cán bộ khác xác nhận.</p>` : ''}${scopeField(desk)}${reasonFields({ action, typed }, { paper: isNeeded ? 'needed' : 'optional' })}`
    }
    default:
      return html`${scopeField(desk)}${reasonFields({ action, typed })}`
  }
}

const needsSecond = ({ tally }: DocumentDesk): boolean => tally.campaign.rule.acceptance === 'two-officers'

/** Asked where several letters brought it. */
function scopeField({ files, file, object }: DocumentDesk): Html | '' {
  if (files.length < 2) return ''
  const one = files.map(({ submission }) => ({
    value: scopeOf(submission),
    label: `Chỉ tệp do ${printable(submission.sender ?? 'người gửi không rõ')} gửi`,
  }))
  const all = { value: '', label: `Cả ${files.length} lần nhận được tệp này` }
  return choiceField('pham-vi', 'Áp dụng cho', [all, ...one], {
    chosen: object.kind === 'submission' ? scopeOf(file.submission) : '',
  })
}

/** What is ticked is shown before it is written; where nothing can be, the button writes at once. */
const mayTeach = ({ deed, teachables }: DecisionView): boolean =>
  deed === 'gan-don-vi' && teachables.some(({ owner }) => owner === null)

function lessonFields({ teachables, taught }: DecisionView): Html | '' {
  if (teachables.length === 0) return ''
  return html`<fieldset><legend>Nhớ cho đơn vị này</legend>
<p class="quiet">Điều được nhớ ghi vào danh mục đơn vị, áp dụng cho cả thư khác; thay đổi được cho xem trước khi ghi.</p>
${teachables.map(({ field, text, owner }) =>
  owner === null
    ? html`<p class="check"><input type="checkbox" id="${field}" name="${field}" value="1"${taught.includes(field) ? html` checked` : ''}><label for="${field}">${LESSON_LABELS[field]}: ${foreign(text)}</label></p>`
    : html`<p class="quiet">${LESSON_LABELS[field]} ${foreign(text)} đã thuộc ${owner.name}.</p>`,
)}</fieldset>`
}
