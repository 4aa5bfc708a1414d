/** RC4, which OpenSSL 3 no longer computes (docs/decisions/0004). ISO 32000-2, 7.6.3.1. */
import type { Bytes } from '../../../bytes.ts'

/** Encrypts and decrypts alike; each call begins the key stream anew. */
export function rc4(key: Bytes, data: Bytes): Bytes {
  const state = new Uint8Array(256)
  for (let i = 0; i < 256; i++) state[i] = i
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff
    swap(state, i, j)
  }
  const output = new Uint8Array(data.length)
  for (let at = 0, i = 0, j = 0; at < data.length; at++) {
    i = (i + 1) & 0xff
    j = (j + (state[i] ?? 0)) & 0xff
    swap(state, i, j)
    output[at] = (data[at] ?? 0) ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 0xff] ?? 0)
  }
  return output
}

function swap(state: Uint8Array, i: number, j: number): void {
  const held = state[i] ?? 0
  state[i] = state[j] ?? 0
  state[j] = held
}
