/** The pages: routes from addresses to views. Reads only. */
import type { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import type { Bytes } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { DocumentRow, LetterRow, Progress, Page as Range } from '../store/store.ts'
import { StoreAwayError } from '../store/store-away.ts'
import type { Alert } from '../store/upkeep-store.ts'
import type { VerdictChange } from '../store/verdict.ts'
import type { Tally } from '../tally/tally.ts'
import type { VitalSigns } from '../upkeep/vital-signs.ts'
import { SCRIPT, STYLE } from './assets.ts'
import { download, downloadBundle } from './download.ts'
import { revisionEvents } from './events.ts'
import { layout, type Page } from './layout.ts'
import { isSha256 } from './markup.ts'
import { changesPage, readChangesPage } from './pages/changes.ts'
import { conditionPage } from './pages/condition.ts'
import { documentPage } from './pages/document.ts'
import { incompleteBundlePage } from './pages/document-bundle.ts'
import { faultPage, notFoundPage } from './pages/fault.ts'
import { letterPage } from './pages/letter.ts'
import { lettersPage, readLettersPage } from './pages/letters.ts'
import { overviewPage, readFilter } from './pages/overview.ts'
import { unassignedPage } from './pages/unassigned.ts'
import { unitPage } from './pages/unit.ts'
import { type DrawPage, pictureAnswer, readPictures } from './pictures.ts'
import { onlyHosts, onlyReading, securityHeaders } from './security.ts'

/** All that the pages ask for. */
export type WebView = {
  readonly tally: () => Promise<Tally>
  readonly progress: () => Promise<Progress>
  /** Newest first. */
  readonly letters: (page: Range) => Promise<readonly LetterRow[]>
  readonly letter: (sha256: Sha256) => Promise<LetterRow | null>
  readonly document: (sha256: Sha256) => Promise<DocumentRow | null>
  readonly file: (sha256: Sha256) => Promise<Bytes | null>
  /** The evidence bundle of its verdict. */
  readonly bundle: (document: DocumentRow) => Promise<BundleAnswer>
  readonly drawPage: DrawPage
  /** Newest first. */
  readonly verdictChanges: (page: Range) => Promise<readonly VerdictChange[]>
  readonly vitalSigns: () => Promise<VitalSigns>
  /** Of the disk itself: where it is full, the rows cannot tell. */
  readonly isDiskFull: () => Promise<boolean>
  readonly alerts: () => Promise<readonly Alert[]>
  readonly revision: () => Promise<number>
  readonly now: () => Instant
  /** Whether all that is shown is made up. */
  readonly practice: boolean
  /** Names under which the pages may be asked for beside those of loopback, with or without a port. */
  readonly hosts: readonly string[]
}

export type BundleAnswer =
  | { readonly kind: 'bundle'; readonly stream: Readable; readonly bytes: number }
  /** There is no verdict yet, or one of a program that kept too little. */
  | { readonly kind: 'not-judged' }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }

/** @param onFault is told of each fault of our own; the visitor sees none of it. */
export function webApp(view: WebView, onFault: (error: Error) => void = (error) => console.error(error)): Hono {
  const app = new Hono()
  app.use(securityHeaders, onlyHosts(view.hosts), onlyReading)
  app.get('/healthz', (c) => c.text('ok'))
  // Whether pages can be shown: asks the store, whose fault is told like that of a page.
  app.get('/readyz', async (c) => c.text(`ok ${await view.revision()}`))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/style.css', STYLE.serve)
  app.get('/app.js', SCRIPT.serve)
  app.get('/events', revisionEvents(view.revision))
  pageRoutes(app, view)
  app.notFound((c) => show(c, view, async () => null))
  app.onError((error, c) => {
    onFault(error)
    // The view may be what failed, so nothing is asked of it.
    const page = layout(faultPage(), { practice: view.practice, now: view.now(), revision: null })
    return c.html(page, error instanceof StoreAwayError ? 503 : 500)
  })
  return app
}

function pageRoutes(app: Hono, view: WebView): void {
  app.get('/', (c) =>
    show(c, view, async () =>
      overviewPage(
        await view.tally(),
        { ...(await view.progress()), isDiskFull: await view.isDiskFull() },
        readFilter(c.req.query('loc')),
        view.now(),
      ),
    ),
  )
  app.get('/don-vi/:id', (c) => show(c, view, async () => unitPage(await view.tally(), c.req.param('id'))))
  app.get('/chua-xac-dinh', (c) => show(c, view, async () => unassignedPage(await view.tally())))
  app.get('/thu', (c) =>
    show(c, view, async () => lettersPage(await readLettersPage(view, c.req.query('loc'), c.req.query('trang')))),
  )
  app.get('/thu/:sha256', (c) =>
    show(c, view, async () => {
      const letter = await found(c.req.param('sha256'), view.letter)
      return letter && letterPage(letter, await view.tally())
    }),
  )
  app.get('/van-ban/:sha256', (c) =>
    show(c, view, async () => {
      const document = await found(c.req.param('sha256'), view.document)
      return document && documentPage(document, await view.tally(), await readPictures(view.drawPage, document))
    }),
  )
  app.get('/thay-doi', (c) =>
    show(c, view, async () => changesPage(await readChangesPage(view, c.req.query('trang')), await view.tally())),
  )
  app.get('/tinh-trang', (c) => show(c, view, async () => conditionPage(await view.vitalSigns(), await view.alerts())))
  fileRoutes(app, view)
  pictureRoute(app, view)
}

function fileRoutes(app: Hono, view: WebView): void {
  app.get('/van-ban/:sha256/tep', async (c) => {
    const document = await found(c.req.param('sha256'), view.document)
    const bytes = document && (await view.file(document.sha256))
    if (!bytes) return c.notFound()
    return download(bytes, nameOf(document), document.sha256)
  })
  app.get('/van-ban/:sha256/bo-chung-cu', async (c) => {
    const document = await found(c.req.param('sha256'), view.document)
    if (!document) return c.notFound()
    const answer = await view.bundle(document)
    if (answer.kind === 'bundle') return downloadBundle(answer, nameOf(document), document.sha256)
    return show(c, view, async () => incompleteBundlePage(document, answer), 409)
  })
}

function pictureRoute(app: Hono, view: WebView): void {
  app.get('/van-ban/:sha256/anh/:name', async (c) => {
    const document = await found(c.req.param('sha256'), view.document)
    const answer = document && (await pictureAnswer(c, view.drawPage, document, c.req.param('name')))
    return answer ?? c.notFound()
  })
}

const nameOf = ({ submissions }: DocumentRow) => submissions[0]?.submission.fileName ?? ''

/**
 * The revision is read before the content: what changes in between is then told to the page as news.
 *
 * @param status where there is a page.
 */
async function show(
  c: Context,
  view: WebView,
  make: () => Promise<Page | null>,
  status: 200 | 409 = 200,
): Promise<Response> {
  const revision = await view.revision()
  const page = await make()
  const frame = { practice: view.practice, now: view.now(), revision }
  return c.html(layout(page ?? notFoundPage(), frame), page ? status : 404)
}

async function found<T>(hash: string, find: (sha256: Sha256) => Promise<T | null>): Promise<T | null> {
  return isSha256(hash) ? find(hash) : null
}
