/** Damage to an encoding: to its bytes, or to its structure with all lengths around the damage mended. X.690, 8.1. */
import fc from 'fast-check'
import { header } from '../../fixtures/der.ts'
import type { Bytes } from '../../src/bytes.ts'

/** Numbers are taken modulo what there is, so that one mutation fits encodings of every size. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'swap'; readonly at: number; readonly other: number }
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'duplicate-value'; readonly at: number }
  | { readonly kind: 'remove-value'; readonly at: number }
  | { readonly kind: 'replace-value'; readonly at: number; readonly other: number }

const place = fc.nat(1_000_000)

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip'), at: place, mask: fc.integer({ min: 1, max: 255 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap'), at: place, other: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate'), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('repeat'), at: place, length: fc.integer({ min: 1, max: 64 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('duplicate-value'), at: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove-value'), at: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replace-value'), at: place, other: place }) },
)

export function mutate(bytes: Bytes, change: Mutation): Bytes {
  const at = change.at % bytes.length
  switch (change.kind) {
    case 'flip': {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ change.mask
      return changed
    }
    case 'swap': {
      const changed = Buffer.from(bytes)
      const other = change.other % bytes.length
      changed[at] = bytes[other] ?? 0
      changed[other] = bytes[at] ?? 0
      return changed
    }
    case 'truncate':
      return bytes.subarray(0, at)
    case 'repeat': {
      const repeated = bytes.subarray(at, at + change.length)
      return Buffer.concat([bytes.subarray(0, at), repeated, bytes.subarray(at)])
    }
    case 'duplicate-value':
      return withValues(bytes, change.at, (value) => [value, value])
    case 'remove-value':
      return withValues(bytes, change.at, () => [])
    case 'replace-value':
      return withValues(bytes, change.at, (_, all) => all.slice(change.other % all.length).slice(0, 1))
  }
}

/** A value as it is written, or a constructed one as its tag and parts. */
type Value = { readonly tag: number; readonly written: Bytes; readonly parts: readonly Value[] | null }

/** Values too deep for any encoding in use are left whole. */
const MAX_DEPTH = 24

function readValues(bytes: Bytes, depth: number): readonly Value[] | null {
  const values: Value[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = headerOf(bytes, at)
    if (!size || at + size.header + size.content > bytes.length) return null
    const end = at + size.header + size.content
    const tag = bytes[at] ?? 0
    const isConstructed = (tag & 0x20) !== 0 && depth < MAX_DEPTH
    const parts = isConstructed ? readValues(bytes.subarray(at + size.header, end), depth + 1) : null
    values.push({ tag, written: bytes.subarray(at, end), parts })
    at = end
  }
  return values
}

function headerOf(bytes: Bytes, at: number): { readonly header: number; readonly content: number } | null {
  const first = bytes[at + 1]
  if (first === undefined || first === 0x80) return null
  if (first < 0x80) return { header: 2, content: first }
  const digits = first & 0x7f
  let content = 0
  for (let i = 0; i < digits; i++) content = content * 256 + (bytes[at + 2 + i] ?? 0)
  return digits > 4 ? null : { header: 2 + digits, content }
}

function flat(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => [value, ...flat(value.parts ?? [])])
}

/** One of all values replaced by what `change` makes of it; what is no whole encoding stays as it is. */
function withValues(
  bytes: Bytes,
  at: number,
  change: (value: Bytes, all: readonly Bytes[]) => readonly Bytes[],
): Bytes {
  const values = readValues(bytes, 0)
  if (!values) return bytes
  const all = flat(values)
  const chosen = all[at % all.length]
  const others = all.map(({ written }) => written)
  const write = (value: Value): Bytes => {
    if (value === chosen) return Buffer.concat(change(value.written, others))
    if (!value.parts) return value.written
    const content = Buffer.concat(value.parts.map(write))
    return Buffer.concat([Buffer.of(value.tag), header(0x30, content.length).subarray(1), content])
  }
  return Buffer.concat(values.map(write))
}
