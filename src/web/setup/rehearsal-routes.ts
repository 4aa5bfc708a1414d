/** A rehearsal is begun, watched and ended; and the reading of the mailbox is started. */

import type { Instant } from '../../lang.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { entryOf, recordOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { DAY_MS, dayOf, startOfDay } from './days.ts'
import type { FieldFault } from './fields.ts'
import { readStep } from './frame.ts'
import { rehearsalPage } from './rehearsal-page.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup, missingSteps, pathOf } from './steps.ts'

/** As many days of past letters as tell something of most units. */
const DAYS = 30

/** For a page without a script. */
const REFRESH_SECONDS = 2

export async function showRehearsal(
  c: WebContext,
  view: WebView,
  setup: Setup,
  faults: readonly FieldFault[] = [],
): Promise<Response> {
  const rehearsal = setup.rehearsal.state()
  if (rehearsal.kind === 'running') c.header('Refresh', String(REFRESH_SECONDS))
  const before = dayOf((view.now() - DAYS * DAY_MS) as Instant)
  const typed = c.req.method === 'POST' ? await field(c, 'tu-ngay') : ''
  const readFrom = typed !== '' ? typed : 'readFrom' in rehearsal ? dayOf(rehearsal.readFrom) : before
  const frame = { mark: formMark(c, view.access), done: readStep(c.req.query('da')), readFrom, faults }
  const page = rehearsalPage({ ...frame, state: await lookAtSetup(setup), rehearsal })
  return show(c, view, page, faults.length === 0 ? 200 : 422)
}

export async function beginRehearsal(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const readFrom = startOfDay(await field(c, 'tu-ngay'))
  if (readFrom === null) {
    return showRehearsal(c, view, setup, [
      { field: 'tu-ngay', label: 'Đếm thử thư nhận từ ngày', message: 'nhập ngày có thật.' },
    ])
  }
  if (await setup.rehearsal.begin(readFrom)) {
    await recordOf(c, view, { action: 'rehearsed', facts: { from: vietnameseDate(readFrom) } })
  }
  return c.redirect(pathOf('dem-thu'), 303)
}

export async function endRehearsal(c: WebContext, _view: WebView, setup: Setup): Promise<Response> {
  await setup.rehearsal.end()
  return c.redirect(pathOf('dem-thu'), 303)
}

/** From the day that was chosen with the mailbox, or all that lies there. */
export async function startReading(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const state = await lookAtSetup(setup)
  if (state.startedAt === null && missingSteps(state).length === 0) {
    await setup.start(entryOf(c, view, { action: 'reading-started' }))
  }
  return c.redirect(state.startedAt === null && missingSteps(state).length > 0 ? '/thiet-lap' : '/', 303)
}
