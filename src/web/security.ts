/** What holds for every answer: which host and methods are served, and the headers that keep a page to itself. */
import type { MiddlewareHandler } from 'hono'

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A route may set its own, stricter policy and its own caching; else the page policy and no caching hold. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', PAGE_POLICY)
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
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

export const onlyReading: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  return c.text('Trang này chỉ để xem.', 405, { Allow: 'GET, HEAD' })
}
