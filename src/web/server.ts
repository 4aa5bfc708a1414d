/** The pages: who may have them, and what happens where one cannot be made. */
import { Hono } from 'hono'
import { BusyError } from '../access/password.ts'
import { isOutOfRoom } from '../store/out-of-room.ts'
import { StoreAwayError } from '../store/store-away.ts'
import { ACCOUNT_ROUTES } from './account-routes.ts'
import { DARK, KEYS, SCRIPT, SHEETS, STYLE } from './assets.ts'
import { AUDIT_ROUTES } from './audit-routes.ts'
import { DECISION_ROUTES } from './decision-routes.ts'
import { DOCUMENT_DECISION_ROUTES } from './document-decision-routes.ts'
import { revisionEvents } from './events.ts'
import { layout } from './layout.ts'
import { LETTER_DECISION_ROUTES } from './letter-decision-routes.ts'
import { LOGIN_ROUTES } from './login-routes.ts'
import { readLook } from './look.ts'
import { LOOK_ROUTES } from './look-routes.ts'
import { LOOKUP_ROUTES } from './lookup-routes.ts'
import { OUTBOX_ROUTES } from './outbox-routes.ts'
import { viewOf } from './own-rows.ts'
import { faultPage, fullPage } from './pages/fault.ts'
import { PAIR_ROUTES } from './pair-routes.ts'
import { PAPER_ROUTES } from './paper-routes.ts'
import { PERSONAL_DATA_ROUTES } from './personal-data-routes.ts'
import { READ_ROUTES } from './read-routes.ts'
import { REMINDER_ROUTES } from './reminder-routes.ts'
import { get, guard, type Route, type WebEnv } from './route.ts'
import { onlyHosts, onlySmallForms, securityHeaders } from './security.ts'
import { openSeenSessions } from './seen-sessions.ts'
import { SETUP_ROUTES } from './setup/setup-routes.ts'
import { show } from './show.ts'
import { UNIT_TERMS_ROUTES } from './unit-terms-routes.ts'
import { USER_ROUTES } from './user-routes.ts'
import type { WebView } from './view.ts'
import { NOBODY } from './visitor.ts'

/** Everything that is served. */
export function routesOf(view: WebView): readonly Route[] {
  return [
    get('/healthz', 'anyone', (c) => c.text('ok')),
    // Whether pages can be shown: asks the store, whose fault is told like that of a page.
    get('/readyz', 'anyone', async (c) => c.text(`ok ${await view.revision()}`)),
    get('/favicon.ico', 'anyone', (c) => c.body(null, 204)),
    get('/style.css', 'anyone', STYLE.serve),
    get('/dark.css', 'anyone', DARK.serve),
    get('/overview.css', 'anyone', SHEETS.overview.serve),
    get('/desk.css', 'anyone', SHEETS.desk.serve),
    get('/document.css', 'anyone', SHEETS.document.serve),
    get('/setup.css', 'anyone', SHEETS.setup.serve),
    get('/app.js', 'anyone', SCRIPT.serve),
    get('/keys.js', 'anyone', KEYS.serve),
    get('/events', 'signed-in', revisionEvents(view.revision, view.ended)),
    ...LOOK_ROUTES,
    ...LOGIN_ROUTES,
    ...ACCOUNT_ROUTES,
    ...READ_ROUTES,
    ...LOOKUP_ROUTES,
    ...PERSONAL_DATA_ROUTES,
    ...PAPER_ROUTES,
    ...DECISION_ROUTES,
    ...DOCUMENT_DECISION_ROUTES,
    ...PAIR_ROUTES,
    ...UNIT_TERMS_ROUTES,
    ...LETTER_DECISION_ROUTES,
    ...REMINDER_ROUTES,
    ...OUTBOX_ROUTES,
    ...AUDIT_ROUTES,
    ...USER_ROUTES,
    ...SETUP_ROUTES,
  ]
}

/** @param onFault is told of each fault of our own; the visitor sees none of it. */
export function webApp(view: WebView, onFault: (error: Error) => void = (error) => console.error(error)): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const routes = routesOf(view)
  app.use(securityHeaders(view.access), onlyHosts(view.hosts), onlySmallForms(routes))
  app.use(guard(routes, view, openSeenSessions(view.access.store, onFault)))
  for (const { method, path, handle } of routes) {
    app.on(method, path, (c) => handle(c, viewOf(c.var.visitor, view)))
  }
  app.notFound((c) => show(c, view, null))
  app.onError((error, c) => {
    onFault(error)
    // The view may be what failed, so nothing is asked of it.
    const isFull = isOutOfRoom(error)
    const page = layout(isFull ? fullPage() : faultPage(), {
      ...{ visitor: c.var.visitor ?? NOBODY, mark: '', look: readLook(c, view.access), here: null },
      ...{ now: view.now(), revision: null, mailboxes: null },
    })
    const isPassing = isFull || error instanceof StoreAwayError || error instanceof BusyError
    return c.html(page, isPassing ? 503 : 500)
  })
  return app
}
