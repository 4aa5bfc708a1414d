/** One-time codes of an authenticator: HMAC-SHA-1, six digits, 30 seconds. RFC 6238, RFC 4226. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'

const STEP_MS = 30_000
const DIGITS = 6
/** RFC 4226, 4, R6: 160 bits. */
const SECRET_BYTES = 20
/** Steps that a clock may be off, each way (RFC 6238, 5.2: at most one for the delay of the network). */
const DRIFT = 1

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES)

/** The step of time whose code it is; null where it is none of now. Whoever takes it must see that no step is taken twice. */
export function timeStepOf(code: string, secret: Bytes, now: Instant): number | null {
  const typed = Buffer.from(code.replaceAll(/\s/g, ''))
  const current = Math.floor(now / STEP_MS)
  let found: number | null = null
  for (let step = current - DRIFT; step <= current + DRIFT; step++) {
    const wanted = Buffer.from(totpAt(secret, step))
    if (typed.length === wanted.length && timingSafeEqual(typed, wanted)) found = step
  }
  return found
}

/** RFC 4226, 5.3, with the step as the counter. */
export function totpAt(secret: Bytes, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, 6, without padding: as authenticators take a secret by hand. */
export function toBase32(bytes: Bytes): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The address that an authenticator opens: the form of Google's Key URI. */
export function otpauthAddress(secret: Bytes, account: string): string {
  const label = `${encodeURIComponent('Sổ Ký Số')}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent('Sổ Ký Số')}`
}
