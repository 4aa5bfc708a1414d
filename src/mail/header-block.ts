/** The header block of a letter or of a part as it lies in the bytes: names and unfolded values. RFC 5322, 2.2. */
import { asBuffer, type Bytes, toLatin1 } from '../bytes.ts'

export type HeaderField = {
  /** Lower case. */
  readonly name: string
  /** Unfolded, one character for each byte (ISO 8859-1), not decoded. */
  readonly value: string
}

/** Longest header block read. Mail servers in use stop at a tenth of it. */
export const MAX_HEADER_BYTES = 1024 * 1024

/** RFC 5322, 2.2: printable ASCII without colon; 4.5 allows blanks before the colon. */
const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s

/**
 * The fields from the top down, repeated ones included. Lines that are no field (an mbox `From ` line, garbage) are
 * passed over; a block without an end, or one that is cut, yields what was there.
 */
export function readHeaderBlock(raw: Bytes, maxBytes: number = MAX_HEADER_BYTES): readonly HeaderField[] {
  const fields: { name: string; value: string }[] = []
  let current: { name: string; value: string } | undefined
  const head = raw.subarray(0, maxBytes)
  for (const line of toLatin1(head.subarray(0, bodyOffset(head))).split('\n')) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (text === '') break
    if (text.startsWith(' ') || text.startsWith('\t')) {
      if (current) current.value += text
      continue
    }
    const [, name, value] = FIELD.exec(text) ?? []
    current = name === undefined ? undefined : { name: name.toLowerCase(), value: value ?? '' }
    if (current) fields.push(current)
  }
  return fields
}

/** Where the body begins: behind the first empty line, or at the end where there is none. */
export function bodyOffset(raw: Bytes): number {
  const buffer = asBuffer(raw)
  if (buffer[0] === LF) return 1
  if (buffer[0] === CR && buffer[1] === LF) return 2
  const strict = buffer.indexOf('\n\r\n')
  // Laxer than RFC 5322, 2.1: lines may end in LF alone, as files and some programs write them.
  const bare = buffer.subarray(0, strict < 0 ? undefined : strict + 1).indexOf('\n\n')
  if (bare >= 0) return bare + 2
  return strict < 0 ? raw.length : strict + 3
}

const CR = 0x0d
const LF = 0x0a

/** The values of all fields of that name, from the top down. */
export function valuesOf(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}
