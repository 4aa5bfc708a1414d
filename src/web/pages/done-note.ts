/** What was just decided, with the way back. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainRuling } from '../../report/decision-words.ts'
import type { Decision } from '../../tally/decision.ts'
import type { Tally } from '../../tally/tally.ts'
import { unitNames } from '../counted.ts'
import type { Html } from '../markup.ts'

/** By which an address leads to it, where the page has other places to go on at. */
export const DONE_NOTE = 'da-ghi'

/**
 * @param id as the address has it; anything that is no decision says nothing.
 * @param isStart the focus begins here.
 */
export function doneNote(
  decisions: readonly Decision[],
  id: string | undefined,
  tally: Tally,
  isStart = true,
): Html | '' {
  const done = /^\d{1,9}$/.test(id ?? '') ? decisions.find((one) => one.id === Number(id)) : undefined
  if (done === undefined) return ''
  return html`<p class="done-note" id="${DONE_NOTE}" role="status" tabindex="-1"${isStart ? html` autofocus` : ''}>Đã ghi quyết định số ${done.id}: ${printable(explainRuling(done.ruling, unitNames(tally)))}. <a href="/quyet-dinh/${done.id}/huy">Hủy quyết định này</a></p>`
}
