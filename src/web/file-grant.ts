/** Leave to take one file that a stranger sent, from an address that neither looks at cookies nor sets any (decision 33). */
import type { Instant, Sha256 } from '../lang.ts'
import { clientAddress } from './client-address.ts'
import { isSha256 } from './markup.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'

/** A browser follows at once; whoever finds the address later finds nothing. */
const GRANT_MS = 60_000

/** The address, for whoever has been let in: from the same network address, for a minute. */
export function grantFile(c: WebContext, { access, now }: Pick<WebView, 'access' | 'now'>, document: Sha256): string {
  const until = now() + GRANT_MS
  return `/tai-ve/${access.seal.seal(purposeFor(c, access), `${document} ${until}`)}`
}

/** Null where it is none, is over, or was given to somebody else. */
export function grantedFile(c: WebContext, { access, now }: Pick<WebView, 'access' | 'now'>): Sha256 | null {
  const [document = '', until = ''] =
    access.seal.open(purposeFor(c, access), c.req.param('grant') ?? '')?.split(' ') ?? []
  return isSha256(document) && now() < (Number(until) as Instant) ? document : null
}

const purposeFor = (c: WebContext, access: WebView['access']) => `file to be taken from ${clientAddress(c, access)}`
