/** The DKIM signatures of a letter: which domains answer for it. RFC 6376, 6. */
import { createHash, verify } from 'node:crypto'
import { type Bytes, toLatin1 } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { bodyOffset, MAX_HEADER_BYTES } from '../header-block.ts'
import { type Canonicalization, canonicalBody, canonicalField, withNetworkLineBreaks } from './canonical-form.ts'
import { readPublicKey } from './public-key.ts'
import { type DkimSignature, readDkimSignature, withoutValue } from './signature.ts'

/**
 * What a signature comes to. A failure is never evidence against anybody: servers on the way rewrite letters. `unknown`
 * is what another day, or another network, may answer otherwise.
 */
export type DkimFinding =
  | { readonly result: 'pass'; readonly domain: string }
  | { readonly result: 'inconclusive'; readonly domain: string; readonly reason: DkimFailure }
  | { readonly result: 'unknown'; readonly domain: string; readonly reason: 'no-answer' | 'not-asked' }

export type DkimFailure =
  | 'malformed'
  | 'expired'
  /** `l=`: what follows the signed length may be anybody's. */
  | 'body-not-covered'
  | 'body-changed'
  | 'header-changed'
  | 'no-key'

/** The TXT records of a name: one text each, none where there are none; null where nobody answered. Never rejects. */
export type TxtLookup = (name: string) => Promise<readonly string[] | null>

const DKIM_LIMITS = {
  /** Signatures looked at, each a look-up: as many as SPF may cause (RFC 7208, 4.6.4). Letters have one or two. */
  signatures: 10,
  /** Records of one name looked at; RFC 6376, 3.6.2.2 wants one. */
  records: 3,
} as const

/**
 * One finding a signature, from the top down.
 *
 * @param lookup null where nobody is to be asked: what only a key can tell is unknown then.
 * @param at when the letter was received; a signature that had expired by then is none.
 */
export async function verifyDkim(raw: Bytes, lookup: TxtLookup | null, at: Instant): Promise<readonly DkimFinding[]> {
  const bodyAt = bodyOffset(raw)
  const fields = rawFields(toLatin1(raw.subarray(0, Math.min(bodyAt, MAX_HEADER_BYTES))))
  const signatures = fields.filter(({ name }) => name === 'dkim-signature').slice(0, DKIM_LIMITS.signatures)
  const body = canonicalBodies(raw.subarray(bodyAt))
  const findings: DkimFinding[] = []
  for (const { field } of signatures) findings.push(await verifyOne({ fields, body, field }, lookup, at))
  return findings
}

type CanonicalBody = { readonly length: number; readonly hash: string }

/** Each form made once, however many signatures ask for it. */
function canonicalBodies(body: Bytes): (form: Canonicalization) => CanonicalBody {
  const made = new Map<Canonicalization, CanonicalBody>()
  return (form) => {
    const known = made.get(form)
    if (known !== undefined) return known
    const canonical = canonicalBody(body, form)
    const fresh = { length: canonical.length, hash: createHash('sha256').update(canonical).digest('base64') }
    made.set(form, fresh)
    return fresh
  }
}

type RawField = { readonly name: string; readonly field: string }
type SignedLetter = {
  readonly fields: readonly RawField[]
  readonly body: (form: Canonicalization) => CanonicalBody
  readonly field: string
}

async function verifyOne(letter: SignedLetter, lookup: TxtLookup | null, at: Instant): Promise<DkimFinding> {
  const signature = readDkimSignature(letter.field.slice(letter.field.indexOf(':') + 1))
  if (signature === null) return { result: 'inconclusive', domain: '', reason: 'malformed' }
  const { domain, selector } = signature
  const reason = bodyFault(signature, letter.body(signature.body), at)
  if (reason !== null) return { result: 'inconclusive', domain, reason }
  if (lookup === null) return { result: 'unknown', domain, reason: 'not-asked' }
  const records = await lookup(`${selector}._domainkey.${domain}`)
  if (records === null) return { result: 'unknown', domain, reason: 'no-answer' }
  const keys = records
    .slice(0, DKIM_LIMITS.records)
    .flatMap((record) => readPublicKey(record, signature.algorithm) ?? [])
  if (keys.length === 0) return { result: 'inconclusive', domain, reason: 'no-key' }
  const signed = Buffer.from(signedHeader(letter, signature), 'latin1')
  const isGood = keys.some(
    (key) =>
      signature.algorithm === 'rsa-sha256'
        ? verify('sha256', signed, key, signature.value)
        : verify(null, createHash('sha256').update(signed).digest(), key, signature.value), // RFC 8463, 3
  )
  return isGood ? { result: 'pass', domain } : { result: 'inconclusive', domain, reason: 'header-changed' }
}

/** What can be told without a key. RFC 6376, 3.5 and 6.1.3. */
function bodyFault(signature: DkimSignature, { length, hash }: CanonicalBody, at: Instant): DkimFailure | null {
  if (signature.expires !== null && signature.expires * 1_000 < at) return 'expired'
  // Stricter than RFC 6376, 8.2: a signature over less than the whole body answers for nothing in it.
  if (signature.bodyLength !== null && signature.bodyLength < length) return 'body-not-covered'
  return hash === signature.bodyHash && (signature.bodyLength ?? length) === length ? null : 'body-changed'
}

/** RFC 6376, 3.7 and 5.4.2: of repeated fields the lowest first; at the end the signature itself. */
function signedHeader({ fields, field }: SignedLetter, signature: DkimSignature): string {
  const form: Canonicalization = signature.header
  const left = Map.groupBy(fields, ({ name }) => name)
  const signed = signature.fields.flatMap((name) => left.get(name)?.pop()?.field ?? [])
  return [...signed, withoutValue(field)].map((each) => canonicalField(withNetworkLineBreaks(each), form)).join('\r\n')
}

/** The fields as they lie, folded. */
function rawFields(block: string): readonly RawField[] {
  const lines = block.split(/\r?\n(?![ \t])/)
  return lines.flatMap((field) => {
    const name = /^([!-9;-~]+)[ \t]*:/.exec(field)?.[1]
    return name === undefined ? [] : [{ name: name.toLowerCase(), field }]
  })
}
