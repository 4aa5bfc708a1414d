/** A table of units is looked at, and written into the register. */
import { entryOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { actorOf } from '../visitor.ts'
import { filesOf } from './files.ts'
import { readStep } from './frame.ts'
import { goOn } from './go-on.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup } from './steps.ts'
import { type UnitsView, unitsPage } from './units-page.ts'

/** Three thousand communes with all their columns take less than one. */
export const MAX_TABLE_BYTES = 4 * 1024 * 1024

export const showUnits = (c: WebContext, view: WebView, setup: Setup): Promise<Response> => answer(c, view, setup, {})

export async function takeUnits(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const task = await field(c, 'viec')
  if (task === 'mau') return answer(c, view, setup, { table: await setup.units.sample() })
  const [file] = await filesOf(c, 'tep')
  const read =
    file === undefined ? { table: await field(c, 'bang') } : await setup.units.readFile(file.name, file.bytes)
  if ('why' in read) return answer(c, view, setup, { fileFault: read.why })
  const { table } = read
  if (task !== 'ghi') return answer(c, view, setup, { table, proposal: await setup.units.propose(table) })
  const actor = actorOf(c.var.visitor)
  const entry = entryOf(c, view, { action: 'register-changed', facts: { setting: 'units' } })
  if (await setup.units.apply(table, Number(await field(c, 'dua-tren')), actor.name, entry)) {
    return goOn(c, setup, 'don-vi')
  }
  return answer(c, view, setup, { table, proposal: await setup.units.propose(table), isOvertaken: true })
}

async function answer(c: WebContext, view: WebView, setup: Setup, shown: Partial<UnitsView>): Promise<Response> {
  const nothing = { table: '', fileFault: null, proposal: null, isOvertaken: false }
  const state = await lookAtSetup(setup)
  const frame = { state, mark: formMark(c, view.access), done: readStep(c.req.query('da')) }
  const page = unitsPage({ ...nothing, ...frame, count: await setup.units.count(), ...shown })
  const isRefused = shown.proposal?.kind === 'refused' || shown.fileFault !== undefined
  return show(c, view, page, isRefused ? 422 : shown.isOvertaken ? 409 : 200)
}
