/** Routes for looking things up: all documents, the campaign, the register of units, and whom signatures rest on. */
import type { UnitId } from '../campaign/unit.ts'
import { readSearch } from '../search.ts'
import { rowOfUnit } from './counted.ts'
import { listDocuments } from './document-list.ts'
import { campaignPage } from './pages/campaign.ts'
import { documentsPage } from './pages/documents.ts'
import { registerPage } from './pages/register.ts'
import { registerHistoryPage } from './pages/register-history.ts'
import { registerUnitPage } from './pages/register-unit.ts'
import { trustPage } from './pages/trust.ts'
import { timelineOf } from './register-timeline.ts'
import { registerWay } from './register-way.ts'
import { get, type Route, type WebContext } from './route.ts'
import { showLive } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const LOOKUP_ROUTES: readonly Route[] = [
  get('/van-ban', 'read-own', (c, view) =>
    showLive(c, view, async () => {
      const tally = await view.tally()
      return documentsPage(
        listDocuments(tally, (name) => c.req.query(name)),
        tally,
      )
    }),
  ),
  get('/dot', 'read-all', (c, view) =>
    showLive(c, view, async () =>
      campaignPage({
        tally: await view.tally(),
        frozen: await view.frozenNumbers(),
        decisions: await view.decisions(),
        now: view.now(),
        by: view.setup === null ? null : (await view.setup.campaign.now()).by,
        maySetUp: visitorMay(c.var.visitor, 'set-up'),
        mayDecide: visitorMay(c.var.visitor, 'decide'),
      }),
    ),
  ),
  get('/danh-muc', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const { units } = await view.register()
      const [lastChange = null] = timelineOf(await view.registerHistory())
      const asked = { search: readSearch(c.req.query('tim')), asked: c.req.query('trang') }
      const way = registerWay(view.setup !== null, visitorMay(c.var.visitor, 'set-up'))
      return registerPage({ units, ...asked, lastChange, now: view.now(), way })
    }),
  ),
  get('/danh-muc/lich-su', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const { units } = await view.register()
      return registerHistoryPage(timelineOf(await view.registerHistory()), units, c.req.query('trang'))
    }),
  ),
  get('/danh-muc/don-vi/:id', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const id = (c.req.param('id') ?? '') as UnitId
      const { units } = await view.register()
      const timeline = timelineOf(await view.registerHistory())
      const isCounted = rowOfUnit(await view.tally(), id) !== undefined
      return registerUnitPage(id, { units, timeline, isCounted, now: view.now() })
    }),
  ),
  get('/chung-thu', 'read-all', (c, view) => showLive(c, view, async () => trustPage(await readTrust(c, view)))),
]

/** Imports and changes of results that are looked through: the last ones are what matters. */
const LAST = { imports: 3, changes: 200 } as const

async function readTrust(c: WebContext, view: WebView) {
  const { store } = view.access
  const mayReadLog = visitorMay(c.var.visitor, 'read-log')
  const imports = mayReadLog
    ? await store.auditEntries({ action: 'trust-imported', text: '' }, { offset: 0, limit: LAST.imports })
    : null
  const changes = await view.verdictChanges({ offset: 0, limit: LAST.changes })
  return {
    trust: await view.trust(),
    imports: imports?.map(({ at, actor }) => ({ at, by: actor.name })) ?? null,
    lastChange: changes.find(({ why }) => why === 'trust') ?? null,
    isSet: view.setup !== null,
    maySetUp: visitorMay(c.var.visitor, 'set-up'),
    now: view.now(),
  }
}
