/** Two documents side by side: what each says of itself, what they share, and whether they are one. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainStanding } from '../../report/explain-count.ts'
import { identityOf, nameInWords } from '../../report/identity-words.ts'
import { decisionsAbout } from '../../tally/decided-thing.ts'
import type { DrawnPage } from '../../validation/modification/drawn-page.ts'
import type { Typed } from '../decide.ts'
import { addressOfDeed } from '../document-deeds.ts'
import type { DocumentDesk } from '../document-desk.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { placeOfDocument } from '../work-place.ts'
import { hiddenFields, reasonFields, type Stop, stopOf } from './decision-fields.ts'
import { decisionList } from './decision-list.ts'
import { firstPageFigure } from './first-page.ts'
import { pairRows } from './pair-rows.ts'

export type PairVerdict = 'gop' | 'khong-trung' | 'tach'

type PairView = {
  readonly first: DocumentDesk
  readonly second: DocumentDesk
  readonly pictures: readonly [DrawnPage, DrawnPage]
  readonly typed: Typed
  readonly verdict: PairVerdict | null
  readonly from: string
  readonly stop: Stop | null
  readonly mark: string
  readonly mayDecide: boolean
  /** What was just decided. */
  readonly done: Html | ''
}

export function pairPage(view: PairView): Page {
  const { first, second, pictures, stop, mayDecide } = view
  const made = decisionsAbout(second.decisions, new Set([...first.about, ...second.about]))
  return {
    title: 'Đối chiếu hai văn bản',
    place: '/can-xu-ly',
    sheet: 'document',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/can-xu-ly">Cần xử lý</a></p><h1 tabindex="-1" autofocus>Đối chiếu hai văn bản</h1>
<p>${printable(suspicionOf(view))}</p></header>
${view.done}${stopOf(stop)}
<table class="compare"><thead><tr><td></td><th scope="col">${heading(first)}</th><th scope="col">${heading(second)}</th><th scope="col">So sánh</th></tr></thead>
<tbody>${pairRows(first, second).map(
      ({ label, cells, alike }) =>
        html`<tr class="${alike === false ? 'differs' : ''}"><th scope="row">${label}</th><td>${cells[0]}</td><td>${cells[1]}</td><td>${alike === null ? '' : alike ? html`<span class="quiet">giống</span>` : html`<strong>khác</strong>`}</td></tr>`,
    )}</tbody></table>
${mayDecide ? verdictForm(view) : ''}
<div class="pair">${firstPageFigure(first.document.sha256, pictures[0])}${firstPageFigure(second.document.sha256, pictures[1])}</div>
${made.length === 0 ? '' : html`<section><h2>Quyết định đã ghi</h2>${decisionList({ shown: made, all: second.decisions, tally: second.tally, mayDecide })}</section>`}`,
  }
}

function heading({ document, file }: DocumentDesk): Html {
  const name = nameInWords(identityOf(file)) ?? file.submission.fileName
  return html`<a href="/van-ban/${document.sha256}">${fileName(name)}</a>`
}

/** Whether the count takes them for one now. */
function areOne({ first, second }: Pick<PairView, 'first' | 'second'>): boolean {
  const isCopyOf = (one: DocumentDesk, other: DocumentDesk) =>
    one.files.some(({ fate }) => fate.kind === 'duplicate' && fate.of === other.document.sha256)
  return isCopyOf(first, second) || isCopyOf(second, first)
}

function suspicionOf(view: Pick<PairView, 'first' | 'second'>): string {
  if (areOne(view)) return 'Hai tệp đang được coi là một văn bản và chỉ được tính một lần.'
  const { first, second } = view
  const doubted = [second, first].find(({ file }, index) => {
    const other = index === 0 ? first : second
    return file.fate.kind === 'review' && 'of' in file.fate && file.fate.of === other.document.sha256
  })
  return doubted ? explainStanding(doubted.file).sentence : 'Hai tệp đang được coi là hai văn bản khác nhau.'
}

function verdictForm(view: PairView): Html {
  const { first, second, typed, verdict, mark, from } = view
  const choices: readonly (readonly [PairVerdict, string])[] = areOne(view)
    ? [['tach', 'Hai văn bản khác nhau: tách tệp thứ hai thành văn bản riêng']]
    : [
        ['gop', 'Một văn bản: gộp lại, chỉ tính một lần'],
        ['khong-trung', 'Hai văn bản khác nhau: mỗi văn bản tính riêng'],
      ]
  return html`<section class="verdict-form"><h2>Kết luận</h2>
<form class="fields" method="post" action="/trung/${first.document.sha256}/${second.document.sha256}">
${hiddenFields({ mark, seen: second.seen, machine: second.stamp })}<input type="hidden" name="tu" value="${from}">
<fieldset><legend>Hai tệp này là</legend>${choices.map(
    ([value, label]) =>
      html`<p class="check"><input type="radio" id="ket-luan-${value}" name="ket-luan" value="${value}" required${verdict === value || choices.length === 1 ? html` checked` : ''}><label for="ket-luan-${value}">${label}</label></p>`,
  )}</fieldset>
${reasonFields({ action: 'note', typed }, { paper: 'optional' })}
<p><button>Ghi kết luận</button> <a class="cancel" href="${from === 'can-xu-ly' ? placeOfDocument(second.tally, second.document.sha256) : `/van-ban/${second.document.sha256}`}">Không quyết định</a></p></form>
<p class="quiet">Chưa đọc được số, ký hiệu? Ghi thông tin cho <a href="${addressOfDeed(first.document.sha256, 'thong-tin')}">văn bản thứ nhất</a> hoặc <a href="${addressOfDeed(second.document.sha256, 'thong-tin')}">văn bản thứ hai</a>.</p></section>`
}
