/** Byte strings: comparing, finding, hashing and spelling them. Nothing here copies unless its name says so. */
import { createHash, hash as hashOnce } from 'node:crypto'
import type { Sha256 } from './lang.ts'

export type Bytes = Uint8Array

export function equalBytes(a: Bytes, b: Bytes): boolean {
  return Buffer.compare(a, b) === 0
}

export function toHex(bytes: Bytes): string {
  return asBuffer(bytes).toString('hex')
}

export function fromHex(hex: string): Bytes {
  return Buffer.from(hex, 'hex')
}

/** One character for each byte (ISO 8859-1), so that offsets in the string are offsets in the bytes. */
export function toLatin1(bytes: Bytes): string {
  return asBuffer(bytes).toString('latin1')
}

/** The same of a part. It makes no view of it, which would cost more than a short string. */
export function sliceLatin1(bytes: Bytes, start: number, end: number): string {
  return asBuffer(bytes).toString('latin1', start, end)
}

export function fromLatin1(text: string): Bytes {
  return Buffer.from(text, 'latin1')
}

/** Node searches for words up to this length three times as fast as for longer ones. */
const QUICK = 6

/** Times that a beginning alone may be met before the whole word is searched for. */
const BEGINNINGS = 8

/** Offset of the first `needle` (ISO 8859-1 text) at or after `from`, or -1. */
export function indexOf(bytes: Bytes, needle: string, from = 0): number {
  const buffer = asBuffer(bytes)
  if (needle.length <= QUICK) return buffer.indexOf(needle, from, 'latin1')
  const beginning = needle.slice(0, QUICK)
  let at = from
  for (let tried = 0; tried < BEGINNINGS; tried++, at++) {
    at = buffer.indexOf(beginning, at, 'latin1')
    if (at < 0 || sliceLatin1(buffer, at, at + needle.length) === needle) return at
  }
  return buffer.indexOf(needle, at, 'latin1')
}

/** Offset of the last `needle` that starts at or before `from`, or -1. */
export function lastIndexOf(bytes: Bytes, needle: string, from = bytes.length): number {
  return asBuffer(bytes).lastIndexOf(needle, from, 'latin1')
}

export function sha256(...parts: readonly Bytes[]): Sha256 {
  const [only] = parts
  if (only && parts.length === 1) return hashOnce('sha256', only, 'hex') as Sha256
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex') as Sha256
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Bytes): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
