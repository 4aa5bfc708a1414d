/** The way through the office's own service and back: what is remembered of it meanwhile, and whose account it leads to. */
import { z } from 'zod'
import { type Account, MAX_FULL_NAME, readLoginName } from '../access/account.ts'
import { may, type Role } from '../access/role.ts'
import { isTooOftenFrom, STRANGER } from '../access/sign-in.ts'
import { entryOf, recordOf } from './audit-record.ts'
import { clientAddress } from './client-address.ts'
import { giveCookie, readCookie } from './cookies.ts'
import { placeHere } from './form.ts'
import type { OidcPerson, OidcProvider } from './oidc.ts'
import type { WebContext } from './route.ts'
import { beginSession } from './session.ts'
import { showLogin } from './show-login.ts'
import type { WebView } from './view.ts'

/** For a person who looks for a phone meanwhile. */
const WAY_SECONDS = 600
const PURPOSE = 'way through the provider'

const Kept = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string(), until: z.number() },
})

export async function beginOidc(c: WebContext, view: WebView): Promise<Response> {
  const { oidc, seal } = view.access
  if (oidc === null) return c.notFound()
  const begun = await oidc.begin()
  if (begun === null) return refuse(c, view, 'away')
  const { address, way } = begun
  const kept = { ...way, back: placeHere(c.req.query('ve') ?? '/'), until: view.now() + WAY_SECONDS * 1000 }
  giveCookie(c, 'sokyso-oidc', seal.seal(PURPOSE, JSON.stringify(kept)), view.access, WAY_SECONDS)
  return c.redirect(address.href, 303)
}

export async function endOidc(c: WebContext, view: WebView): Promise<Response> {
  const { oidc, origin } = view.access
  if (oidc === null) return c.notFound()
  if (await isTooOftenFrom(view.access.store, clientAddress(c, view.access), view.now())) {
    return showLogin(c, view, { status: 429, back: '/', fault: 'too-often' })
  }
  const kept = readKept(c, view)
  giveCookie(c, 'sokyso-oidc', '', view.access, 0)
  if (kept === null) return refuse(c, view, 'no-way')
  const { pathname, search } = new URL(c.req.url)
  const answer = await oidc.end(new URL(pathname + search, origin ?? c.req.url), kept)
  if (answer.kind === 'refused') return refuse(c, view, answer.why)
  const found = await accountOf(c, view, oidc, answer.person)
  if (typeof found === 'string') return refuse(c, view, found)
  await beginSession(c, view, found, 'oidc')
  return c.redirect(placeHere(kept.back), 303)
}

function readKept(c: WebContext, { access, now }: WebView) {
  const sealed = readCookie(c, 'sokyso-oidc', access)
  const text = sealed === null ? null : access.seal.open(PURPOSE, sealed)
  if (text === null) return null
  const kept = Kept.parse(JSON.parse(text))
  return now() < kept.until ? kept : null
}

async function refuse(c: WebContext, view: WebView, why: string): Promise<Response> {
  await recordOf(c, view, { action: 'login-failed', facts: { by: 'oidc', why }, actor: STRANGER })
  return showLogin(c, view, { status: 401, back: '/', fault: 'oidc' })
}

/** Its role follows the service at each login; its name is that of the first. A code for why there is none. */
async function accountOf(
  c: WebContext,
  view: WebView,
  { roles }: OidcProvider,
  person: OidcPerson,
): Promise<Account | string> {
  const role = roles.find(({ group }) => person.groups.includes(group))?.role
  if (role === undefined) return 'no-group'
  const known = await view.access.store.account({ oidc: person.identity })
  if (known === null) return addAccount(c, view, person, role)
  if (known.disabled) return 'disabled'
  return known.role === role ? known : changeRole(c, view, known, role)
}

async function addAccount(c: WebContext, view: WebView, person: OidcPerson, role: Role): Promise<Account | string> {
  const name = readLoginName(person.email)
  if (name === null) return 'email'
  const fullName = person.fullName.trim().normalize('NFC').slice(0, MAX_FULL_NAME) || name
  const account = { name, fullName, role, unit: null, password: null, totp: null, oidc: person.identity }
  const added = { ...account, createdAt: view.now() }
  const entry = entryOf(c, view, { action: 'account-added', subject: name, facts: { by: 'oidc', role } })
  const id = await view.access.store.addAccount(added, entry)
  // A local account of that name is another person's until its owner says otherwise: an address alone proves nothing.
  return id === null ? 'name-taken' : { ...added, id, disabled: false }
}

async function changeRole(c: WebContext, view: WebView, known: Account, role: Role): Promise<Account | string> {
  const facts = { by: 'oidc', role, before: known.role }
  const entry = entryOf(c, view, { action: 'account-changed', subject: known.name, facts })
  // Where a person belongs stays while the role decides: nobody comes to decide about his own unit by another group.
  const unit = may(role, 'decide') ? known.unit : null
  const answer = await view.access.store.changeAccount(known.id, { role, unit }, 'end', entry)
  return answer === 'changed' ? { ...known, role, unit } : answer
}
