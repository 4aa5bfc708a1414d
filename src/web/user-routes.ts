/** Who may sign in: administrators add people, change their roles, and lock them out. */
import type { AccountChanges } from '../access/access-store.ts'
import { type Account, type AccountId, MAX_FULL_NAME, readLoginName } from '../access/account.ts'
import type { AuditAction } from '../access/audit.ts'
import { makeLink } from '../access/one-time-link.ts'
import { isRole, may, type Role } from '../access/role.ts'
import { entryOf } from './audit-record.ts'
import { field, formMark } from './form.ts'
import { isUserDone, type UserFault, userPage } from './pages/user.ts'
import { type AddFault, usersPage } from './pages/users.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

export const USER_ROUTES: readonly Route[] = [
  get('/nguoi-dung', 'manage-users', (c, view) => showUsers(c, view)),
  post('/nguoi-dung', 'manage-users', addUser),
  get('/nguoi-dung/:id', 'manage-users', (c, view) => withUser(c, view, (user) => showUser(c, view, user))),
  post('/nguoi-dung/:id/vai-tro', 'manage-users', (c, view) => withUser(c, view, (user) => changeRole(c, view, user))),
  post('/nguoi-dung/:id/khoa', 'manage-users', (c, view) =>
    withUser(c, view, (user) => change(c, view, user, { disabled: true }, 'account-disabled', 'khoa')),
  ),
  post('/nguoi-dung/:id/mo-khoa', 'manage-users', (c, view) =>
    withUser(c, view, (user) => change(c, view, user, { disabled: false }, 'account-enabled', 'mo-khoa')),
  ),
  post('/nguoi-dung/:id/ket-thuc-phien', 'manage-users', (c, view) =>
    withUser(c, view, (user) => change(c, view, user, {}, 'session-ended', 'phien')),
  ),
  post('/nguoi-dung/:id/cap-lai-mat-khau', 'manage-users', (c, view) =>
    withUser(c, view, (user) => resetPassword(c, view, user)),
  ),
]

async function showUsers(c: WebContext, view: WebView, fault: AddFault | null = null): Promise<Response> {
  const { units } = await view.tally()
  const typed = fault === null ? { name: '', fullName: '', role: 'clerk', unit: '' } : await typedUser(c)
  const users = await view.access.store.accounts()
  const page = usersPage({ users, units: units.map(({ unit }) => unit), typed, fault, mark: formMark(c, view.access) })
  return show(c, view, page, fault === null ? 200 : 422)
}

const typedUser = async (c: WebContext) => ({
  name: await field(c, 'ten'),
  fullName: (await field(c, 'ho-ten')).trim().normalize('NFC'),
  role: await field(c, 'vai-tro'),
  unit: await field(c, 'don-vi'),
})

async function addUser(c: WebContext, view: WebView): Promise<Response> {
  const { store } = view.access
  const typed = await typedUser(c)
  const name = readLoginName(typed.name)
  if (name === null) return showUsers(c, view, 'name')
  if (typed.fullName === '' || typed.fullName.length > MAX_FULL_NAME) return showUsers(c, view, 'full-name')
  const chosen = await readRole(view, typed)
  if (chosen === null) return showUsers(c, view, 'unit')
  const account = { name, fullName: typed.fullName, ...chosen, password: null, totp: null, oidc: null }
  const facts = factsOf(chosen)
  const entry = entryOf(c, view, { action: 'account-added', subject: name, facts })
  const id = await store.addAccount({ ...account, createdAt: view.now() }, entry)
  if (id === null) return showUsers(c, view, 'taken')
  return giveLink(c, view, { ...account, id, createdAt: view.now(), disabled: false })
}

type Chosen = { readonly role: Role; readonly unit: string | null }

/** Null where a unit is missing or unknown, or what was sent is no role. Of who decides it is where the person belongs. */
async function readRole(view: WebView, typed: { role: string; unit: string }): Promise<Chosen | null> {
  if (!isRole(typed.role)) return null
  const { role, unit } = typed
  if (role !== 'unit' && (unit === '' || !may(role, 'decide'))) return { role, unit: null }
  const { units } = await view.tally()
  return units.some((one) => one.unit.id === unit) ? { role, unit } : null
}

const factsOf = ({ role, unit }: Chosen) => (unit === null ? { role } : { role, unit })

async function withUser(c: WebContext, view: WebView, answer: (user: Account) => Promise<Response>): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const user = /^\d{1,9}$/.test(id) ? await view.access.store.account({ id: Number(id) as AccountId }) : null
  return user === null ? c.notFound() : answer(user)
}

type Shown = { readonly fault?: UserFault; readonly link?: string }

async function showUser(c: WebContext, view: WebView, user: Account, { fault, link }: Shown = {}): Promise<Response> {
  const done = c.req.query('da') ?? ''
  const { units } = await view.tally()
  const page = userPage({
    ...{ user, units: units.map(({ unit }) => unit), mark: formMark(c, view.access) },
    sessions: await view.access.store.sessionsOf(user.id),
    done: isUserDone(done) ? done : null,
    fault: fault ?? null,
    link: link ?? null,
  })
  return show(c, view, page, fault === undefined ? 200 : 422)
}

async function changeRole(c: WebContext, view: WebView, user: Account): Promise<Response> {
  const chosen = await readRole(view, { role: await field(c, 'vai-tro'), unit: await field(c, 'don-vi') })
  if (chosen === null) return showUser(c, view, user, { fault: 'unit' })
  const facts = { ...factsOf(chosen), before: user.role }
  return change(c, view, user, chosen, 'account-changed', 'vai-tro', facts)
}

/** Whoever was signed in with the old rights signs in again. */
async function change(
  c: WebContext,
  view: WebView,
  user: Account,
  changes: AccountChanges,
  action: AuditAction,
  done: string,
  facts: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const entry = entryOf(c, view, { action, subject: user.name, facts })
  const answer = await view.access.store.changeAccount(user.id, changes, 'end', entry)
  if (answer === 'last-administrator') return showUser(c, view, user, { fault: answer })
  return answer === 'unknown' ? c.notFound() : c.redirect(`/nguoi-dung/${user.id}?da=${done}`, 303)
}

/** What was known to somebody holds no longer: password, authenticator and sessions. */
async function resetPassword(c: WebContext, view: WebView, user: Account): Promise<Response> {
  const entry = entryOf(c, view, { action: 'password-reset', subject: user.name })
  const nothing = { password: null, totp: null }
  if ((await view.access.store.changeAccount(user.id, nothing, 'end', entry)) === 'unknown') return c.notFound()
  return giveLink(c, view, { ...user, ...nothing })
}

async function giveLink(c: WebContext, view: WebView, user: Account): Promise<Response> {
  const entry = entryOf(c, view, { action: 'link-made', subject: user.name })
  const path = await makeLink(view.access.store, user.id, view.now(), entry)
  const origin = view.access.origin ?? new URL(c.req.url).origin
  return showUser(c, view, user, { link: origin + path })
}
