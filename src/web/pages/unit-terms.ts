/** Forms about one unit: another deadline or number than all have, and notes. */
import { html } from 'hono/html'
import { deadlineInWords } from '../../report/vietnamese-date.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import type { Decision, DecisionId } from '../../tally/decision.ts'
import type { Tally, UnitTally } from '../../tally/tally.ts'
import type { Typed } from '../decide.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { hiddenFields, reasonFields, type Stop, stopOf } from './decision-fields.ts'
import { decisionList } from './decision-list.ts'
import { textField } from './form-parts.ts'

export type TypedTerms = { readonly han: string; readonly 'so-luong': string }

type UnitForm = {
  readonly unit: UnitTally
  readonly tally: Tally
  readonly typed: Typed
  readonly terms: TypedTerms
  readonly made: readonly Decision[]
  readonly all: readonly Decision[]
  readonly stop: Stop | null
  readonly seen: DecisionId
  readonly mark: string
}

export function unitTermsPage(view: UnitForm): Page {
  const { unit, tally, typed, terms } = view
  return formPage(
    view,
    'Gia hạn, yêu cầu riêng',
    html`<dl class="facts">
<div><dt>Hạn nộp của đơn vị</dt><dd>${deadlineInWords(unit)}${unit.deadline === tally.campaign.deadline ? '' : html` <span class="quiet">(hạn chung: ${deadlineInWords(tally.campaign)})</span>`}</dd></div>
<div><dt>Yêu cầu</dt><dd>${documentCount(unit.required)}${unit.required === tally.campaign.required ? '' : html` <span class="quiet">(chung: ${documentCount(tally.campaign.required)})</span>`}</dd></div></dl>
<form class="fields" method="post" action="/don-vi/${unit.unit.id}/yeu-cau">${hiddenFields({ ...view, machine: '' })}
<div class="row">${textField({ name: 'han', label: 'Nộp được đến hết ngày', value: terms.han, isNeeded: false, hint: 'ngày/tháng/năm; để trống nếu không đổi' })}
${textField({ name: 'so-luong', label: 'Số văn bản yêu cầu', value: terms['so-luong'], isNeeded: false, isNumeric: true, hint: 'để trống nếu không đổi' })}</div>
${reasonFields({ action: 'extend', typed }, { paper: 'needed' })}
<p><button>Ghi gia hạn, yêu cầu</button> <a class="cancel" href="/don-vi/${unit.unit.id}">Không thay đổi</a></p></form>`,
  )
}

export function unitNotePage(view: UnitForm): Page {
  const { unit, typed } = view
  return formPage(
    view,
    'Ghi chú',
    html`<p>Ghi chú hiện trên trang của đơn vị cho cán bộ và lãnh đạo; không làm thay đổi số liệu.</p>
<form class="fields" method="post" action="/don-vi/${unit.unit.id}/ghi-chu">${hiddenFields({ ...view, machine: '' })}
${reasonFields({ action: 'note', typed }, { paper: 'none', textLabel: 'Nội dung ghi chú' })}
<p><button>Ghi chú</button> <a class="cancel" href="/don-vi/${unit.unit.id}">Không ghi</a></p></form>`,
  )
}

function formPage({ unit, tally, made, all, stop }: UnitForm, title: string, form: Html): Page {
  return {
    title: `${title} – ${unit.unit.name}`,
    place: '/',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/">Tổng quan</a> › <a href="/don-vi/${unit.unit.id}">${unit.unit.name}</a></p><h1>${title}</h1></header>
${stopOf(stop)}${form}
${made.length === 0 ? '' : html`<h2>Đã ghi về đơn vị</h2>${decisionList({ shown: made, all, tally, mayDecide: true })}`}`,
  }
}
