/**
 * Fields of the set-up beside those of other forms: long texts, dates, boxes to tick; and what is wrong with them. What comes
 * back into a long text is what was typed there, letter by letter.
 */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'

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

/** @param value yyyy-mm-dd. */
export function dayField({ name, label, value, hint }: Day): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="date" value="${printable(value)}"${describedBy(name, hint)}>
${hintOf(name, hint)}</p>`
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
