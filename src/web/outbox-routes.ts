/** Routes of letters of ours: the outbox, what a person decides about one, and receipts. */
import type { NoticeDecision, NoticeSettings } from '../store/outbox-store.ts'
import { entryOf } from './audit-record.ts'
import { filesOfDocuments, findCounted } from './counted.ts'
import { field, formMark } from './form.ts'
import { noticePage } from './pages/notice.ts'
import { NOTICES_SHOWN, outboxPage, readOutboxFilter } from './pages/outbox.ts'
import { DRAFTS_SHOWN, receiptsPage } from './pages/receipts.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

export const OUTBOX_ROUTES: readonly Route[] = [
  get('/thu-di', 'send-letters', async (c, view) => {
    const { store, from } = view.outbox
    const filter = readOutboxFilter(c.req.query('loc'))
    const notices = await store.notices({ states: filter.states }, { offset: 0, limit: NOTICES_SHOWN })
    return show(c, view, outboxPage({ notices, counts: await store.noticeCounts(), filter, from }))
  }),
  get('/thu-di/:id', 'send-letters', (c, view) => showNotice(c, view)),
  post('/thu-di/:id', 'send-letters', decide),
  get('/bao-nhan', 'send-letters', showReceipts),
  post('/bao-nhan', 'send-letters', changeReceipts),
]

async function showNotice(c: WebContext, view: WebView, isLate = false): Promise<Response> {
  const notice = await view.outbox.store.notice(idOf(c))
  return show(c, view, notice && noticePage(notice, formMark(c, view.access), isLate), isLate ? 409 : 200)
}

/** 0 is none. */
const idOf = (c: WebContext): number => {
  const id = c.req.param('id') ?? ''
  return /^\d{1,9}$/.test(id) ? Number(id) : 0
}

const DECISIONS: readonly NoticeDecision[] = ['sent', 'again', 'dropped']

async function decide(c: WebContext, view: WebView): Promise<Response> {
  const id = idOf(c)
  const wanted = await field(c, 'viec')
  const decision = DECISIONS.find((each) => each === wanted)
  if (decision === undefined) return showNotice(c, view)
  const entry = entryOf(c, view, { action: 'letter-decided', subject: String(id), facts: { letter: decision } })
  const isDone = await view.outbox.store.decideNotice(id, decision, view.now(), entry)
  return isDone ? c.redirect(`/thu-di/${id}`, 303) : showNotice(c, view, true)
}

/** The newest letters that carried something, as far as a page of letters goes back. */
const LETTERS_LOOKED_AT = 100

async function showReceipts(c: WebContext, view: WebView): Promise<Response> {
  const { store, from, trialWord, receipt } = view.outbox
  const letters = await view.letters({ offset: 0, limit: LETTERS_LOOKED_AT })
  const carried = letters.filter(({ state }) => state.kind === 'read').slice(0, DRAFTS_SHOWN)
  const sent = carried.flatMap(({ submissions }) => submissions.map(({ document }) => document))
  const files = filesOfDocuments(await view.tally(), sent)
  const drafts = await Promise.all(
    carried.map(async (letter) => {
      const counted = letter.submissions.flatMap((submission) => findCounted(files, submission) ?? [])
      return { letter, draft: await receipt(letter.sha256, counted) }
    }),
  )
  const shown = { settings: await store.noticeSettings(), from, trialWord, drafts, mark: formMark(c, view.access) }
  return show(c, view, receiptsPage({ ...shown, isDone: c.req.query('da') === 'luu' }))
}

async function changeReceipts(c: WebContext, view: WebView): Promise<Response> {
  const { store, from } = view.outbox
  const settings = await store.noticeSettings()
  const wanted = await field(c, 'viec')
  const isOn = from !== null && (wanted === 'bat' || (wanted === 'luu' && settings.receiptsSince !== null))
  const changed: NoticeSettings = {
    ...settings,
    registeredOnly: (await field(c, 'chi-danh-muc')) === '1',
    // From now on: nobody is told of what came before.
    receiptsSince: isOn ? (settings.receiptsSince ?? view.now()) : null,
  }
  const facts = { receipts: isOn ? 'on' : 'off', registered: String(changed.registeredOnly) }
  await store.changeNoticeSettings(changed, entryOf(c, view, { action: 'notices-changed', facts }))
  return c.redirect('/bao-nhan?da=luu', 303)
}
