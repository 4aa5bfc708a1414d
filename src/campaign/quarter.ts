/** Quarters for which an office reports, as spans of time. */
import type { Instant } from '../lang.ts'

/**
 * `calendar`: from the first to the last day of the quarter. `reporting`: from day 15 of the month before the quarter to day 14
 * of its last month (NĐ 09/2019/NĐ-CP, Điều 12).
 */
export const QUARTER_KINDS = ['calendar', 'reporting'] as const
export type QuarterKind = (typeof QUARTER_KINDS)[number]

export type Quarter = {
  readonly kind: QuarterKind
  readonly year: number
  /** 1 to 4. */
  readonly number: number
}

/** First instant, and the first that is no more in it. */
export type Span = { readonly from: Instant; readonly until: Instant }

export function spanOf({ kind, year, number }: Quarter): Span {
  const first = (number - 1) * 3
  return kind === 'calendar'
    ? { from: dayOf(year, first, 1), until: dayOf(year, first + 3, 1) }
    : { from: dayOf(year, first - 1, 15), until: dayOf(year, first + 2, 15) }
}

/** In which the instant lies. */
export function quarterAt(kind: QuarterKind, at: Instant): Quarter {
  const day = new Date(at + OFFSET_MS)
  const year = day.getUTCFullYear()
  const inYear: Quarter = { kind, year, number: Math.floor(day.getUTCMonth() / 3) + 1 }
  return at < spanOf(inYear).until ? inYear : nextQuarter(inYear)
}

/** Those that have something of the span, in their order. */
export function quartersBetween(kind: QuarterKind, { from, until }: Span): readonly Quarter[] {
  const quarters: Quarter[] = []
  for (let quarter = quarterAt(kind, from); spanOf(quarter).from < until; quarter = nextQuarter(quarter)) {
    quarters.push(quarter)
  }
  return quarters
}

function nextQuarter({ kind, year, number }: Quarter): Quarter {
  return number === 4 ? { kind, year: year + 1, number: 1 } : { kind, year, number: number + 1 }
}

/** Viet Nam keeps one offset the whole year. */
const OFFSET_MS = 7 * 3_600_000

/** Midnight; a month below 0 or above 11 is one of another year. */
const dayOf = (year: number, month: number, day: number) => (Date.UTC(year, month, day) - OFFSET_MS) as Instant
