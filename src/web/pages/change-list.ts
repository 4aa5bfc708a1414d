/** Changes in sentences, each with its details below it: the first few, and the others a click away. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import type { Html } from '../markup.ts'

/** So many are read at a glance. */
const SHOWN = 12

/**
 * @param sentences further lines of each are indented.
 * @param id of the others on the page.
 * @param total of all changes, where only the first of them are given.
 */
export function changeList(sentences: readonly string[], id: string, total = sentences.length): Html {
  const [shown, rest] = [sentences.slice(0, SHOWN), sentences.slice(SHOWN)]
  const left = total - sentences.length
  return html`<ul class="changes">${shown.map(change)}</ul>
${rest.length === 0 ? '' : html`<details id="${id}"><summary>Xem ${total - shown.length} thay đổi còn lại</summary><ul class="changes">${rest.map(change)}</ul>${left > 0 ? html`<p class="quiet">Và ${left} thay đổi khác.</p>` : ''}</details>`}`
}

function change(sentence: string): Html {
  const [first = '', ...details] = sentence.split('\n')
  return html`<li>${printable(first)}${details.map((detail) => html`<br><small>${printable(detail.trim())}</small>`)}</li>`
}
