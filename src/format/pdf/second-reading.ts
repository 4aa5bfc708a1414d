/** A second way to read a file: from its first byte to its last, without its cross-reference. ISO 32000-2, 7.3.10 and 7.5. */
import { type Bytes, indexOf } from '../../bytes.ts'
import { standsAt } from './cursor.ts'
import { nextToken, openTokens, skipUntil, type Token, type Tokens } from './tokens.ts'

/** An object that begins and ends between other objects, never inside of one, of its strings or of its data. */
export type WholeObject = {
  readonly number: number
  /** Place of its number and of the byte after `endobj`, or where the next one begins if it has none. */
  readonly start: number
  readonly end: number
}

export type SecondReading = {
  /** In the order of the file. */
  readonly objects: readonly WholeObject[]
  /** Places of the words `trailer` and `startxref` that stand between objects. */
  readonly trailers: readonly number[]
  readonly startXrefs: readonly number[]
}

type Scan = {
  readonly tokens: Tokens
  /** Values of the objects that are a whole number, as streams name them for their length. */
  readonly lengths: Map<number, number>
  /** Bytes that were searched for such objects. */
  searched: number
}

/** One pass; each byte is looked at once, but for those that are searched for the length of a stream. */
export function readSecondly(bytes: Bytes): SecondReading {
  const scan: Scan = { tokens: openTokens(bytes), lengths: new Map(), searched: 0 }
  const { tokens } = scan
  const objects: WholeObject[] = []
  const trailers: number[] = []
  const startXrefs: number[] = []
  for (let token = nextToken(tokens); token !== 'end'; token = nextToken(tokens)) {
    if (token === 'trailer') trailers.push(tokens.start)
    else if (token === 'startxref') startXrefs.push(tokens.start)
    else if (token === 'obj') {
      const { header, number } = tokens
      objects.push({ number, start: header, end: skipBody(scan, number) })
    }
  }
  return { objects, trailers, startXrefs }
}

/** Words that end an object which has no end of its own. */
const OUTSIDE: ReadonlySet<Token> = new Set(['xref', 'trailer', 'startxref'])

/** From behind `obj` to behind `endobj`; an object without an end stops where the next one begins, or the cross-reference. */
function skipBody(scan: Scan, number: number): number {
  const { tokens } = scan
  let length: Length = null
  let isInteger = false
  let count = 0
  for (let token = nextToken(tokens); token !== 'end'; token = nextToken(tokens)) {
    if (token === 'endobj') {
      if (isInteger && count === 1) scan.lengths.set(number, tokens.last)
      return tokens.position
    }
    isInteger = token === 'integer'
    count++
    if (token === 'obj') return stepBack(tokens, tokens.header)
    if (OUTSIDE.has(token)) return stepBack(tokens, tokens.start)
    if (token === 'length') length = readLength(tokens)
    else if (token === 'stream') skipData(scan, length)
  }
  return tokens.position
}

function stepBack(tokens: Tokens, place: number): number {
  tokens.position = place
  tokens.integers = 0
  return place
}

/** What a dictionary says of the length of its data: a number, an object that is one, or nothing that can be used. */
type Length = { readonly value: number } | { readonly object: number } | null

/** The number behind /Length, and whether another one and an R follow; whatever it is stays to be read. */
function readLength(tokens: Tokens): Length {
  const place = tokens.position
  const value = nextToken(tokens) === 'integer' ? tokens.last : null
  const isReference = value !== null && nextToken(tokens) === 'integer' && nextToken(tokens) === 'R'
  stepBack(tokens, place)
  return value === null ? null : isReference ? { object: value } : { value }
}

/** The data of a stream, whose length is believed where `endstream` follows (ISO 32000-2, 7.3.8.1). */
function skipData(scan: Scan, length: Length): void {
  const { tokens } = scan
  const { bytes } = tokens
  let start = tokens.position
  if (bytes[start] === 0x0d) start++
  if (bytes[start] === 0x0a) start++
  tokens.position = start
  for (const value of lengthsOf(scan, length, start)) {
    const end = skipSpace(bytes, start + value)
    if (!standsAt(bytes, end, 'endstream')) continue
    tokens.position = end + 'endstream'.length
    return
  }
  skipUntil(tokens, 'endstream')
}

function skipSpace(bytes: Bytes, place: number): number {
  let position = place
  for (let byte = bytes[position]; byte !== undefined && byte <= 0x20; byte = bytes[position]) position++
  return position
}

/** How often the bytes of a file may be searched for the objects that say how long streams are: most stand right behind their stream. */
const SEARCHES = 4

/** What the length may be: the object was met already, or is searched for from here on. */
function* lengthsOf(scan: Scan, length: Length, from: number): Generator<number> {
  if (length === null) return
  if ('value' in length) {
    yield length.value
    return
  }
  const known = scan.lengths.get(length.object)
  if (known !== undefined) yield known
  const { bytes } = scan.tokens
  const word = `${length.object} 0 obj`
  for (let at = from; scan.searched < SEARCHES * bytes.length; ) {
    const found = indexOf(bytes, word, at)
    scan.searched += (found < 0 ? bytes.length : found) - at
    if (found < 0) return
    at = found + word.length
    const inner = openTokens(bytes, at)
    if (nextToken(inner) === 'integer') yield inner.last
  }
}
