/** A refresh token as it may lie in a database: only whoever has the first one, from its file, can read those after it. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under a key that is derived from `first` (RFC 5869). */
export function sealToken(token: string, first: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(first), iv)
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Null where it descends from another first token: somebody has begun anew with the one of the file. */
export function openToken(sealed: string, first: string): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < IV_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(first), bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  const token = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([token, decipher.final()]).toString('utf8')
  } catch {
    // GCM tells in no other way that the key is not the one.
    return null
  }
}

/** By which a first token is told from another, and which tells nothing of it. */
export const markOfToken = (first: string): string =>
  Buffer.from(hkdfSync('sha256', first, '', 'sokyso mark of a refresh token', 16)).toString('hex')

function keyFrom(first: string): Buffer {
  return Buffer.from(hkdfSync('sha256', first, '', 'sokyso refresh token', 32))
}
