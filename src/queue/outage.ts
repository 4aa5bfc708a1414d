/** Failures of the machine and not of the job: as soon as they end, the job can be done. */
import { sqliteCode } from '../store/sqlite-code.ts'
import { StoreAwayError } from '../store/store-away.ts'

/** Pause before a job is tried again; a full disk takes a person to mend. */
export const OUTAGE_MS = 60_000

const OF_FILES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE'])

/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL. */
const OF_SQLITE: ReadonlySet<number | null> = new Set([5, 6, 8, 10, 13])

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof StoreAwayError) return true
  if ('code' in error && OF_FILES.has(error.code)) return true
  if (OF_SQLITE.has(sqliteCode(error))) return true
  return isOutage(error.cause)
}
