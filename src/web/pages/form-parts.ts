/** Parts of forms: labelled fields, and the sentence that says what is wrong or done. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'

type Field = {
  readonly name: string
  /** Where a page has several fields of one name. */
  readonly id?: string
  readonly label: string
  readonly value?: string
  readonly type?: 'text' | 'password'
  /** What to type, where the label does not say it all. */
  readonly hint?: string
  /** HTML, 4.10.18.7.1. */
  readonly autocomplete?: string
  readonly isNeeded?: boolean
  readonly isNumeric?: boolean
}

export function textField({
  name,
  id = name,
  label,
  value = '',
  type = 'text',
  hint,
  autocomplete = 'off',
  ...is
}: Field): Html {
  const { isNeeded = true, isNumeric = false } = is
  return html`<p class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${name}" type="${type}" value="${printable(value)}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"${isNumeric ? html` inputmode="numeric"` : ''}${isNeeded ? html` required` : ''}${hint === undefined ? '' : html` aria-describedby="${id}-hint"`}>
${hint === undefined ? '' : html`<small id="${id}-hint">${hint}</small>`}</p>`
}

/** Whose password it is, where no visible field says so (HTML, 4.10.18.7.1: `username`). */
export function nameForManagers(name: string): Html {
  return html`<input type="text" name="ten" value="${printable(name)}" autocomplete="username" hidden>`
}

type Choice = { readonly value: string; readonly label: string }

type Choosing = {
  readonly chosen?: string
  readonly hint?: string
  /** The first choice is then '', and none. */
  readonly isNeeded?: boolean
}

export function choiceField(
  name: string,
  label: string,
  choices: readonly Choice[],
  { chosen = '', hint, isNeeded = false }: Choosing = {},
): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}"${isNeeded ? html` required` : ''}${hint === undefined ? '' : html` aria-describedby="${name}-hint"`}>${choices.map(
    (choice) =>
      html`<option value="${choice.value}"${choice.value === chosen ? html` selected` : ''}>${choice.label}</option>`,
  )}</select>
${hint === undefined ? '' : html`<small id="${name}-hint">${hint}</small>`}</p>`
}

/** What is wrong, said at once by a screen reader. */
export function alertOf(sentence: string | null): Html | '' {
  return sentence === null ? '' : html`<p class="alert" role="alert">${personMark(sentence)}</p>`
}

export function doneOf(sentence: string | null): Html | '' {
  return sentence === null ? '' : html`<p class="done-note" role="status">${sentence}</p>`
}
