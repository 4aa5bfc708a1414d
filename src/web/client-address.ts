/** The network address of a visitor, through the proxies that are believed. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Access } from './access.ts'
import type { WebContext } from './route.ts'

/**
 * X-Forwarded-For is read from its end: each proxy adds whom it was asked by. The first that is no proxy of ours is the
 * visitor, and all before it may be invented.
 */
export function clientAddress(c: WebContext, { isProxy }: Pick<Access, 'isProxy'>): string {
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  let address = peerOf(c)
  while (isProxy(address)) {
    const before = hops.pop()
    if (before === undefined || before === '') return address
    address = before
  }
  return address
}

/** '' where a test asks without a network. */
function peerOf(c: WebContext): string {
  const isServed = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env
  // An IPv4 visitor of a socket that takes both: RFC 4291, 2.5.5.2.
  return isServed ? (getConnInfo(c).remote.address ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '') : ''
}
