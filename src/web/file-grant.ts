/** Leave to take one file that a stranger sent, from an address that neither looks at cookies nor sets any (decision 33). */
import { z } from 'zod'
import type { Sha256 } from '../lang.ts'
import { clientAddress } from './client-address.ts'
import { isSha256 } from './markup.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'

/** A browser follows at once; whoever finds the address later finds nothing. */
const GRANT_MS = 60_000

export type GrantedFile = {
  readonly document: Sha256
  /** As whoever was let in knows it: another may have sent the same file under another name. */
  readonly fileName: string
}

/** The address, for whoever has been let in: from the same network address, for a minute. */
export function grantFile(c: WebContext, { access, now }: Pick<WebView, 'access' | 'now'>, file: GrantedFile): string {
  const kept = { ...file, until: now() + GRANT_MS }
  return `/tai-ve/${access.seal.seal(purposeFor(c, access), JSON.stringify(kept))}`
}

const Kept = z.object({ document: z.string(), fileName: z.string(), until: z.number() })

/** Null where it is none, is over, or was given to somebody else. */
export function grantedFile(c: WebContext, { access, now }: Pick<WebView, 'access' | 'now'>): GrantedFile | null {
  const text = access.seal.open(purposeFor(c, access), c.req.param('grant') ?? '')
  if (text === null) return null
  const { document, fileName, until } = Kept.parse(JSON.parse(text))
  return isSha256(document) && now() < until ? { document, fileName } : null
}

const purposeFor = (c: WebContext, access: WebView['access']) => `file to be taken from ${clientAddress(c, access)}`
