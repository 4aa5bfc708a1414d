/** How long to leave alone what has failed. */

const FIRST_MS = 2_000
/** An outage of minutes is common, and its end should be noticed within minutes. */
const LONGEST_MS = 300_000

/** Doubles with each failure in a row, the first being 1. */
export function backOffMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
}

const FIRST_OF_JOB_MS = 5_000
/** A disk that is full is emptied within a working day: eight attempts end after four hours. */
const LONGEST_OF_JOB_MS = 7_200_000

/** As `backOffMs`, for a job with few attempts: four times as long with each. */
export function jobBackOffMs(failures: number): number {
  return Math.min(FIRST_OF_JOB_MS * 4 ** (failures - 1), LONGEST_OF_JOB_MS)
}
