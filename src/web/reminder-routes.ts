/** Routes of reminders: who is to be reminded, of what, and that it is done. */
import { html } from 'hono/html'
import { isToBeReminded, toBeReminded } from '../notices/reminder.ts'
import { reminderPlan } from '../notices/reminder-plan.ts'
import type { UnitTally } from '../tally/tally.ts'
import { entryOf } from './audit-record.ts'
import { field, formMark } from './form.ts'
import type { Html } from './markup.ts'
import { pagePart } from './page-part.ts'
import { reminderPage } from './pages/reminder.ts'
import { REMINDERS_SHOWN, remindersPage, UNITS_SHOWN } from './pages/reminders.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const REMINDER_ROUTES: readonly Route[] = [
  get('/nhac-viec', 'send-letters', showReminders),
  get('/nhac-viec/:id', 'send-letters', async (c, view) => {
    const unit = (await view.tally()).units.find((each) => each.unit.id === c.req.param('id'))
    if (unit === undefined || !isToBeReminded(unit)) return c.notFound()
    const { outbox } = view
    const shown = { unit, wording: outbox.reminder(unit), bad: await outbox.store.badAddresses(), from: outbox.from }
    return show(c, view, reminderPage({ ...shown, mark: formMark(c, view.access) }))
  }),
  post('/nhac-viec/gui', 'send-letters', send),
  post('/nhac-viec/tu-dong', 'send-letters', changeSchedule),
  post('/nhac-viec/dia-chi', 'send-letters', async (c, view) => {
    const address = await field(c, 'dia-chi')
    const entry = entryOf(c, view, { action: 'address-cleared', subject: address })
    await view.outbox.store.forgetBadAddress(address, entry)
    return c.redirect('/nhac-viec?da=dia-chi', 303)
  }),
]

async function showReminders(c: WebContext, view: WebView): Promise<Response> {
  const { campaign, ...tally } = await view.tally()
  const { store, from, holidays } = view.outbox
  const units = toBeReminded({ campaign, ...tally })
  const part = pagePart(units, c.req.query('trang'), UNITS_SHOWN)
  const page = remindersPage({
    ...{
      units,
      part,
      from,
      holidays,
      now: view.now(),
      mark: formMark(c, view.access),
      papers: papersFor(c, units.length),
    },
    last: await store.lastReminders(part.shown.map(({ unit }) => unit.id)),
    bad: await store.badAddresses(),
    settings: await store.noticeSettings(),
    plan: reminderPlan(campaign, holidays),
    log: await store.notices({ kinds: ['reminder'] }, { offset: 0, limit: REMINDERS_SHOWN }),
    done: doneIn(c.req.query('da') ?? ''),
  })
  return show(c, view, page)
}

/** The letter on paper to the same units, for those who may read of all. */
function papersFor({ var: { visitor } }: WebContext, units: number): Html | '' {
  if (units === 0 || !visitorMay(visitor, 'read-all')) return ''
  return html`<p><a class="download" href="/bao-cao/don-doc.docx?ky=nay" download>Công văn đôn đốc (Word)</a> <span class="quiet">dự thảo gửi các đơn vị này, kèm danh sách</span></p>`
}

function doneIn(done: string): string | null {
  if (done === 'dia-chi') return 'Đã xóa dấu hỏng của địa chỉ.'
  if (done === 'tu-dong') return 'Đã lưu cài đặt nhắc tự động.'
  const [, count] = /^gui-(\d{1,6})$/.exec(done) ?? []
  if (count === undefined) return null
  return count === '0'
    ? 'Không lập thêm thư nào: các địa chỉ đã được nhắc trong hôm nay.'
    : `Đã lập ${count} thư nhắc; thư được gửi trong ít phút.`
}

/** One unit, or all that are to be reminded. */
async function send(c: WebContext, view: WebView): Promise<Response> {
  const id = await field(c, 'don-vi')
  const units = toBeReminded(await view.tally()).filter(({ unit }) => id === '' || unit.id === id)
  if (units.length === 0) return c.notFound()
  const count = await view.outbox.remind(units, entryOf(c, view, deedOf(units)))
  return c.redirect(`/nhac-viec?da=gui-${count}`, 303)
}

const deedOf = (units: readonly UnitTally[]) => ({
  action: 'reminders-sent' as const,
  subject: units.length === 1 ? (units[0]?.unit.id ?? '') : '',
  facts: { units: String(units.length) },
})

async function changeSchedule(c: WebContext, view: WebView): Promise<Response> {
  const { store, from } = view.outbox
  const isOn = from !== null && (await field(c, 'viec')) === 'bat'
  const settings = await store.noticeSettings()
  // From now on: days that have passed are not made up for.
  const remindersSince = isOn ? (settings.remindersSince ?? view.now()) : null
  const entry = entryOf(c, view, { action: 'notices-changed', facts: { reminders: isOn ? 'on' : 'off' } })
  await store.changeNoticeSettings({ ...settings, remindersSince }, entry)
  return c.redirect('/nhac-viec?da=tu-dong', 303)
}
