/** Which addresses of the web may be asked: those of hosts that an anchor or the operator names, and of nobody else. */

/** Why an address is not asked. */
export type UrlRefusal = 'url' | 'scheme' | 'credentials' | 'host' | 'port'

export type UrlCheck =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly code: UrlRefusal; readonly host: string }

/** `ca.example.vn` for the ports of the web, `ca.example.vn:8080` or `[::1]:8080` for one other port. */
export const ALLOWED_HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/i

const WEB_PORTS: readonly string[] = ['80', '443']

/** Longer than any address in certificates by far, and what most servers take. */
const MAX_URL_LENGTH = 2_048

/**
 * The host is compared as the address means it: a decimal, octal or hexadecimal one is the IPv4 address it stands for
 * (WHATWG URL, 3.5), and so is never equal to a name.
 */
export function checkUrl(text: string, hosts: readonly string[]): UrlCheck {
  const url = text.length > MAX_URL_LENGTH ? null : URL.parse(text)
  if (!url) return { ok: false, code: 'url', host: '' }
  const refused = (code: UrlRefusal): UrlCheck => ({ ok: false, code, host: url.hostname })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refused('scheme')
  if (url.username !== '' || url.password !== '') return refused('credentials')
  const places = hosts
    .flatMap((host) => URL.parse(`http://${host}`) ?? [])
    .filter((place) => place.hostname === url.hostname)
  if (places.length === 0) return refused('host')
  const port = portOf(url)
  return places.some((place) => (place.port === '' ? WEB_PORTS.includes(port) : place.port === port))
    ? { ok: true, url }
    : refused('port')
}

/** The port, also where it is the one that the scheme implies. */
export function portOf({ protocol, port }: URL): string {
  if (port !== '') return port
  return protocol === 'https:' ? '443' : '80'
}
