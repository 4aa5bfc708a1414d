/** A person's own account: password, authenticator, sessions. */
import { type Account, LINK_MS } from '../access/account.ts'
import { hashPassword } from '../access/password.ts'
import { confirmPassword, totpPurpose } from '../access/sign-in.ts'
import { newTotpSecret, timeStepOf } from '../access/totp.ts'
import type { Instant } from '../lang.ts'
import { entryOf, recordOf } from './audit-record.ts'
import { clientAddress } from './client-address.ts'
import { field, formMark } from './form.ts'
import { chosenPassword } from './login-routes.ts'
import { type AccountDone, type AccountFault, accountPage, isAccountDone } from './pages/account.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

export const ACCOUNT_ROUTES: readonly Route[] = [
  get('/tai-khoan', 'own-account', (c, view) => {
    const done = c.req.query('da') ?? ''
    return showAccount(c, view, null, isAccountDone(done) ? done : null)
  }),
  post('/tai-khoan/mat-khau', 'own-account', changePassword),
  post('/tai-khoan/ma-xac-thuc', 'own-account', enrolTotp),
  post('/tai-khoan/bo-ma-xac-thuc', 'own-account', removeTotp),
  post('/tai-khoan/ket-thuc-phien-khac', 'own-account', async (c, view) => {
    const { account, session } = person(c)
    const entry = entryOf(c, view, { action: 'session-ended', subject: account.name, facts: { which: 'others' } })
    await view.access.store.changeAccount(account.id, {}, { endAllBut: session.sha256 }, entry)
    return c.redirect('/tai-khoan?da=phien', 303)
  }),
]

/** The guard lets nobody else come here. */
function person(c: WebContext) {
  const { visitor } = c.var
  if (visitor.kind !== 'person') throw new Error('The page of an account was asked for by nobody')
  return visitor
}

async function showAccount(
  c: WebContext,
  view: WebView,
  fault: AccountFault | null,
  done: AccountDone | null = null,
): Promise<Response> {
  const { account, session } = person(c)
  const isAsked = c.req.query('khoa') === 'moi' || fault?.of === 'totp'
  const isEnrolling = account.password !== null && (account.totp === null || isAsked)
  const page = accountPage({
    ...{ account, session, fault, done, mark: formMark(c, view.access) },
    secret: isEnrolling ? await pendingSecret(view, account) : null,
    sessions: await view.access.store.sessionsOf(account.id),
  })
  return show(c, view, page, fault === null ? 200 : 422)
}

/** The same for whoever loads the page again, so that what was scanned is what is confirmed; another an hour later. */
async function pendingSecret({ access: { store, seal }, now }: WebView, { id }: Account): Promise<Buffer> {
  const purpose = `totp to be enrolled by account ${id}`
  const sealed = seal.seal(purpose, newTotpSecret().toString('base64url'))
  const kept = await store.pendingTotp(id, { sealed, endsAt: (now() + LINK_MS) as Instant }, now())
  const secret = seal.open(purpose, kept)
  if (secret === null) throw new Error('The key of an authenticator was sealed by another key of ours')
  return Buffer.from(secret, 'base64url')
}

/** Whoever finds an open browser must not be able to take the account over. Null where the password is right. */
async function passwordRefused(c: WebContext, view: WebView): Promise<'password' | 'too-often' | null> {
  const { account } = person(c)
  const address = clientAddress(c, view.access)
  const answer = await confirmPassword(view.access, account, await field(c, 'mat-khau'), address, view.now())
  if (answer !== 'wrong') return answer === 'right' ? null : answer
  await recordOf(c, view, { action: 'confirmation-failed', subject: account.name })
  return 'password'
}

async function changePassword(c: WebContext, view: WebView): Promise<Response> {
  const { account, session } = person(c)
  const refused = await passwordRefused(c, view)
  if (refused !== null) return showAccount(c, view, { of: 'password', why: refused })
  const { text, fault } = await chosenPassword(c, [account.name, account.fullName])
  if (fault !== null) return showAccount(c, view, { of: 'password', why: fault })
  const entry = entryOf(c, view, { action: 'password-chosen', subject: account.name, facts: { by: 'password' } })
  const password = await hashPassword(text)
  await view.access.store.changeAccount(account.id, { password }, { endAllBut: session.sha256 }, entry)
  return c.redirect('/tai-khoan?da=mat-khau', 303)
}

async function enrolTotp(c: WebContext, view: WebView): Promise<Response> {
  const { account, session } = person(c)
  const { store, seal } = view.access
  const refused = await passwordRefused(c, view)
  if (refused !== null) return showAccount(c, view, { of: 'totp', why: refused })
  const secret = await pendingSecret(view, account)
  const step = timeStepOf(await field(c, 'ma'), secret, view.now())
  if (step === null) return showAccount(c, view, { of: 'totp', why: 'code' })
  const entry = entryOf(c, view, { action: 'totp-enrolled', subject: account.name })
  const totp = seal.seal(totpPurpose(account.id), secret.toString('base64url'))
  await store.changeAccount(account.id, { totp }, { endAllBut: session.sha256 }, entry)
  await store.takeTimeStep(account.id, step)
  // Whoever sets the service up goes on with that.
  if (account.role === 'admin' && (await view.setup?.startedAt()) === null) return c.redirect('/thiet-lap', 303)
  return c.redirect('/tai-khoan?da=ma-xac-thuc', 303)
}

async function removeTotp(c: WebContext, view: WebView): Promise<Response> {
  const { account, session } = person(c)
  // Theirs is required: they may enrol another one in its place.
  if (account.role === 'admin') return showAccount(c, view, { of: 'totp', why: 'required' })
  const refused = await passwordRefused(c, view)
  if (refused !== null) return showAccount(c, view, { of: 'totp', why: refused })
  const entry = entryOf(c, view, { action: 'totp-removed', subject: account.name })
  await view.access.store.changeAccount(account.id, { totp: null }, { endAllBut: session.sha256 }, entry)
  return c.redirect('/tai-khoan?da=bo-ma-xac-thuc', 303)
}
