/** Signing in and out, and the links by which passwords are chosen. */
import type { OneTimeLink } from '../access/account.ts'
import { MAX_FULL_NAME, readLoginName } from '../access/account.ts'
import { BusyError, hashPassword } from '../access/password.ts'
import { passwordFault } from '../access/password-rule.ts'
import { STRANGER, signIn } from '../access/sign-in.ts'
import { hashOfToken } from '../access/token.ts'
import { entryOf } from './audit-record.ts'
import { clientAddress } from './client-address.ts'
import { field, formMark, placeHere } from './form.ts'
import { beginOidc, endOidc } from './oidc-way.ts'
import { type LinkFault, linkOverPage, linkPage } from './pages/one-time-link.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { beginSession, endSession } from './session.ts'
import { show } from './show.ts'
import { showLogin } from './show-login.ts'
import type { WebView } from './view.ts'

export const LOGIN_ROUTES: readonly Route[] = [
  get('/dang-nhap', 'anyone', (c, view) =>
    showLogin(c, view, { status: 200, back: '/', isSet: c.req.query('da') === 'mat-khau' }),
  ),
  post('/dang-nhap', 'anyone', login),
  post('/dang-xuat', 'own-account', async (c, view) => {
    await endSession(c, view)
    return c.redirect('/dang-nhap', 303)
  }),
  get('/dang-nhap/co-quan', 'anyone', beginOidc),
  get('/dang-nhap/co-quan/ve', 'anyone', endOidc),
  get('/dat-mat-khau/:token', 'anyone', async (c, view) => {
    const link = await linkOf(c, view)
    return link === null ? show(c, view, linkOverPage(), 410) : showLink(c, view, link)
  }),
  post('/dat-mat-khau/:token', 'anyone', useLink),
]

async function login(c: WebContext, view: WebView): Promise<Response> {
  const { store, seal } = view.access
  const back = placeHere(await field(c, 've'))
  const name = await field(c, 'ten')
  const credentials = { name, password: await field(c, 'mat-khau'), code: await field(c, 'ma') }
  try {
    const answer = await signIn({ store, seal }, credentials, clientAddress(c, view.access), view.now())
    if (answer.kind === 'in') {
      await beginSession(c, view, answer.account, 'password')
      return c.redirect(back, 303)
    }
    return showLogin(c, view, { status: answer.kind === 'refused' ? 401 : 429, back, fault: answer.kind, name })
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
    return showLogin(c, view, { status: 503, back, fault: 'busy', name })
  }
}

async function linkOf(c: WebContext, view: WebView): Promise<OneTimeLink | null> {
  const link = await view.access.store.link(hashOfToken(c.req.param('token') ?? ''))
  return link === null || link.expiresAt <= view.now() ? null : link
}

async function showLink(c: WebContext, view: WebView, link: OneTimeLink, fault: LinkFault | null = null) {
  const mark = formMark(c, view.access)
  const account = link.account === null ? null : await view.access.store.account({ id: link.account })
  const typed = fault === null ? { name: '', fullName: '' } : await typedNames(c)
  return show(c, view, linkPage({ mark, account, typed, fault }), fault === null ? 200 : 422)
}

const typedNames = async (c: WebContext) => ({ name: await field(c, 'ten'), fullName: await field(c, 'ho-ten') })

async function useLink(c: WebContext, view: WebView): Promise<Response> {
  const link = await linkOf(c, view)
  if (link === null) return show(c, view, linkOverPage(), 410)
  const answer = link.account === null ? await useFirst(c, view, link) : await usePassword(c, view, link)
  if (answer === 'done') return c.redirect('/dang-nhap?da=mat-khau', 303)
  return answer === 'over' ? show(c, view, linkOverPage(), 410) : showLink(c, view, link, answer)
}

type LinkAnswer = 'done' | 'over' | LinkFault

async function useFirst(c: WebContext, view: WebView, { sha256 }: OneTimeLink): Promise<LinkAnswer> {
  const typed = await typedNames(c)
  const name = readLoginName(typed.name)
  const fullName = typed.fullName.trim().normalize('NFC')
  if (name === null) return 'name'
  if (fullName === '' || fullName.length > MAX_FULL_NAME) return 'full-name'
  const password = await chosenPassword(c, [name, fullName])
  if (password.fault !== null) return password.fault
  const account = { name, fullName, role: 'admin', unit: null, totp: null, oidc: null, createdAt: view.now() } as const
  const added = { ...account, password: await hashPassword(password.text) }
  const entry = entryOf(c, view, { action: 'account-added', subject: name, facts: { role: 'admin' }, actor: STRANGER })
  return (await view.access.store.addFirstAdministrator(sha256, view.now(), added, entry)) ? 'done' : 'over'
}

async function usePassword(c: WebContext, view: WebView, link: OneTimeLink): Promise<LinkAnswer> {
  const { store } = view.access
  const account = link.account === null ? null : await store.account({ id: link.account })
  if (account === null || account.disabled) return 'over'
  const password = await chosenPassword(c, [account.name, account.fullName])
  if (password.fault !== null) return password.fault
  const { id, name, role } = account
  const entry = entryOf(c, view, {
    ...{ action: 'password-chosen', subject: name, actor: { account: id, name, role }, facts: { by: 'link' } },
  })
  const hash = await hashPassword(password.text)
  return (await store.choosePassword(link.sha256, view.now(), hash, entry)) ? 'done' : 'over'
}

type Chosen = { readonly text: string; readonly fault: LinkFault | null }

/** @param about words that anybody knows of the person. */
export async function chosenPassword(c: WebContext, about: readonly string[]): Promise<Chosen> {
  const text = await field(c, 'mat-khau-moi')
  const fault = passwordFault(text, about)
  if (fault !== null) return { text, fault }
  return { text, fault: text === (await field(c, 'nhap-lai')) ? null : 'not-repeated' }
}
