/** The form to sign in, as the answer to whoever has not; where nobody can yet, how the first account is made. */
import { formMark } from './form.ts'
import { type LoginFault, loginPage, nobodyYetPage } from './pages/login.ts'
import type { WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

type Login = {
  readonly status: 200 | 401 | 429 | 503
  /** Where to go after it. */
  readonly back: string
  readonly fault?: LoginFault
  /** What was typed before. */
  readonly name?: string
  /** They have just chosen their password. */
  readonly isSet?: boolean
}

export async function showLogin(c: WebContext, view: WebView, login: Login): Promise<Response> {
  const { status, back, fault, name = '', isSet = false } = login
  const mark = formMark(c, view.access)
  const hasOidc = view.access.oidc !== null
  const isFirst = fault === undefined && !hasOidc && (await view.access.store.accounts()).length === 0
  if (isFirst) return show(c, view, nobodyYetPage(), status)
  return show(c, view, loginPage({ mark, back, fault: fault ?? null, name, hasOidc, isSet }), status)
}
