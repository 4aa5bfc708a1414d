/** What follows what in a file, without its meaning: only the words that hold objects together are told apart. ISO 32000-2, 7.2 and 7.3. */
import { type Bytes, indexOf } from '../../bytes.ts'
import { isDigit, isEndOfLine, isRegular, isWhiteSpace } from './characters.ts'
import { standsAt } from './cursor.ts'

export type Token =
  | 'end'
  | 'integer'
  | 'R'
  | 'obj'
  | 'endobj'
  | 'stream'
  | 'xref'
  | 'trailer'
  | 'startxref'
  /** The name /Length. */
  | 'length'
  | 'other'

export type Tokens = {
  readonly bytes: Bytes
  /** Place of the byte after the last token, and of its first. */
  position: number
  start: number
  /** How many integers without sign stood right before this place, at most two, and the last of them. */
  integers: number
  last: number
  /** Of the last `obj`: its number, and the place of that number. */
  number: number
  header: number
  /** The integer before the last one, and the places of both. */
  before: number
  beforeAt: number
  lastAt: number
}

export function openTokens(bytes: Bytes, position = 0): Tokens {
  return {
    bytes,
    position,
    start: position,
    integers: 0,
    last: 0,
    number: 0,
    header: 0,
    before: 0,
    beforeAt: 0,
    lastAt: 0,
  }
}

export function nextToken(tokens: Tokens): Token {
  const { bytes } = tokens
  skipBlank(tokens)
  const { position } = tokens
  tokens.start = position
  const byte = bytes[position]
  if (byte === undefined) return 'end'
  if (isDigit(byte)) return takeInteger(tokens)
  const token = isRegular(byte) ? takeWord(tokens, byte) : takeDelimited(tokens, byte)
  // `obj` makes use of the integers before it; whatever else comes between two things parts them.
  tokens.integers = 0
  return token
}

function skipBlank(tokens: Tokens): void {
  const { bytes } = tokens
  let position = tokens.position
  for (;;) {
    while (isWhiteSpace(bytes[position])) position++
    if (bytes[position] !== 0x25) break
    // Some writers go on right behind the marker of an end, as if it were no comment.
    if (standsAt(bytes, position, MARKER)) position += MARKER.length
    else while (position < bytes.length && !isEndOfLine(bytes[position])) position++
  }
  tokens.position = position
}

const MARKER = '%%EOF'

/** Digits, ten at most, as in a cross-reference row; with anything behind them that belongs to a word they are a word. */
function takeInteger(tokens: Tokens): Token {
  const { bytes, start } = tokens
  let position = start
  let value = 0
  for (let byte = bytes[position]; isDigit(byte); byte = bytes[++position]) value = value * 10 + byte - 0x30
  const isWhole = position - start <= 10 && !isRegular(bytes[position])
  // `12 0obj` and the like are read by some, and by the first reader here.
  const isGlued = !isWhole && standsAt(bytes, position, 'obj')
  if (!isWhole && !isGlued) {
    while (isRegular(bytes[position])) position++
    tokens.position = position
    tokens.integers = 0
    return 'other'
  }
  tokens.position = position
  tokens.before = tokens.last
  tokens.beforeAt = tokens.lastAt
  tokens.last = value
  tokens.lastAt = start
  tokens.integers = Math.min(tokens.integers + 1, 2)
  return 'integer'
}

const E = 0x65
const O = 0x6f
const S = 0x73
const T = 0x74
const X = 0x78
const R = 0x52

function takeWord(tokens: Tokens, byte: number): Token {
  const { bytes, start } = tokens
  // Some writers leave out the white-space behind these two.
  if (byte === E && standsAt(bytes, start, 'endobj')) return ended(tokens, 6, 'endobj')
  if (byte === O && tokens.integers === 2 && standsAt(bytes, start, 'obj')) {
    tokens.number = tokens.before
    tokens.header = tokens.beforeAt
    return ended(tokens, 3, 'obj')
  }
  let position = start
  while (isRegular(bytes[position])) position++
  const length = position - start
  tokens.position = position
  if (byte === S && length === 6 && standsAt(bytes, start, 'stream')) return 'stream'
  if (byte === S && length === 9 && standsAt(bytes, start, 'startxref')) return 'startxref'
  if (byte === T && length === 7 && standsAt(bytes, start, 'trailer')) return 'trailer'
  if (byte === X && length === 4 && standsAt(bytes, start, 'xref')) return 'xref'
  return byte === R && length === 1 ? 'R' : 'other'
}

function ended(tokens: Tokens, length: number, token: Token): Token {
  tokens.position = tokens.start + length
  return token
}

function takeDelimited(tokens: Tokens, byte: number): Token {
  const { bytes, start } = tokens
  if (byte === 0x28) skipString(tokens)
  else if (byte === 0x3c && bytes[start + 1] !== 0x3c) skipUntil(tokens, '>')
  else if (byte === 0x2f) {
    let position = start + 1
    while (isRegular(bytes[position])) position++
    tokens.position = position
    if (position - start === '/Length'.length && standsAt(bytes, start, '/Length')) return 'length'
  } else tokens.position = start + 1 + (byte === 0x3c ? 1 : 0)
  return 'other'
}

/** A literal string with balanced parentheses (ISO 32000-2, 7.3.4.2); one that does not end takes all that follows. */
function skipString(tokens: Tokens): void {
  const { bytes } = tokens
  let position = tokens.start
  let depth = 0
  for (; position < bytes.length; position++) {
    const byte = bytes[position]
    if (byte === 0x5c) position++
    else if (byte === 0x28) depth++
    else if (byte === 0x29 && --depth === 0) break
  }
  tokens.position = Math.min(position + 1, bytes.length)
}

/** Behind the next `word`, or to the end without one. */
export function skipUntil(tokens: Tokens, word: string): void {
  const end = indexOf(tokens.bytes, word, tokens.position)
  tokens.position = end < 0 ? tokens.bytes.length : end + word.length
}
