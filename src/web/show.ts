/** A page as an answer: in its frame, for this visitor. */
import { formMark } from './form.ts'
import { layout, type Page } from './layout.ts'
import { readLook } from './look.ts'
import { notFoundPage } from './pages/fault.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'
import { roleOf } from './visitor.ts'

export type Status = 200 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 502 | 503

/** @param status where there is a page. */
export async function show(c: WebContext, view: WebView, page: Page | null, status: Status = 200): Promise<Response> {
  return frame(c, view, page, null, status)
}

/** The revision is read before the content: what changes in between is then told to the page as news. */
export async function showLive(
  c: WebContext,
  view: WebView,
  make: () => Promise<Page | null>,
  status: Status = 200,
): Promise<Response> {
  const revision = await view.revision()
  return frame(c, view, await make(), revision, status)
}

async function frame(c: WebContext, view: WebView, page: Page | null, revision: number | null, status: Status) {
  const { visitor } = c.var
  const mark = formMark(c, view.access)
  // With no-referrer a browser would call the origin of our own forms "null" (Fetch, "append a request Origin header").
  c.header('Referrer-Policy', 'same-origin')
  const isKnown = roleOf(visitor) !== null
  const mailboxes = isKnown ? await view.mailboxes() : null
  const isOpen = isKnown && view.setup !== null && (await view.setup.startedAt()) === null
  const { pathname, search } = new URL(c.req.url)
  const here = c.req.method === 'GET' && page !== null ? pathname + search : null
  const shown = layout(page ?? notFoundPage(), {
    ...{ visitor, mark, look: readLook(c, view.access), here },
    ...{ now: view.now(), revision, mailboxes, isOpen },
  })
  return c.html(shown, page ? status : 404)
}
