/** Routes of the set-up, for administrators alone. */
import { formMark } from '../form.ts'
import { get, post, postLong, type Route, type WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { showCampaign, takeCampaign } from './campaign-routes.ts'
import { showMailbox, takeMailbox } from './mailbox-routes.ts'
import { practiceSetupPage, setupPage } from './overview-page.ts'
import { beginRehearsal, endRehearsal, showRehearsal, startReading } from './rehearsal-routes.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup } from './steps.ts'
import { MAX_UPLOAD_BYTES, showTrust, takeFetch, takeTrust } from './trust-routes.ts'
import { MAX_TABLE_BYTES, showUnits, takeUnits } from './units-routes.ts'

export const SETUP_ROUTES: readonly Route[] = [
  get('/thiet-lap', 'set-up', async (c, view) => {
    if (view.setup === null) return show(c, view, practiceSetupPage)
    return show(c, view, setupPage(await lookAtSetup(view.setup), formMark(c, view.access)))
  }),
  get('/thiet-lap/hop-thu', 'set-up', within(showMailbox)),
  post('/thiet-lap/hop-thu', 'set-up', within(takeMailbox)),
  get('/thiet-lap/don-vi', 'set-up', within(showUnits)),
  postLong(MAX_TABLE_BYTES, '/thiet-lap/don-vi', 'set-up', within(takeUnits)),
  get('/thiet-lap/ke-hoach', 'set-up', within(showCampaign)),
  post('/thiet-lap/ke-hoach', 'set-up', within(takeCampaign)),
  get('/thiet-lap/chung-thu-so', 'set-up', within(showTrust)),
  postLong(MAX_UPLOAD_BYTES, '/thiet-lap/chung-thu-so', 'set-up', within(takeTrust)),
  post('/thiet-lap/tai-du-lieu', 'set-up', within(takeFetch)),
  get('/thiet-lap/dem-thu', 'set-up', within(showRehearsal)),
  post('/thiet-lap/dem-thu', 'set-up', within(beginRehearsal)),
  post('/thiet-lap/dem-thu/dung', 'set-up', within(endRehearsal)),
  post('/thiet-lap/bat-dau', 'set-up', within(startReading)),
]

/** In practice there is nothing to be set. */
function within(answer: (c: WebContext, view: WebView, setup: Setup) => Promise<Response>): Route['handle'] {
  return async (c, view) => (view.setup === null ? c.notFound() : answer(c, view, view.setup))
}
