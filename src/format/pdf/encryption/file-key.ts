/** File keys of up to 128 bits, as the empty password opens them. ISO 32000-2, 7.6.4.3.2 and 7.6.4.4. */
import { type Bytes, equalBytes, fromHex } from '../../../bytes.ts'
import { digest } from './digest.ts'
import type { PasswordEntries } from './encryption-dictionary.ts'
import { rc4 } from './rc4.ts'

/** What fills up a password to 32 bytes, and the whole of an empty one (ISO 32000-2, algorithm 2, step a). */
const PADDING = fromHex('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a')

/** More than the passwords the key hangs on: the first string of /ID, and whether metadata are encrypted. */
export type KeyMaterial = PasswordEntries & { readonly id: Bytes; readonly encryptMetadata: boolean }

/** Null unless the empty password is that of the user or that of the owner. */
export function fileKey(material: KeyMaterial): Bytes | null {
  for (const length of material.keyLengths) {
    for (const password of [PADDING, passwordByOwner(material, length)]) {
      const key = deriveKey(material, password, length)
      if (isUserKey(material, key)) return key
    }
  }
  return null
}

/** ISO 32000-2, algorithm 2. */
function deriveKey(
  { revision, owner, permissions, id, encryptMetadata }: KeyMaterial,
  password: Bytes,
  length: number,
) {
  const flags = new Uint8Array(4)
  new DataView(flags.buffer).setUint32(0, permissions, true)
  const metadata = revision === 4 && !encryptMetadata ? fromHex('ffffffff') : new Uint8Array()
  const hash = digest('md5', password, owner, flags, id, metadata)
  return revision === 2 ? hash.subarray(0, length) : hashedAgain(hash, length)
}

/** Fifty times over (ISO 32000-2, algorithm 2, step g, and algorithm 3, step c). */
function hashedAgain(hash: Bytes, length: number): Bytes {
  let key = hash.subarray(0, length)
  for (let round = 0; round < 50; round++) key = digest('md5', key).subarray(0, length)
  return key
}

/** ISO 32000-2, algorithm 6, by algorithms 4 and 5; of the second only 16 bytes have a meaning. */
function isUserKey({ revision, user, id }: KeyMaterial, key: Bytes): boolean {
  if (revision === 2) return equalBytes(rc4(key, PADDING), user)
  let value = digest('md5', PADDING, id)
  for (let round = 0; round < 20; round++) value = rc4(varied(key, round), value)
  return equalBytes(value, user.subarray(0, 16))
}

/** The password of the user that /O gives to an owner whose own is empty (ISO 32000-2, algorithm 7). */
function passwordByOwner({ revision, owner }: KeyMaterial, length: number): Bytes {
  const hash = digest('md5', PADDING)
  if (revision === 2) return rc4(hash.subarray(0, length), owner)
  const key = hashedAgain(hash, length)
  let value = owner
  for (let round = 19; round >= 0; round--) value = rc4(varied(key, round), value)
  return value
}

const varied = (key: Bytes, round: number): Bytes => key.map((byte) => byte ^ round)
