/** Undoing a decision: what it was, and why it is taken back. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDecision, explainRuling } from '../../report/decision-words.ts'
import type { Decision, DecisionId } from '../../tally/decision.ts'
import type { Tally } from '../../tally/tally.ts'
import { unitNames } from '../counted.ts'
import type { Typed } from '../decide.ts'
import type { Page } from '../layout.ts'
import { hiddenFields, reasonFields, type Stop, stopOf } from './decision-fields.ts'
import { machineThen } from './decision-list.ts'
import { aboutIn } from './decisions.ts'

type UndoView = {
  readonly decision: Decision
  readonly isUndone: boolean
  /** It would bring an acceptance back by the word of one. */
  readonly needsTwo: boolean
  /** The register remembers something of it, which stays. */
  readonly isLearned: boolean
  readonly tally: Tally
  readonly typed: Typed
  readonly stop: Stop | null
  readonly seen: DecisionId
  readonly mark: string
}

/** Why an undoing is not undone. */
export const ACCEPT_ANEW =
  'Chấp nhận cần hai cán bộ nên không khôi phục được bằng cách này. Nếu vẫn cần, hãy chấp nhận lại văn bản.'

export function undoPage({ decision, isUndone, needsTwo, isLearned, tally, typed, stop, seen, mark }: UndoView): Page {
  const nameOf = unitNames(tally)
  return {
    title: `Hủy quyết định số ${decision.id}`,
    place: '/can-xu-ly',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/can-xu-ly">Cần xử lý</a> › <a href="/quyet-dinh">Sổ quyết định</a></p>
<h1 tabindex="-1" autofocus>Hủy quyết định số ${decision.id}</h1></header>
${stopOf(stop)}
<dl class="facts">
<div><dt>Quyết định</dt><dd>${printable(explainRuling(decision.ruling, nameOf))}</dd></div>
<div><dt>Về</dt><dd>${aboutIn(tally, [decision])(decision)}</dd></div>
<div><dt>Đã ghi</dt><dd>${printable(explainDecision(decision))}</dd></div>
<div><dt>Máy kết luận lúc đó</dt><dd>${machineThen(decision.machine, nameOf)}</dd></div>
</dl>
${
  needsTwo
    ? html`<p class="nothing">${ACCEPT_ANEW}</p>`
    : isUndone
      ? html`<p class="nothing">Quyết định này đã được hủy. <a href="/quyet-dinh">Xem sổ quyết định</a>.</p>`
      : html`<p>Sau khi hủy, số liệu trở lại như khi chưa có quyết định này. Quyết định vẫn còn trong sổ, ghi là đã hủy.${isLearned ? html` <strong>Điều danh mục đơn vị đã nhớ theo quyết định này vẫn còn</strong>; nếu cũng nhầm, đề nghị người quản trị sửa danh mục.` : ''}</p>
<form class="fields" method="post" action="/quyet-dinh/${decision.id}/huy">${hiddenFields({ mark, seen, machine: '' })}
${reasonFields({ action: 'undo', typed }, { paper: 'optional' })}
<p><button>Hủy quyết định</button> <a class="cancel" href="/quyet-dinh">Giữ nguyên</a></p></form>`
}`,
  }
}
