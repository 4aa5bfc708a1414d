/** The header block of a letter as it lies in the bytes: names and unfolded values. RFC 5322, 2.2. */
import { type Bytes, toLatin1 } from '../bytes.ts'

export type HeaderField = {
  /** Lower case. */
  readonly name: string
  /** Unfolded, one character for each byte (ISO 8859-1), not decoded. */
  readonly value: string
}

/** Longest header block read. The MIME parser behind us refuses a letter beyond the same 1 MiB. */
const MAX_HEADER_BYTES = 1024 * 1024

/** RFC 5322, 2.2: printable ASCII without colon; 4.5 allows blanks before the colon. */
const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s

/**
 * The fields from the top down, repeated ones included. Lines that are no field (an mbox `From ` line, garbage) are
 * passed over; a block without an end, or one that is cut, yields what was there.
 */
export function readHeaderBlock(raw: Bytes): readonly HeaderField[] {
  const fields: { name: string; value: string }[] = []
  let current: { name: string; value: string } | undefined
  for (const line of toLatin1(raw.subarray(0, MAX_HEADER_BYTES)).split('\n')) {
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

/** The values of all fields of that name, from the top down. */
export function valuesOf(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}
