/** The mailbox is tried, and saved. */
import { entryOf, recordOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { actorOf } from '../visitor.ts'
import { readStep } from './frame.ts'
import { goOn } from './go-on.ts'
import { NO_MAILBOX, readMailbox, type TypedMailbox, typedMailbox, typedOf } from './mailbox-form.ts'
import { type MailboxView, mailboxPage } from './mailbox-page.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup } from './steps.ts'

export async function showMailbox(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const saved = await setup.mailbox.saved()
  const typed = saved === null ? NO_MAILBOX : typedOf(saved.mailbox)
  return answer(c, view, setup, { typed, hasPassword: saved?.hasPassword ?? false })
}

export async function takeMailbox(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  if ((await setup.startedAt()) === 'elsewhere') return showMailbox(c, view, setup)
  const typed = await typedMailbox(c)
  const password = await passwordOf(c, view, setup, typed)
  const sealedPassword = password === null ? '' : view.access.seal.seal(purpose(c, typed), password)
  const shown = { typed, hasPassword: password !== null, sealedPassword }
  const { mailbox, faults } = readMailbox(typed)
  const noPassword = { field: 'mat-khau', label: 'Mật khẩu', message: 'nhập mật khẩu của hộp thư.' }
  if (mailbox === null || password === null) {
    return answer(c, view, setup, { ...shown, faults: [...(faults ?? []), ...(password === null ? [noPassword] : [])] })
  }
  const subject = `${mailbox.user} (${mailbox.host})`
  if ((await field(c, 'viec')) === 'luu') {
    const facts = { setting: 'mailbox', folders: mailbox.folders.join(', ') }
    await setup.mailbox.save(mailbox, password, entryOf(c, view, { action: 'setting-changed', subject, facts }))
    return goOn(c, setup, 'hop-thu')
  }
  const trial = await setup.mailbox.try(mailbox, password)
  const facts = trial.failure === null ? { result: 'good' } : { result: 'failed', step: trial.failure.step }
  await recordOf(c, view, { action: 'mailbox-tried', subject, facts })
  return answer(c, view, setup, { ...shown, trial })
}

/** Typed now; else what was typed a form before, or what is saved: both for this user at this host alone. */
async function passwordOf(c: WebContext, view: WebView, setup: Setup, typed: TypedMailbox): Promise<string | null> {
  const password = await field(c, 'mat-khau')
  if (password !== '') return password
  const carried = view.access.seal.open(purpose(c, typed), await field(c, 'mat-khau-kin'))
  return carried ?? setup.mailbox.password(typed)
}

const purpose = (c: WebContext, { host, user }: TypedMailbox) =>
  `password typed by account ${actorOf(c.var.visitor).account} for ${JSON.stringify([host, user])}`

type Shown = Pick<MailboxView, 'typed' | 'hasPassword'> & Partial<MailboxView>

async function answer(c: WebContext, view: WebView, setup: Setup, shown: Shown): Promise<Response> {
  const nothing = { sealedPassword: '', faults: [], trial: null, done: readStep(c.req.query('da')) }
  const state = await lookAtSetup(setup)
  const page = mailboxPage({ ...nothing, state, mark: formMark(c, view.access), ...shown })
  const isRefused = (shown.faults ?? []).length > 0 || (shown.trial?.failure ?? null) !== null
  return show(c, view, page, isRefused ? 422 : 200)
}
