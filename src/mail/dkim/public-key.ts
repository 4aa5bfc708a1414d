/** The key that a domain publishes for a selector. RFC 6376, 3.6.1; RFC 8463. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { DkimSignature } from './signature.ts'
import { readTagList } from './tag-list.ts'

/** RFC 8301, 3.2: verifiers must not take shorter ones, and need not take longer ones. */
const RSA_BITS = { min: 1024, max: 8192 } as const

/** SubjectPublicKeyInfo of Ed25519 before the key itself. RFC 8410, 4. */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Null where the record is malformed, revoked (an empty `p`), for another use, or the key is of no use. */
export function readPublicKey(record: string, algorithm: DkimSignature['algorithm']): KeyObject | null {
  const tags = readTagList(record)
  const encoded = tags?.get('p')?.replace(/\s+/g, '') ?? ''
  if (tags === null || encoded === '' || (tags.get('v') ?? 'DKIM1') !== 'DKIM1') return null
  const allows = (tag: string, wanted: string) =>
    (tags.get(tag) ?? '*').split(':').some((each) => [wanted, '*'].includes(each.trim()))
  const type = algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'
  if ((tags.get('k') ?? 'rsa') !== type || !allows('s', 'email') || !allows('h', 'sha256')) return null
  const bytes = Buffer.from(encoded, 'base64')
  const key = readKey(type === 'rsa' ? bytes : Buffer.concat([ED25519_PREFIX, bytes]))
  if (key?.asymmetricKeyType !== type) return null
  const bits = key.asymmetricKeyDetails?.modulusLength ?? RSA_BITS.min
  return bits < RSA_BITS.min || bits > RSA_BITS.max ? null : key
}

/** RFC 6376, 3.6.1: RSA keys in either of two forms; published ones are SubjectPublicKeyInfo. */
function readKey(der: Buffer): KeyObject | null {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      return createPublicKey({ key: der, format: 'der', type })
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  }
  return null
}
