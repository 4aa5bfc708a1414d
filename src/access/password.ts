/** Passwords: hashed by scrypt, each hash with its parameters. RFC 7914. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP Password Storage Cheat Sheet, scrypt: 2^17, 8, 1 take 128 MB and some 0.3 s. */
const NOW = { logN: 17, r: 8, p: 1 } as const
const SALT_BYTES = 16
const KEY_BYTES = 32
/** Of 128·N·r bytes, RFC 7914, 5, and a little more; no hash that is stored may ask for much more. */
const MAX_MEMORY = 160 * 1024 * 1024

type Parameters = { readonly logN: number; readonly r: number; readonly p: number }
type Stored = Parameters & { readonly salt: Buffer; readonly key: Buffer }

/** `scrypt$17$8$1$SALT$KEY`, the last two in base64url. */
export async function hashPassword(password: string, parameters: Parameters = NOW): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, { ...parameters, salt })
  const { logN, r, p } = parameters
  return ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Takes as long where there is nothing to compare with: nobody learns from the time whether an account is there. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const wanted = readStored(stored ?? NOBODY)
  const key = await derive(password, wanted)
  return timingSafeEqual(key, wanted.key) && stored !== null
}

/** Whether it was made with other parameters than are used now. */
export function isOutdated(stored: string): boolean {
  const { logN, r, p } = readStored(stored)
  return logN !== NOW.logN || r !== NOW.r || p !== NOW.p
}

/** A hash of no password. */
const NOBODY = `scrypt$${NOW.logN}$${NOW.r}$${NOW.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

function readStored(stored: string): Stored {
  const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(stored)
  if (match === null) throw new Error('The hash of a password has another form than this program writes')
  const [logN, r, p] = match.slice(1, 4).map(Number)
  const [salt, key] = match.slice(4).map((text) => Buffer.from(text, 'base64url'))
  return { logN, r, p, salt, key } as Stored
}

/** One at a time: each takes 128 MB. */
let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** With 0.3 s each, whoever waits behind so many has waited long enough to come again. */
const MAX_WAITING = 20

/** Too many passwords are being checked at this moment. */
export class BusyError extends Error {
  override name = 'BusyError'
}

async function derive(password: string, parameters: Parameters & { readonly salt: Buffer }): Promise<Buffer> {
  if (waiting >= MAX_WAITING) throw new BusyError()
  waiting += 1
  const mine = last.then(() => compute(password, parameters))
  last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting -= 1
  }
}

function compute(password: string, { logN, r, p, salt }: Parameters & { readonly salt: Buffer }): Promise<Buffer> {
  // One spelling of each letter, whatever keyboard typed it: RFC 8265, 4.2 (OpaqueString).
  const bytes = Buffer.from(password.normalize('NFC'))
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, KEY_BYTES, { N: 2 ** logN, r, p, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
