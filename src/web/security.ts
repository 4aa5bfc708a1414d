/** What holds for every answer: which host and methods are served, and the headers that keep a page to itself. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Access } from './access.ts'
import type { Route } from './route.ts'

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  // The script parses pages of this server and nothing else: its one policy is named in `app.js`.
  "require-trusted-types-for 'script'",
  'trusted-types page',
].join('; ')

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const

const DEFAULTS = {
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': PAGE_POLICY,
  'Cache-Control': 'no-store',
} as const

/** RFC 6797, 6.1.1, as browsers ask it of sites that they list. */
const TWO_YEARS = 'max-age=63072000'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A route may set its own, stricter policy and its own caching; else the page policy and no caching hold. */
export function securityHeaders({ origin }: Pick<Access, 'origin'>): MiddlewareHandler {
  const isSecure = origin?.startsWith('https:') ?? false
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
    if (isSecure) c.header('Strict-Transport-Security', TWO_YEARS)
    for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) c.header(name, value)
  }
}

/**
 * Refuses other names than the loopback ones and `hosts`: a page elsewhere could else make its own name lead here and
 * read what the browser of the clerk may read (DNS rebinding).
 */
export function onlyHosts(hosts: readonly string[]): MiddlewareHandler {
  const served = new Set([...LOOPBACK, ...hosts.map((host) => host.toLowerCase())])
  return async (c, next) => {
    const host = (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase()
    if (served.has(host) || served.has(host.replace(/:\d{1,5}$/, ''))) return next()
    return c.text('Tên máy chủ trong yêu cầu không được phục vụ ở đây.', 400)
  }
}

/** Longer than any form of ours. */
const MAX_FORM_BYTES = 16 * 1024

/** But for routes that say otherwise. */
export function onlySmallForms(routes: readonly Pick<Route, 'method' | 'path' | 'maxBytes'>[]): MiddlewareHandler {
  const limitTo = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => c.text('Biểu mẫu quá lớn.', 413) })
  const long = routes.flatMap(({ method, path, maxBytes }) =>
    maxBytes === undefined ? [] : [[`${method} ${path}`, limitTo(maxBytes)] as const],
  )
  const [byAddress, small] = [new Map<string, MiddlewareHandler>(long), limitTo(MAX_FORM_BYTES)]
  return (c, next) => (byAddress.get(`${c.req.method} ${c.req.path}`) ?? small)(c, next)
}
