/** File keys of 256 bits, as the empty password opens them. ISO 32000-2, 7.6.4.3.3 and 7.6.4.3.4. */
import { type Bytes, equalBytes } from '../../../bytes.ts'
import { decryptBlocks, encryptBlocks } from './aes.ts'
import { digest } from './digest.ts'
import type { PasswordEntries256 } from './encryption-dictionary.ts'

const NOTHING = new Uint8Array()

/**
 * Null unless the empty password is that of the user or that of the owner (ISO 32000-2, algorithm 2.A).
 * Laxer than its step f: /Perms is not compared with /P. Permissions bind who would change the file, not who judges it.
 */
export function fileKey256({ revision, user, owner, userKey, ownerKey }: PasswordEntries256): Bytes | null {
  const hash = revision === 5 ? hashOfRevision5 : hardenedHash
  const tries = [
    { entry: user, wrapped: userKey, bound: NOTHING },
    { entry: owner, wrapped: ownerKey, bound: user },
  ]
  for (const { entry, wrapped, bound } of tries) {
    if (!equalBytes(hash(entry.subarray(32, 40), bound), entry.subarray(0, 32))) continue
    return decryptBlocks(hash(entry.subarray(40, 48), bound), wrapped)
  }
  return null
}

/** What the deprecated revision 5 has in the place of algorithm 2.B (ISO 32000-2, table 21). */
function hashOfRevision5(salt: Bytes, bound: Bytes): Bytes {
  return digest('sha256', salt, bound)
}

/** More rounds than there can be: the last byte of a round is 255 at most, and round 287 ends with any. */
const MOST_ROUNDS = 287

/** ISO 32000-2, algorithm 2.B, for the empty password. */
function hardenedHash(salt: Bytes, bound: Bytes): Bytes {
  let key = digest('sha256', salt, bound)
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const once = Buffer.concat([key, bound])
    const repeated = Buffer.alloc(64 * once.length, once)
    const blocks = encryptBlocks(key.subarray(0, 16), repeated, key.subarray(16, 32))
    key = digest(algorithmFor(blocks.subarray(0, 16)), blocks)
    if (round >= 64 && (blocks.at(-1) ?? 0) <= round - 32) break
  }
  return key.subarray(0, 32)
}

/** By the first 16 bytes as one number modulo 3; 256 leaves 1, so that their sum tells. */
function algorithmFor(first: Bytes): 'sha256' | 'sha384' | 'sha512' {
  const remainder = first.reduce((sum, byte) => sum + byte, 0) % 3
  return remainder === 0 ? 'sha256' : remainder === 1 ? 'sha384' : 'sha512'
}
