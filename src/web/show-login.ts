/** The form to sign in, as the answer to whoever has not. */
import { formMark } from './form.ts'
import { type LoginFault, loginPage } from './pages/login.ts'
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
}

export function showLogin(c: WebContext, view: WebView, { status, back, fault, name = '' }: Login): Promise<Response> {
  const mark = formMark(c, view.access)
  const hasOidc = view.access.oidc !== null
  return show(c, view, loginPage({ mark, back, fault: fault ?? null, name, hasOidc }), status)
}
