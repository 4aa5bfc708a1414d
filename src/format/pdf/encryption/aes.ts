/** AES in the two ways that encrypted files use it. ISO 32000-2, 7.6.3.1; FIPS 197; RFC 8018, B.2.5. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'

const BLOCK = 16
const NO_VECTOR = new Uint8Array(BLOCK)

/**
 * A string or a stream: initialisation vector, then blocks in CBC mode whose last one ends with its padding.
 * Laxer than ISO 32000-2, 7.6.3.1: nothing at all stands for nothing, as writers leave empty strings as they are.
 */
export function decryptAes(key: Bytes, data: Bytes): Bytes {
  if (data.length === 0) return data
  if (data.length < 2 * BLOCK || data.length % BLOCK !== 0) {
    throw new FormatError(`${data.length} bytes are no vector and blocks of AES`, 'ISO 32000-2, 7.6.3.1')
  }
  return withoutPadding(decryptBlocks(key, data.subarray(BLOCK), data.subarray(0, BLOCK)))
}

function withoutPadding(blocks: Bytes): Bytes {
  const size = blocks.at(-1) ?? 0
  const padding = blocks.subarray(blocks.length - size)
  if (size < 1 || size > BLOCK || padding.some((byte) => byte !== size)) {
    throw new FormatError('The padding of AES is broken, or the key is another', 'ISO 32000-2, 7.6.3.1')
  }
  return blocks.subarray(0, blocks.length - size)
}

/** CBC without padding; `blocks` are whole ones. */
export function decryptBlocks(key: Bytes, blocks: Bytes, vector: Bytes = NO_VECTOR): Bytes {
  return createDecipheriv(cipherFor(key), key, vector).setAutoPadding(false).update(blocks)
}

export function encryptBlocks(key: Bytes, blocks: Bytes, vector: Bytes): Bytes {
  return createCipheriv(cipherFor(key), key, vector).setAutoPadding(false).update(blocks)
}

const cipherFor = (key: Bytes): string => `aes-${key.length * 8}-cbc`
