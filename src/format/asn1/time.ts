/** UTCTime and GeneralizedTime. ITU-T X.690, 11.7 and 11.8; RFC 5280, 4.1.2.5. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { FormatError } from '../read.ts'
import type { Element } from './element.ts'
import { primitiveContent } from './primitive.ts'
import { TAG } from './tag.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function decodeInstant(element: Element): Instant {
  const content = primitiveContent(element)
  return parseInstant(element.tag, content, 0, content.length)
}

function isTime(tag: number): boolean {
  return tag === TAG.utcTime || tag === TAG.generalizedTime
}

/**
 * The same for content octets in place, for loops over very many values. A part that is read beyond `end` needs no check
 * of its own: the zone must end there, and then it does not.
 */
export function parseInstant(tag: number, text: Bytes, start: number, end: number): Instant {
  if (!isTime(tag)) throw new FormatError('Expected UTCTime or GeneralizedTime', 'RFC 5280, 4.1.2.5', start)
  const yearDigits = tag === TAG.utcTime ? 2 : 4
  const year = digits(text, start, yearDigits)
  const month = start + yearDigits
  const day = midnight(yearDigits === 4 ? year : year + pivot(year), digits(text, month, 2), digits(text, month + 2, 2))
  const minutes = ranged(digits(text, month + 4, 2), 23) * 60 + ranged(digits(text, month + 6, 2), 59)
  let at = month + 8
  let milliseconds = 0
  // Laxer than RFC 5280, 4.1.2.5.1: seconds may be left out, as X.680, 47.3 allows.
  if (isDigit(text[at])) {
    milliseconds = ranged(digits(text, at, 2), 59) * 1000
    at += 2
    const fraction = fractionLength(text, at)
    milliseconds += thousandths(text, at + 1, fraction - 1)
    at += fraction
  }
  return (day + minutes * MINUTE + milliseconds - zone(text, at, end)) as Instant
}

/** RFC 5280, 4.1.2.5.1: 50 to 99 are 1950 to 1999. */
function pivot(year: number): number {
  return year >= 50 ? 1900 : 2000
}

function midnight(year: number, month: number, day: number): number {
  const first = firstOfMonth(year, ranged(month - 1, 11))
  const days = (firstOfMonth(year, month) - first) / DAY
  return first + ranged(day - 1, days - 1) * DAY
}

/** Four centuries, which always have the same length, lie between: Date.UTC takes the years 0 to 99 for 1900 to 1999. */
function firstOfMonth(year: number, monthIndex: number): number {
  return Date.UTC(year + 400, monthIndex, 1) - 146_097 * DAY
}

/** Length of `.` or `,` and the digits after it. */
function fractionLength(text: Bytes, at: number): number {
  // Laxer than RFC 5280, 4.1.2.5.2: fractions of a second are read, since time-stamps carry them (RFC 3161, 2.4.2).
  if (text[at] !== 0x2e && text[at] !== 0x2c) return 0
  let length = 1
  while (isDigit(text[at + length])) length++
  if (length === 1) throw wrongTime('a fraction without digits')
  return length
}

function thousandths(text: Bytes, at: number, count: number): number {
  let value = 0
  for (let place = 0; place < 3; place++) value = value * 10 + (place < count ? digits(text, at + place, 1) : 0)
  return value
}

/** Milliseconds by which the written time is ahead of UTC; the zone must be the last thing written. */
function zone(text: Bytes, at: number, end: number): number {
  const sign = text[at]
  if (sign === 0x5a && end === at + 1) return 0
  // Laxer than RFC 5280, 4.1.2.5: a difference from UTC is applied; it leaves no doubt about the moment.
  if ((sign === 0x2b || sign === 0x2d) && end === at + 5) {
    const ahead = (ranged(digits(text, at + 1, 2), 23) * 60 + ranged(digits(text, at + 3, 2), 59)) * MINUTE
    return sign === 0x2b ? ahead : -ahead
  }
  throw wrongTime('no time zone at its end')
}

function digits(text: Bytes, at: number, count: number): number {
  let value = 0
  for (let place = at; place < at + count; place++) {
    const octet = text[place]
    if (octet === undefined || !isDigit(octet)) throw wrongTime('a digit is missing')
    value = value * 10 + octet - 0x30
  }
  return value
}

function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39
}

function ranged(value: number, highest: number): number {
  if (value < 0 || value > highest) throw wrongTime('a part is out of range')
  return value
}

function wrongTime(why: string): FormatError {
  return new FormatError(`Not a time: ${why}`, 'X.690, 11.7 and 11.8')
}
