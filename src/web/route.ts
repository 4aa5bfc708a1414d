/** Routes: each says who may use it, and what says nothing is not served. */
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Right } from '../access/role.ts'
import { isOwnForm } from './form.ts'
import { refusedPage } from './pages/refused.ts'
import type { SeenSessions } from './seen-sessions.ts'
import { show } from './show.ts'
import { showLogin } from './show-login.ts'
import type { WebView } from './view.ts'
import { mustEnrol, NOBODY, readVisitor, type Visitor, visitorMay } from './visitor.ts'

export type WebEnv = {
  Variables: {
    visitor: Visitor
    /** Given with this answer, where the browser had none. */
    formToken?: string
  }
}
export type WebContext = Context<WebEnv>

export type Audience =
  /** Asks nothing, and knows nobody. */
  | 'anyone'
  /** Also an administrator who has yet to enrol a second factor. */
  | 'own-account'
  | 'signed-in'
  | Right

export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly audience: Audience
  /** Of a form, where it may be longer than others. */
  readonly maxBytes?: number
  /** @param view holds only what the visitor may see. */
  readonly handle: (c: WebContext, view: WebView) => Response | Promise<Response>
}

type Make = (path: string, audience: Audience, handle: Route['handle']) => Route
export const get: Make = (path, audience, handle) => ({ method: 'GET', path, audience, handle })
export const post: Make = (path, audience, handle) => ({ method: 'POST', path, audience, handle })
/** For a form that brings files or long texts. */
export const postLong = (maxBytes: number, ...[path, audience, handle]: Parameters<Make>): Route => ({
  ...post(path, audience, handle),
  maxBytes,
})

/** Stands before every route: finds its row, the visitor, and whether the one may have the other. */
export function guard(routes: readonly Route[], view: WebView, seen: SeenSessions): MiddlewareHandler<WebEnv> {
  const byName = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]))
  return async (c, next) => {
    const target = matchedRoutes(c).find(({ method }) => method !== 'ALL')
    const route = target && byName.get(`${target.method} ${target.path}`)
    const isReading = ['GET', 'HEAD'].includes(c.req.method)
    if (!isReading && route === undefined) return c.text('Trang này chỉ để xem.', 405, { Allow: 'GET, HEAD' })
    c.set('visitor', route?.audience === 'anyone' ? NOBODY : await readVisitor(c, view.access, seen, view.now()))
    // A long form is read for nobody who may not send it.
    const refused = route?.maxBytes === undefined ? null : admit(route, c.var.visitor, c, view)
    if (refused !== null) return refused
    if (!isReading && !(await isOwnForm(c, view.access))) return show(c, view, refusedPage('form'), 403)
    // Without a row there is no page; the answer is that of an address that leads nowhere.
    if (route === undefined) return c.notFound()
    return admit(route, c.var.visitor, c, view) ?? next()
  }
}

/** Null where the visitor may go on. */
function admit(
  { audience }: Route,
  visitor: Visitor,
  c: WebContext,
  view: WebView,
): Promise<Response> | Response | null {
  if (audience === 'anyone') return null
  if (visitor.kind === 'nobody') return showLogin(c, view, { status: 401, back: placeOf(c) })
  if (audience === 'own-account') return visitor.kind === 'person' ? null : c.notFound()
  if (mustEnrol(visitor)) return c.redirect('/tai-khoan', 303)
  return audience === 'signed-in' || visitorMay(visitor, audience) ? null : show(c, view, refusedPage('role'), 403)
}

/** With the filter that was chosen; what a form was sent to may not be there for whoever comes back. */
function placeOf(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method === 'GET' ? pathname + search : pathname
}
