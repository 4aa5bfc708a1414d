/** How often damage is tried, and what a report tells of a file. */
import type { DocumentReport } from '../../src/validation/report.ts'
import { IS_NIGHT } from '../night.ts'

/** `FLIPS=all` leaves nothing out, `FLIPS_SEED` repeats a seed that a title names. */
export const seed = Number(process.env.FLIPS_SEED ?? Date.now() % 2 ** 31)

/** One of `step` places, by day of twice as many; others with each seed. */
export const isTried = (place: number, step: number): boolean =>
  process.env.FLIPS === 'all' || (place + seed) % (IS_NIGHT ? step : 2 * step) === 0

/** All but what names the bytes themselves. */
export const told = (report: DocumentReport): string => JSON.stringify({ ...report, sha256: '', bytes: 0 })
