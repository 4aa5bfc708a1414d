/** How long to leave alone what has failed. */

const FIRST_MS = 2_000
/** An outage of minutes is common, and its end should be noticed within minutes. */
const LONGEST_MS = 300_000

/** Doubles with each failure in a row, the first being 1. */
export function backOffMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
}
