/** Routes of the count: units, letters, documents, and how their verdicts changed. */
import { safeName } from '../papers/safe-name.ts'
import { missingLists } from '../report/missing-lists.ts'
import { readSearch } from '../search.ts'
import type { DocumentRow, LetterRow } from '../store/store.ts'
import { recordOf } from './audit-record.ts'
import { download, downloadBundle } from './download.ts'
import { grantedFile, grantFile } from './file-grant.ts'
import { formMark } from './form.ts'
import { found } from './found.ts'
import { readOpenWork } from './open-work.ts'
import { changesPage, readChangesPage } from './pages/changes.ts'
import { conditionPage } from './pages/condition.ts'
import { documentPage } from './pages/document.ts'
import { incompleteBundlePage } from './pages/document-bundle.ts'
import { frozenPage } from './pages/frozen.ts'
import { letterPage } from './pages/letter.ts'
import { lettersPage, readLettersPage } from './pages/letters.ts'
import { EVENTS_SHOWN, mailboxesPage } from './pages/mailboxes.ts'
import { overviewPage, readFilter } from './pages/overview.ts'
import { unassignedPage } from './pages/unassigned.ts'
import { unitPage } from './pages/unit.ts'
import type { People } from './people.ts'
import { pictureAnswer, readPictures } from './pictures.ts'
import { get, type Route, type WebContext } from './route.ts'
import { showLive } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const READ_ROUTES: readonly Route[] = [
  get('/', 'signed-in', (c, view) => {
    const elsewhere = homeElsewhere(c)
    if (elsewhere !== null) return c.redirect(elsewhere, 303)
    return showLive(c, view, async () =>
      overviewPage(
        await view.tally(),
        {
          ...(await view.progress()),
          isDiskFull: await view.isDiskFull(),
          unclear: await unclearLetters(c, view),
          drafts: await view.reportDrafts(),
        },
        {
          filter: readFilter(c.req.query('loc')),
          search: readSearch(c.req.query('tim')),
          asked: c.req.query('trang'),
          now: view.now(),
          work: await readOpenWork(view),
          frozen: await view.frozenNumbers(),
        },
      ),
    )
  }),
  get('/dot/chot', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const [tally, decisions] = [await view.tally(), await view.decisions()]
      return frozenPage({ frozen: await view.frozenTally(), tally, decisions, now: view.now() })
    }),
  ),
  get('/don-vi/:id', 'read-own', (c, view) =>
    showLive(c, view, async () =>
      unitPage(await view.tally(), c.req.param('id') ?? '', await peopleOn(c, view), view.now()),
    ),
  ),
  get('/chua-xac-dinh', 'read-all', (c, view) =>
    showLive(c, view, async () => unassignedPage(await view.tally(), c.req.query('trang'))),
  ),
  get('/thu', 'read-all', (c, view) =>
    showLive(c, view, async () =>
      lettersPage(
        await readLettersPage(view, {
          filter: c.req.query('loc'),
          page: c.req.query('trang'),
          typed: c.req.query('tim'),
        }),
      ),
    ),
  ),
  get('/thu/:sha256', 'read-own', (c, view) =>
    showLive(c, view, async () => {
      const letter = await found(c, view.letter)
      if (letter === null) return null
      const mayList = visitorMay(c.var.visitor, 'read-all')
      const shown = { letter, words: await wordsOf(view, letter), mayList }
      return letterPage(shown, await view.tally(), await peopleOn(c, view), c.req.query('doc-lai'))
    }),
  ),
  get('/van-ban/:sha256', 'read-own', (c, view) =>
    showLive(c, view, async () => {
      const document = await found(c, view.document)
      return (
        document &&
        documentPage(document, await view.tally(), await readPictures(view.drawPage, document), await peopleOn(c, view))
      )
    }),
  ),
  get('/thay-doi', 'read-all', (c, view) =>
    showLive(c, view, async () => changesPage(await readChangesPage(view, c.req.query('trang')), await view.tally())),
  ),
  get('/tinh-trang', 'read-all', (c, view) =>
    showLive(c, view, async () =>
      conditionPage(await view.vitalSigns(), await view.alerts(), missingLists(await view.tally())),
    ),
  ),
  get('/hop-thu', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const events = await view.mailboxEvents({ offset: 0, limit: EVENTS_SHOWN })
      return mailboxesPage(await view.mailboxes(), events, view.now())
    }),
  ),
  get('/van-ban/:sha256/tep', 'read-own', leadToFile),
  get('/tai-ve/:grant', 'anyone', giveFile),
  get('/van-ban/:sha256/bo-chung-cu', 'read-own', giveBundle),
  get('/van-ban/:sha256/anh/:name', 'read-own', async (c, view) => {
    const document = await found(c, view.document)
    const answer = document && (await pictureAnswer(c, view.drawPage, document, c.req.param('name') ?? ''))
    return answer ?? c.notFound()
  }),
]

async function peopleOn(c: WebContext, view: WebView): Promise<People> {
  const mayDecide = visitorMay(c.var.visitor, 'decide')
  const mark = mayDecide ? formMark(c, view.access) : ''
  return { decisions: await view.decisions(), mayDecide, mark, done: c.req.query('da') }
}

/** What only those can decide who send letters. */
async function unclearLetters({ var: { visitor } }: WebContext, view: WebView): Promise<number> {
  if (!visitorMay(visitor, 'send-letters')) return 0
  return (await view.outbox.store.noticeCounts()).unclear ?? 0
}

/** Where those begin who do not read the overview; null for all others. */
function homeElsewhere({ var: { visitor } }: WebContext): string | null {
  if (visitorMay(visitor, 'read-all')) return null
  if (visitorMay(visitor, 'read-log')) return '/nhat-ky'
  const unit = visitor.kind === 'person' ? visitor.account.unit : null
  return unit === null ? '/tai-khoan' : `/don-vi/${encodeURIComponent(unit)}`
}

async function leadToFile(c: WebContext, view: WebView): Promise<Response> {
  const document = await found(c, view.document)
  if (!document || (await view.file(document.sha256)) === null) return c.notFound()
  await recordOf(c, view, { action: 'document-downloaded', subject: document.sha256 })
  return c.redirect(grantFile(c, view, { document: document.sha256, fileName: shortNameOf(document) }), 303)
}

async function giveFile(c: WebContext, view: WebView): Promise<Response> {
  const granted = grantedFile(c, view)
  const bytes = granted && (await view.file(granted.document))
  return bytes ? download(bytes, granted.fileName, granted.document) : c.notFound()
}

async function giveBundle(c: WebContext, view: WebView): Promise<Response> {
  const document = await found(c, view.document)
  if (!document) return c.notFound()
  const answer = await view.bundle(document)
  if (answer.kind !== 'bundle') return showLive(c, view, async () => incompleteBundlePage(document, answer), 409)
  await recordOf(c, view, { action: 'bundle-downloaded', subject: document.sha256 })
  return downloadBundle(answer, nameOf(document), document.sha256)
}

/** Null where they are nobody's business: the letter submits nothing. */
async function wordsOf(view: WebView, { sha256, submissions }: LetterRow) {
  return submissions.length === 0 ? null : view.letterWords(sha256)
}

/** As it is saved: an address has no room for all that a stranger may call a file. */
const shortNameOf = (document: DocumentRow): string => safeName(nameOf(document), '')

const nameOf = ({ submissions }: DocumentRow) => submissions[0]?.submission.fileName ?? ''
