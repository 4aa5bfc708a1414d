/** Whether something failed because the disk is full or may not be written: what is there can still be read. */
import { sqliteCode } from './sqlite-code.ts'

/** SQLITE_READONLY, SQLITE_FULL. */
const OF_SQLITE: ReadonlySet<number | null> = new Set([8, 13])

/** Class 53 of PostgreSQL, insufficient resources: disk_full. 25006: read_only_sql_transaction. */
const OF_CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', '53100', '25006'])

export function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && OF_CODES.has(error.code)) return true
  if (OF_SQLITE.has(sqliteCode(error))) return true
  return isOutOfRoom(error.cause)
}
