/** Date and time as letters spell them. RFC 5322, 3.3 and 4.3. */
import type { Instant } from '../lang.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const DATE_TIME =
  /^(?:[a-z]{3,9}\s*,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[a-z]{1,5})?$/i

/** The zones that RFC 5322, 4.3 gives a meaning to, in minutes east of Greenwich. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['ut', 0],
  ['gmt', 0],
  ['utc', 0],
  ['z', 0],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
])

/** Longest text looked at; RFC 5322, 2.1.1 allows 998 characters to a line. */
const MAX_LENGTH = 998

/** The instant, or null where the text names none: a guess would move a letter across a deadline. */
export function readDateTime(text: string): Instant | null {
  const plain = withoutComments(text.slice(0, MAX_LENGTH)).trim()
  const [, day, monthName, year, hour, minute, second, zone] = DATE_TIME.exec(plain) ?? []
  const month = MONTHS.indexOf(monthName?.toLowerCase() ?? '')
  const offset = zoneOffset(zone)
  if (month < 0 || offset === null) return null
  const wanted = [fullYear(Number(year)), month, Number(day), Number(hour), Number(minute)] as const
  const local = new Date(Date.UTC(...wanted, Math.min(Number(second ?? 0), 59)))
  const got = [
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
  ]
  if (got.some((part, index) => part !== wanted[index])) return null
  return (local.getTime() - offset * 60_000) as Instant
}

/** RFC 5322, 4.3: two digits below 50 are 20xx, other two and three digits count from 1900. */
function fullYear(year: number): number {
  if (year < 50) return year + 2000
  return year < 1000 ? year + 1900 : year
}

function zoneOffset(zone: string | undefined): number | null {
  // RFC 5322, 4.3: a zone that is missing or unknown is to be read as -0000, so as UTC.
  if (zone === undefined) return 0
  if (!/^[+-]/.test(zone)) return ZONES.get(zone.toLowerCase()) ?? 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3))
  if (hours > 23 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function withoutComments(text: string): string {
  let depth = 0
  let plain = ''
  for (const character of text) {
    if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) plain += character
  }
  return plain
}
