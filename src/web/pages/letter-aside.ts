/** Setting a letter aside, or a part of one: nothing in it is waited for. */
import { html } from 'hono/html'
import type { UnopenedPart } from '../../mail/letter.ts'
import { explainLetterState } from '../../report/explain-letter.ts'
import { explainUnopened } from '../../report/explain-unopened.ts'
import type { LetterRow } from '../../store/store.ts'
import type { DecisionId } from '../../tally/decision.ts'
import type { Typed } from '../decide.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { moment } from '../markup.ts'
import { hiddenFields, reasonFields, type Stop, stopOf } from './decision-fields.ts'
import { subjectOf } from './letters.ts'
import { senderOf } from './unit.ts'

type LetterAside = {
  readonly letter: LetterRow
  /** Its name in the form; '' for the whole letter. */
  readonly part: string
  readonly unopened: UnopenedPart | null
  readonly typed: Typed
  readonly stop: Stop | null
  readonly seen: DecisionId
  readonly mark: string
}

export function letterAsidePage({ letter, part, unopened, typed, stop, seen, mark }: LetterAside): Page {
  const { label, sentence } = unopened ? explainUnopened(unopened.reason) : explainLetterState(letter.state)
  const what = unopened ? 'phần thư' : 'thư'
  return {
    title: `Bỏ qua ${what}`,
    place: '/can-xu-ly',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/can-xu-ly">Cần xử lý</a> › <a href="/thu/${letter.sha256}">Thư</a></p><h1 tabindex="-1" autofocus>Bỏ qua ${what}</h1></header>
${stopOf(stop)}
<dl class="facts"><div><dt>Thư</dt><dd>${subjectOf(letter)}</dd></div>
${unopened ? html`<div><dt>Tệp</dt><dd>${fileName(unopened.name)}</dd></div>` : ''}
<div><dt>Người gửi</dt><dd>${senderOf(letter.sender)}</dd></div><div><dt>Ngày đến</dt><dd>${moment(letter.receivedAt)}</dd></div>
<div><dt>Vì sao chưa mở được</dt><dd>${label}. ${sentence}</dd></div></dl>
<p>Sau khi bỏ qua, mục này không còn trong danh sách cần xử lý. Thư vẫn được giữ nguyên và quyết định hủy được.</p>
<form class="fields" method="post" action="/thu/${letter.sha256}/bo-qua">${hiddenFields({ mark, seen, machine: '' })}<input type="hidden" name="phan" value="${part}">
${reasonFields({ action: 'set-aside', typed })}
<p><button>Bỏ qua ${what}</button> <a class="cancel" href="/thu/${letter.sha256}">Không bỏ qua</a></p></form>`,
  }
}
