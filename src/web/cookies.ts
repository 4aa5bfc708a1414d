/** The cookies: the token of a session, that of forms, what a way through the provider of identities must bring back, and the look. */
import { getCookie, setCookie } from 'hono/cookie'
import type { Access } from './access.ts'
import type { WebContext } from './route.ts'

type Place = Pick<Access, 'origin'>

const isSecure = ({ origin }: Place) => origin?.startsWith('https:') ?? false

/** RFC 6265bis, 4.1.3.2: a browser takes the prefix only with Secure, without Domain, for the whole site. */
const nameOf = (name: string, place: Place) => (isSecure(place) ? `__Host-${name}` : name)

export type CookieName = 'sokyso' | 'sokyso-form' | 'sokyso-oidc' | 'sokyso-look'

export function readCookie(c: WebContext, name: CookieName, place: Place): string | null {
  return getCookie(c, nameOf(name, place)) ?? null
}

/** Until the browser is closed, unless `maxAge` in seconds says otherwise; 0 removes it. */
export function giveCookie(c: WebContext, name: CookieName, value: string, place: Place, maxAge?: number): void {
  setCookie(c, nameOf(name, place), value, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(place) },
    ...(maxAge === undefined ? {} : { maxAge }),
  })
}

export const readSessionCookie = (c: WebContext, place: Place) => readCookie(c, 'sokyso', place)
