/** A page as an answer: in its frame, for this visitor. */
import { formMark } from './form.ts'
import { type Frame, layout, type Page } from './layout.ts'
import type { Html } from './markup.ts'
import { notFoundPage } from './pages/fault.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'

export type Status = 200 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 502 | 503

/** @param status where there is a page. */
export async function show(c: WebContext, view: WebView, page: Page | null, status: Status = 200): Promise<Response> {
  return c.html(...framed(c, view, page, { revision: null, mailboxes: null }, status))
}

/** The revision is read before the content: what changes in between is then told to the page as news. */
export async function showLive(
  c: WebContext,
  view: WebView,
  make: () => Promise<Page | null>,
  status: Status = 200,
): Promise<Response> {
  const revision = await view.revision()
  const page = await make()
  return c.html(...framed(c, view, page, { revision, mailboxes: await view.mailboxes() }, status))
}

function framed(
  c: WebContext,
  view: WebView,
  page: Page | null,
  state: Pick<Frame, 'revision' | 'mailboxes'>,
  status: Status,
): [Html, Status] {
  const { visitor } = c.var
  const mark = visitor.kind === 'person' ? formMark(c, view.access) : ''
  // With no-referrer a browser would call the origin of our own forms "null" (Fetch, "append a request Origin header").
  if (mark !== '' || page?.still) c.header('Referrer-Policy', 'same-origin')
  const shown = layout(page ?? notFoundPage(), { visitor, mark, now: view.now(), ...state })
  return [shown, page ? status : 404]
}
