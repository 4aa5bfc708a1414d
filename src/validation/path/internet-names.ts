/**
 * Hosts, mailboxes, URIs and addresses within the constraints of an authority. RFC 5280, 4.2.1.10 and 7.
 *
 * Null where it cannot be told, since the name or the constraint is none of its form: two readers would see two hosts in it.
 */
import type { Bytes } from '../../bytes.ts'

/** Labels of letters, digits and hyphens; the underscore stands in names of services. The last one is no number, or it is an address. */
const HOST = /^(?:[a-z0-9_-]+\.)*(?!\d+$)[a-z0-9_-]+$/iu
/** RFC 5321, 4.1.2. Stricter: no Quoted-string, in which a sign at could hide. */
const LOCAL_PART = /^[\w.!#$%&'*+/=?^`{|}~-]+$/u
/** RFC 3986, 2. */
const URI = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/u

/** That host, or one with more labels to the left (dNSName). */
export function isHostWithin(host: string, base: string): boolean | null {
  const domain = base.replace(/^\./u, '')
  const named = host.replace(/^\*\./u, '')
  if (domain === '') return true
  if (!HOST.test(named) || !HOST.test(domain)) return null
  if (isBelow(named, domain)) return true
  // RFC 5280, 4.2.1.6 leaves open what any host of a domain means: one of them may be the excluded one.
  return named !== host && isBelow(domain, named) ? null : false
}

/** One mailbox, all of a host, or with a leading dot all hosts below a domain (rfc822Name). */
export function isMailWithin(mail: string, base: string): boolean | null {
  const mailbox = mailboxOf(mail)
  if (!mailbox) return null
  if (!base.includes('@')) return isAtHost(mailbox.host, base)
  const only = mailboxOf(base)
  return only && mailbox.local === only.local && isSame(mailbox.host, only.host)
}

function mailboxOf(mail: string): { readonly local: string; readonly host: string } | null {
  const [local = '', host = '', ...rest] = mail.split('@')
  return LOCAL_PART.test(local) && HOST.test(host) && rest.length === 0 ? { local, host } : null
}

/** RFC 5280, 4.2.1.10: a URI without a host, or with an address for one, is within no constraint. */
export function isUriWithin(uri: string, base: string): boolean | null {
  if (!URI.test(uri) || !URL.canParse(uri)) return null
  const { hostname } = new URL(uri)
  return HOST.test(hostname) ? isAtHost(hostname, base) : null
}

/** With a leading dot the hosts below, else that very host (rfc822Name and URI). */
function isAtHost(host: string, base: string): boolean | null {
  if (base === '') return true
  const domain = base.replace(/^\./u, '')
  if (!HOST.test(domain)) return null
  return domain === base ? isSame(host, domain) : isBelow(host, domain) && !isSame(host, domain)
}

function isBelow(host: string, domain: string): boolean {
  return isSame(host, domain) || host.toLowerCase().endsWith(`.${domain.toLowerCase()}`)
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** `network` is an address and its mask (iPAddress). */
export function isInNetwork(address: Bytes, network: Bytes): boolean | null {
  const isKnown = (octets: number) => octets === 4 || octets === 16
  if (!isKnown(address.length) || !isKnown(network.length / 2)) return null
  if (network.length !== address.length * 2) return false
  return address.every((octet, i) => {
    const mask = network[address.length + i] ?? 0
    return (octet & mask) === ((network[i] ?? 0) & mask)
  })
}
