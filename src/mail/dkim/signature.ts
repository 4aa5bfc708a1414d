/** One DKIM-Signature field, checked for what it must hold. RFC 6376, 3.5 and 6.1.1. */
import { type Canonicalization, withNetworkLineBreaks } from './canonical-form.ts'
import { readTagList } from './tag-list.ts'

export type DkimSignature = {
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256'
  readonly domain: string
  readonly selector: string
  /** Names of the signed fields in their order, lower case. */
  readonly fields: readonly string[]
  readonly header: Canonicalization
  readonly body: Canonicalization
  readonly bodyHash: string
  readonly value: Buffer
  /** Of the body in its canonical form, so many bytes are signed; null: all. */
  readonly bodyLength: number | null
  /** Seconds since 1970; null: never. */
  readonly expires: number | null
}

/** RFC 1035, 2.3.1, with the underscore that selectors use; two labels at least. */
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}$/
const SELECTOR = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/
const NUMBER = /^\d{1,12}$/

/** Names of signed fields; a signature names some twenty. */
const MAX_FIELDS = 200

/**
 * Null where it is malformed, of another version, or does not cover From. Stricter than RFC 6376, 3.3.1: SHA-1 is not
 * accepted (RFC 8301, 3.1).
 */
export function readDkimSignature(value: string): DkimSignature | null {
  const tags = readTagList(value)
  if (tags === null || tags.get('v') !== '1') return null
  const text = (name: string) => tags.get(name)?.replace(/\s+/g, '') ?? ''
  const [header, body] = canonicalizations(text('c') || 'simple/simple')
  const algorithm = text('a').toLowerCase()
  const fields = text('h').toLowerCase().split(':', MAX_FIELDS)
  const [domain, selector] = [text('d').toLowerCase(), text('s').toLowerCase()]
  const [bodyLength, expires] = [numberOf(tags.get('l')), numberOf(tags.get('x'))]
  if (algorithm !== 'rsa-sha256' && algorithm !== 'ed25519-sha256') return null
  if (header === null || body === null || bodyLength === 'malformed' || expires === 'malformed') return null
  if (!DOMAIN.test(domain) || !SELECTOR.test(selector) || !isOfDomain(text('i').toLowerCase(), domain)) return null
  if (!fields.includes('from') || text('b') === '' || text('bh') === '') return null
  const decoded = { bodyHash: text('bh'), value: Buffer.from(text('b'), 'base64') }
  return { algorithm, domain, selector, fields, header, body, ...decoded, bodyLength, expires }
}

function canonicalizations(text: string): readonly [Canonicalization | null, Canonicalization | null] {
  const [header = '', body = 'simple'] = text.toLowerCase().split('/')
  const known = (name: string) => (name === 'simple' || name === 'relaxed' ? name : null)
  return [known(header), known(body)]
}

function numberOf(text: string | undefined): number | null | 'malformed' {
  if (text === undefined) return null
  return NUMBER.test(text) ? Number(text) : 'malformed'
}

/** RFC 6376, 3.5: the identity that is signed for lies in the domain that signs. */
function isOfDomain(identity: string, domain: string): boolean {
  const of = identity.slice(identity.lastIndexOf('@') + 1)
  return identity === '' || of === domain || of.endsWith(`.${domain}`)
}

/** The field as it is signed: without the signature value itself. RFC 6376, 3.5 (b=). */
export function withoutValue(field: string): string {
  return withNetworkLineBreaks(field).replace(/([:;]\s*b\s*=)[^;]*/, '$1')
}
