/** Decisions about one thing, newest first: who, when, why, what the machine said then, and the link that undoes one. */
import { html } from 'hono/html'
import type { UnitId } from '../../campaign/unit.ts'
import { keptBy } from '../../kept-by.ts'
import { printable } from '../../printable.ts'
import { explainRuling, groundsInWords } from '../../report/decision-words.ts'
import { explainCode } from '../../report/explain.ts'
import { fateLabel } from '../../report/explain-count.ts'
import {
  confirmedProposals,
  type Decision,
  type DecisionId,
  type MachineView,
  undoneDecisions,
} from '../../tally/decision.ts'
import { submissionsOf, type Tally } from '../../tally/tally.ts'
import { isCode } from '../../validation/code.ts'
import { unitNames } from '../counted.ts'
import { foreign, type Html, moment } from '../markup.ts'

type Listed = {
  readonly shown: readonly Decision[]
  /** All that were made: what undoes one may be about something else. */
  readonly all: readonly Decision[]
  readonly tally: Tally
  readonly mayDecide: boolean
}

export function decisionList(
  { shown, all, tally, mayDecide }: Listed,
  about?: (decision: Decision) => Html | '',
): Html {
  const stateOf = stateIn(all, tally)
  const nameOf = unitNames(tally)
  return html`<table class="stack decisions">
<thead><tr><th scope="col" class="number">Số</th><th scope="col">Quyết định</th>${about ? html`<th scope="col">Về</th>` : ''}<th scope="col">Người quyết định</th>
<th scope="col">Lý do</th><th scope="col">Máy kết luận lúc đó</th>${mayDecide ? html`<th scope="col" class="undo">Hủy</th>` : ''}</tr></thead>
<tbody>${shown.toReversed().map((decision) => {
    const state = stateOf(decision)
    const isUndone = state === 'đã hủy'
    return html`<tr${isUndone ? html` class="undone"` : ''}>
<td class="number" data-label="Số">${decision.id}</td>
<th scope="row" data-label="Quyết định">${printable(explainRuling(decision.ruling, nameOf))}${state === null ? '' : html` <small>(${state})</small>`}</th>
${about ? html`<td data-label="Về">${about(decision)}</td>` : ''}
<td data-label="Ai, lúc nào"><div>${foreign(decision.by)} <small class="whole">${decision.role}</small></div><div>${moment(decision.at)}</div></td>
<td data-label="Lý do"><div>${foreign(groundsInWords(decision))}</div></td>
<td data-label="Máy">${machineThen(decision.machine, nameOf)}</td>
${mayDecide ? html`<td class="undo" data-label="Hủy">${isUndone ? '' : html`<a href="/quyet-dinh/${decision.id}/huy" aria-label="Hủy quyết định số ${decision.id}">Hủy</a>`}</td>` : ''}</tr>`
  })}</tbody></table>`
}

function stateIn(all: readonly Decision[], tally: Tally): (decision: Decision) => string | null {
  const undone = undoneDecisions(all)
  const confirmed = confirmedProposals(all, undone)
  return ({ id, ruling }) => {
    if (undone.has(id)) return 'đã hủy'
    if (ruling.action !== 'propose') return null
    if (confirmed.has(id)) return 'đã xác nhận'
    return waitingProposals(tally).has(id) ? 'chờ người thứ hai xác nhận' : 'không cần xác nhận nữa'
  }
}

/** Of others the file counts without them, or a later word holds. */
const waitingProposals = keptBy(
  (tally: Tally): ReadonlySet<DecisionId> =>
    new Set(
      submissionsOf(tally).flatMap(({ decision }) => (decision?.ruling.action === 'propose' ? [decision.id] : [])),
    ),
)

/** What the machine said when it was decided otherwise. */
export function machineThen(machine: MachineView | null, nameOf: (unit: UnitId) => string): Html {
  if (machine === null) return html`<span class="quiet">–</span>`
  const { code, fate, unit } = machine
  const parts = [
    ...(code !== null && isCode(code) ? [explainCode(code).label] : []),
    ...(fate === null ? ['chưa kiểm tra xong'] : [fateLabel(fate, unit).toLowerCase()]),
    unit === null ? 'chưa rõ đơn vị' : nameOf(unit),
  ]
  return html`<span class="quiet">${printable(parts.join('; '))}</span>`
}
