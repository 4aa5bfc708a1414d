/** Forms: that they come from our own pages, what they hold, and where their sender goes next. */
import { html } from 'hono/html'
import { newToken } from '../access/token.ts'
import type { Access } from './access.ts'
import { giveCookie, readCookie, readSessionCookie } from './cookies.ts'
import type { Html } from './markup.ts'
import type { WebContext } from './route.ts'

const FIELD = 'form'

/**
 * The mark for the forms of a page. It belongs to the session, or to a cookie where there is none: a page elsewhere can
 * neither read it nor make it.
 */
export function formMark(c: WebContext, access: Access): string {
  const token = readSessionCookie(c, access) ?? readCookie(c, 'sokyso-form', access) ?? c.var.formToken
  if (token !== undefined) return access.seal.mark(`form ${token}`)
  const fresh = newToken()
  // All forms of a page have the same one.
  c.set('formToken', fresh)
  giveCookie(c, 'sokyso-form', fresh, access)
  return access.seal.mark(`form ${fresh}`)
}

/** What every form of ours begins with. */
export const formField = (mark: string): Html => html`<input type="hidden" name="${FIELD}" value="${mark}">`

/** Origin (RFC 6454, 7) and mark are both right. Our pages are sent so that a browser tells the origin of their forms. */
export async function isOwnForm(c: WebContext, access: Access): Promise<boolean> {
  const url = new URL(c.req.url)
  const own = access.origin ?? `${url.protocol}//${c.req.header('host') ?? url.host}`
  if (c.req.header('origin')?.toLowerCase() !== own.toLowerCase()) return false
  const token = readSessionCookie(c, access) ?? readCookie(c, 'sokyso-form', access)
  return token !== null && access.seal.isMark(await field(c, FIELD), `form ${token}`)
}

/** What was typed; '' where nothing was, or a file. */
export async function field(c: WebContext, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name]
  return typeof value === 'string' ? value : ''
}

/** A place of this site; the overview for what leads anywhere else, however it is spelled. */
export function placeHere(text: string): string {
  const base = 'http://here.invalid'
  if (!text.startsWith('/') || !URL.canParse(text, base)) return '/'
  const { origin, pathname, search } = new URL(text, base)
  // A path that begins with two slashes would be a host for the browser (RFC 3986, 4.2).
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/'
}
