/** A place in bytes from which PDF syntax is read, and the smallest things read there. ISO 32000-2, 7.2. */
import type { Bytes } from '../../bytes.ts'
import type { Ledger } from './budget.ts'
import { isDigit, isEndOfLine, isRegular, isWhiteSpace } from './characters.ts'

export type Cursor = {
  readonly bytes: Bytes
  position: number
  /** Whether places in `bytes` are places in the file; not so in an object stream. */
  readonly inFile: boolean
  readonly ledger: Ledger
  /** Set once something was read that the syntax does not allow: other readers may make something else of it. */
  isLax: boolean
  /** Whether the number read last was written with a point. */
  isReal: boolean
}

/** All are made here, so that they have one shape: what is read through them is compiled once. */
export function openCursor(bytes: Bytes, position: number, ledger: Ledger, inFile = true): Cursor {
  return { bytes, position, inFile, ledger, isLax: false, isReal: false }
}

/** Skips white-space and comments, which are white-space too (ISO 32000-2, 7.2.4). */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor
  let position = cursor.position
  for (; ; position++) {
    const byte = bytes[position]
    if (isWhiteSpace(byte)) continue
    if (byte !== 0x25) break
    while (position < bytes.length && !isEndOfLine(bytes[position])) position++
  }
  cursor.position = Math.min(position, bytes.length)
}

/** Whether `word` stands at `offset`, whatever follows it. */
export function standsAt(bytes: Bytes, offset: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (bytes[offset + index] !== word.charCodeAt(index)) return false
  }
  return true
}

/** Takes `word` after white-space and comments, whatever follows it; without it the cursor stays. */
export function takeKeyword(cursor: Cursor, word: string): boolean {
  const before = cursor.position
  skipSpace(cursor)
  if (standsAt(cursor.bytes, cursor.position, word)) {
    cursor.position += word.length
    return true
  }
  cursor.position = before
  return false
}

/** Laxer than ISO 32000-2, 7.2.3: a regular character right behind a keyword or a number, which would belong to it, begins another. */
export function endToken(cursor: Cursor): void {
  if (isRegular(cursor.bytes[cursor.position])) cursor.isLax = true
}

/** Takes an integer without sign after white-space and comments; without it the cursor stays and the answer is null. */
export function takeInteger(cursor: Cursor): number | null {
  const before = cursor.position
  skipSpace(cursor)
  const { bytes } = cursor
  let position = cursor.position
  let value = 0
  for (let byte = bytes[position]; isDigit(byte); byte = bytes[++position]) value = value * 10 + byte - 0x30
  const none = position === cursor.position
  cursor.position = none ? before : position
  return none ? null : value
}
