/** The page of personal data, and what a person may ask for: all that is held of him, and an end of what nothing needs. */
import { sha256 } from '../bytes.ts'
import { entryOf, recordOf } from './audit-record.ts'
import { downloadPaper } from './download.ts'
import { field, formMark } from './form.ts'
import { type PersonAsked, personalDataPage } from './pages/personal-data.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show, showLive } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const PERSONAL_DATA_ROUTES: readonly Route[] = [
  get('/du-lieu-ca-nhan', 'signed-in', (c, view) => showLive(c, view, () => pageOf(c, view, null))),
  post('/du-lieu-ca-nhan/trich-xuat', 'manage-users', giveRows),
  post('/du-lieu-ca-nhan/xoa', 'manage-users', forget),
]

async function pageOf(c: WebContext, view: WebView, asked: PersonAsked | null) {
  const { campaign } = await view.tally()
  const mark = visitorMay(c.var.visitor, 'manage-users') ? formMark(c, view.access) : null
  return personalDataPage({ campaign, refusedMonths: view.refusedMonths, mark, asked })
}

/** As a sender is kept, and as a login name is typed. */
const nameOf = async (c: WebContext) => (await field(c, 'cua-ai')).trim().toLowerCase()

/** The record forgets nothing: it holds no address of whoever asked to be forgotten. */
const factsOf = (name: string) => ({ person: sha256(Buffer.from(name)) })

async function giveRows(c: WebContext, view: WebView): Promise<Response> {
  const name = await nameOf(c)
  if (name === '') return show(c, view, await pageOf(c, view, { kind: 'no-name' }), 422)
  const held = { name, at: view.now(), ...(await view.person.read(name)) }
  await recordOf(c, view, { action: 'person-exported', facts: factsOf(name) })
  return downloadPaper(Buffer.from(JSON.stringify(held, asWritten, 2)), 'du-lieu-ca-nhan.json')
}

const isTime = (key: string) => key === 'at' || key.endsWith('At') || key.endsWith('Since')

const asWritten = (key: string, value: unknown) =>
  isTime(key) && typeof value === 'number' ? new Date(value).toISOString() : value

async function forget(c: WebContext, view: WebView): Promise<Response> {
  const name = await nameOf(c)
  if (name === '') return show(c, view, await pageOf(c, view, { kind: 'no-name' }), 422)
  if ((await field(c, 'da-kiem-tra')) === '') {
    return show(c, view, await pageOf(c, view, { kind: 'unchecked', name }), 422)
  }
  const entry = entryOf(c, view, { action: 'person-forgotten', facts: factsOf(name) })
  const forgotten = await view.person.forget(name, entry)
  return show(c, view, await pageOf(c, view, { kind: 'forgotten', ...forgotten }))
}
