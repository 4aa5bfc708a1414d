/** What only this service may read or make, by a key that lies beside the data and not in the database. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

export type Seal = {
  /** Text that only `open` with the same purpose can read again. */
  readonly seal: (purpose: string, text: string) => string
  /** Null where it was not sealed by this key for this purpose. */
  readonly open: (purpose: string, sealed: string) => string | null
  /** A code that belongs to `text` and that nobody else can make. */
  readonly mark: (text: string) => string
  readonly isMark: (mark: string, text: string) => boolean
}

export const KEY_BYTES = 32
/** NIST SP 800-38D, 5.2.1.1 and 5.2.1.2. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

export function openSeal(key: Uint8Array): Seal {
  if (key.length !== KEY_BYTES) throw new RangeError('A key has 32 bytes')
  const derived = (what: string) => Buffer.from(hkdfSync('sha256', key, '', `sokyso ${what}`, KEY_BYTES))
  const [sealing, marking] = [derived('seal'), derived('mark')]
  const mark = (text: string) => createHmac('sha256', marking).update(text).digest('base64url')
  return {
    seal: (purpose, text) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose))
      return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open: (purpose, sealed) => openWith(sealing, purpose, Buffer.from(sealed, 'base64url')),
    mark,
    isMark: (given, text) => {
      const [a, b] = [Buffer.from(given), Buffer.from(mark(text))]
      return a.length === b.length && timingSafeEqual(a, b)
    },
  }
}

function openWith(key: Buffer, purpose: string, bytes: Buffer): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString()
  } catch {
    // The tag does not fit: that is the answer, and the one thing `final` can throw here.
    return null
  }
}
