/** What somebody signed or stamped, with its digests. RFC 5652, 5.4; RFC 3161, 2.4.1; ISO 32000-2, 12.8.1. */
import type { Hash } from 'node:crypto'
import type { Bytes } from '../bytes.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import type { DigestName } from '../format/x509/signature-algorithm.ts'
import type { Sha256 } from '../lang.ts'
import { copyHash, digestOf, openHash } from './cryptography.ts'

/** It comes in parts, so that a file is never copied. */
export type SignedContent = {
  readonly parts: readonly Bytes[]
  readonly digest: (name: DigestName) => Bytes
}

export const contentOf = (bytes: Bytes): SignedContent => ({
  parts: [bytes],
  digest: (name) => digestOf(name, [bytes]),
})

/** The bytes of a file from `start` to `end` and, after a gap, `rest`. The same digest is asked for more than once, and is most of the work. */
export function contentAround(file: PdfFile, start: number, end: number, rest: Bytes): SignedContent {
  const parts = [file.bytes.subarray(start, end), rest]
  const known = new Map<DigestName, Bytes>()
  const digest = (name: DigestName): Bytes => {
    const found = known.get(name) ?? (start === 0 ? digestFrom(file, name, end, rest) : digestOf(name, parts))
    known.set(name, found)
    return found
  }
  return { parts, digest }
}

/** Of the whole file. */
export const fileDigest = (file: PdfFile): Sha256 =>
  copyHash(beginning(file, 'sha256', file.bytes.length), 'sha256').digest('hex') as Sha256

const digestFrom = (file: PdfFile, name: DigestName, end: number, rest: Bytes): Bytes =>
  copyHash(beginning(file, name, end), name)
    .update(rest)
    .digest()

type Beginning = { readonly end: number; readonly hash: Hash }

const beginnings = new WeakMap<PdfFile, Map<DigestName, readonly Beginning[]>>()

/** What has gone through the first `end` bytes. Each signature covers those before it, so that it goes on where another one stopped. */
function beginning(file: PdfFile, name: DigestName, end: number): Hash {
  const ofFile = beginnings.get(file) ?? new Map<DigestName, readonly Beginning[]>()
  beginnings.set(file, ofFile)
  const known = ofFile.get(name) ?? []
  const nearest = known.findLast((one) => one.end <= end)
  if (nearest?.end === end) return nearest.hash
  const hash = nearest ? copyHash(nearest.hash, name) : openHash(name)
  hash.update(file.bytes.subarray(nearest?.end ?? 0, end))
  ofFile.set(
    name,
    [...known, { end, hash }].sort((a, b) => a.end - b.end),
  )
  return hash
}
