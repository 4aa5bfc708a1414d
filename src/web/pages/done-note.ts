/** What was just decided, with the way back. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainRuling } from '../../report/decision-words.ts'
import type { Decision } from '../../tally/decision.ts'
import type { Tally } from '../../tally/tally.ts'
import { unitNames } from '../counted.ts'
import type { Html } from '../markup.ts'

/** @param id as the address has it; anything that is no decision says nothing. */
export function doneNote(decisions: readonly Decision[], id: string | undefined, tally: Tally): Html | '' {
  const done = /^\d{1,9}$/.test(id ?? '') ? decisions.find((one) => one.id === Number(id)) : undefined
  if (done === undefined) return ''
  return html`<p class="done-note" role="status" tabindex="-1" autofocus>Đã ghi quyết định số ${done.id}: ${printable(explainRuling(done.ruling, unitNames(tally)))}. <a href="/quyet-dinh/${done.id}/huy">Hủy quyết định này</a></p>`
}
