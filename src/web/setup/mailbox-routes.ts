/** The mailbox is tried, and saved. */
import { entryOf, recordOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { actorOf } from '../visitor.ts'
import { readStep } from './frame.ts'
import { goOn } from './go-on.ts'
import { NO_MAILBOX, readMailbox, type TypedMailbox, tokensOf, typedMailbox, typedOf } from './mailbox-form.ts'
import { type MailboxView, mailboxPage } from './mailbox-page.ts'
import { placeOf, writeTokenSecret } from './set-mailbox.ts'
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
  const noPassword =
    typed.tokenUrl === ''
      ? { field: 'mat-khau', label: 'Mật khẩu', message: 'nhập mật khẩu của hộp thư.' }
      : { field: 'ma-lam-moi', label: 'Mã làm mới', message: 'nhập mã làm mới (refresh token) của hộp thư.' }
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

/** Or what stands in its place. Typed now; else what was typed a form before, or what is saved: both for this place alone. */
async function passwordOf(c: WebContext, view: WebView, setup: Setup, typed: TypedMailbox): Promise<string | null> {
  const now = typed.tokenUrl === '' ? await field(c, 'mat-khau') : await tokenSecretOf(c)
  if (now !== '') return now
  const carried = view.access.seal.open(purpose(c, typed), await field(c, 'mat-khau-kin'))
  return carried ?? setup.mailbox.password({ ...typed, tokens: tokensOf(typed) })
}

async function tokenSecretOf(c: WebContext): Promise<string> {
  const [refreshToken, secret] = [(await field(c, 'ma-lam-moi')).trim(), (await field(c, 'bi-mat-ung-dung')).trim()]
  return refreshToken === '' ? '' : writeTokenSecret({ refreshToken, clientSecret: secret === '' ? null : secret })
}

const purpose = (c: WebContext, typed: TypedMailbox) =>
  `password typed by account ${actorOf(c.var.visitor).account} for ${placeOf({ ...typed, tokens: tokensOf(typed) })}`

type Shown = Pick<MailboxView, 'typed' | 'hasPassword'> & Partial<MailboxView>

async function answer(c: WebContext, view: WebView, setup: Setup, shown: Shown): Promise<Response> {
  const nothing = { sealedPassword: '', faults: [], trial: null, done: readStep(c.req.query('da')) }
  const state = await lookAtSetup(setup)
  const page = mailboxPage({ ...nothing, state, mark: formMark(c, view.access), ...shown })
  const isRefused = (shown.faults ?? []).length > 0 || (shown.trial?.failure ?? null) !== null
  return show(c, view, page, isRefused ? 422 : 200)
}
