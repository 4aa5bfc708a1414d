/** A multipart body cut at its delimiter lines, as ranges of the bytes. RFC 2046, 5.1.1. */
import { asBuffer, type Bytes, indexOf, toLatin1 } from '../bytes.ts'

/** Longest boundary looked for; RFC 2046, 5.1.1 allows 70 characters, some programs write more. */
const MAX_BOUNDARY = 256

/** So far the first delimiter line is looked for where the declared boundary is missing or occurs nowhere. */
const GUESS_RANGE = 64 * 1024

/** Blanks that were added on the way, and the end of the line. RFC 2046, 5.1.1: transport-padding. */
const REST_OF_LINE = /^(--)?[ \t]*(?:\r?\n|\r(?!\n)|$)/

const CR = 0x0d
const LF = 0x0a

/** What is left for a whole letter; looking for delimiters takes from it. */
export type DelimiterAllowance = { delimiters: number }

/**
 * The parts, header and body each. A part without an end goes to the end of the body. Stops early where the allowance
 * runs out; the caller sees that by it.
 */
export function* splitMultipart(body: Bytes, declared: string, allowance: DelimiterAllowance): Generator<Bytes> {
  let isFound = false
  for (const part of partsBetween(body, declared.slice(0, MAX_BOUNDARY), allowance)) {
    isFound = true
    yield part
  }
  const guess = isFound ? '' : guessBoundary(body)
  if (guess !== '') yield* partsBetween(body, guess, allowance)
}

function* partsBetween(body: Bytes, boundary: string, allowance: DelimiterAllowance): Generator<Bytes> {
  if (boundary === '') return
  let start = -1
  for (const line of delimiterLines(body, `--${boundary}`, allowance)) {
    if (start >= 0) yield body.subarray(start, Math.max(start, beforeLineBreak(body, line.start)))
    // Laxer than RFC 2046, 5.1.1: what follows the closing delimiter is read if another delimiter opens it.
    start = line.closes ? -1 : line.end
  }
  if (start >= 0) yield body.subarray(start)
}

type DelimiterLine = { readonly start: number; readonly end: number; readonly closes: boolean }

function* delimiterLines(body: Bytes, mark: string, allowance: DelimiterAllowance): Generator<DelimiterLine> {
  for (let start = indexOf(body, mark); start >= 0 && allowance.delimiters > 0; ) {
    allowance.delimiters--
    const behind = start + mark.length
    const rest = isLineStart(body, start) ? REST_OF_LINE.exec(toLatin1(body.subarray(behind, behind + 100))) : null
    if (rest !== null) yield { start, end: behind + rest[0].length, closes: rest[1] !== undefined }
    start = indexOf(body, mark, behind)
  }
}

function isLineStart(body: Bytes, offset: number): boolean {
  return offset === 0 || body[offset - 1] === LF || body[offset - 1] === CR
}

/** RFC 2046, 5.1.1: the line break before a delimiter belongs to it. */
function beforeLineBreak(body: Bytes, offset: number): number {
  const isPair = body[offset - 1] === LF && body[offset - 2] === CR
  return offset - (isPair ? 2 : 1)
}

/** Laxer than RFC 2046, 5.1.1: a letter whose boundary got lost on the way still shows it in its first delimiter line. */
function guessBoundary(body: Bytes): string {
  const head = asBuffer(body.subarray(0, GUESS_RANGE)).toString('latin1')
  return /(?:^|\n)--(\S{4,70})[ \t]*\r?\n[!-9;-~]+:/.exec(head)?.[1] ?? ''
}
