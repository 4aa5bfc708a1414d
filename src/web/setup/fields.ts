/**
 * Fields of the set-up beside those of other forms: long texts, dates, boxes to tick; and what is wrong with them. What comes
 * back into a long text is what was typed there, letter by letter.
 */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { officialDate } from '../../report/vietnamese-date.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import { isoDay, startOfDay } from './days.ts'

/** `field`: its id on the page. */
export type FieldFault = { readonly field: string; readonly label: string; readonly message: string }

type Area = {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly rows: number
  readonly hint?: Html | string
  readonly placeholder?: string
}

export function areaField({ name, label, value, rows, hint, placeholder = '' }: Area): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<textarea id="${name}" name="${name}" rows="${rows}" placeholder="${placeholder}" autocomplete="off" autocapitalize="none" spellcheck="false"${describedBy(name, hint)}>
${value}</textarea>
${hintOf(name, hint)}</p>`
}

type Day = { readonly name: string; readonly label: string; readonly value: string; readonly hint?: string }

/**
 * Typed as everywhere else: the field that browsers have for days shows them in the order of the machine's language.
 *
 * @param value yyyy-mm-dd, or what was typed in place of a day.
 */
export function dayField({ name, label, value, hint }: Day): Html {
  const order = hint === undefined ? 'ngày/tháng/năm' : `ngày/tháng/năm. ${hint}`
  const shown = startOfDay(value) === null ? value : officialDate(`${isoDay(value)}T00:00:00+07:00`)
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="text" inputmode="numeric" autocomplete="off" value="${printable(shown)}"${describedBy(name, order)}>
${hintOf(name, order)}</p>`
}

type Box = {
  readonly name: string
  readonly value: string
  readonly label: Html | string
  readonly isTicked: boolean
  readonly isNeeded?: boolean
}

export function box({ name, value, label, isTicked, isNeeded = false }: Box): Html {
  return html`<label class="box"><input type="checkbox" name="${name}" value="${printable(value)}"${isTicked ? html` checked` : ''}${isNeeded ? html` required` : ''}> <span>${label}</span></label>`
}

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

const describedBy = (name: string, hint: Html | string | undefined): Html | '' =>
  hint === undefined ? '' : html` aria-describedby="${name}-hint"`

const hintOf = (name: string, hint: Html | string | undefined): Html | '' =>
  hint === undefined ? '' : html`<small id="${name}-hint">${hint}</small>`

/** Each leads to its field. */
export function faultList(faults: readonly FieldFault[]): Html | '' {
  if (faults.length === 0) return ''
  return html`<div class="alert" role="alert">${personMark('Chưa lưu được, cần sửa:')}
<ul>${faults.map(({ field, label, message }) => html`<li><a href="#${field}">${label}</a>: ${printable(message)}</li>`)}</ul></div>`
}
