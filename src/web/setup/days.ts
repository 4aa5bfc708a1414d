/** Days as the set-up keeps them, yyyy-mm-dd, in the time of Viet Nam whatever the time zone of the machine. */
import type { Instant } from '../../lang.ts'
import { dayOf as typedDay } from '../../report/typed-day.ts'

/** Viet Nam keeps one offset the whole year. */
const OFFSET_MS = 7 * 3_600_000
export const DAY_MS = 86_400_000

export const dayOf = (at: Instant): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10)

export const timeOf = (at: Instant): string => new Date(at + OFFSET_MS).toISOString().slice(11, 16)

/** As it was typed, 30/8/2021, or kept; anything else stays as it is. */
export const isoDay = (typed: string): string => typedDay(typed.trim()) ?? typed

/** Its first moment; null where there is no such day. */
export function startOfDay(typed: string): Instant | null {
  const day = isoDay(typed)
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+07:00`) : Number.NaN
  // Some days that do not exist are read as later ones.
  return Number.isNaN(at) || dayOf(at as Instant) !== day ? null : (at as Instant)
}
