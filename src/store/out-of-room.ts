/** Whether something failed because the disk is full or may not be written: what is there can still be read. */

/** SQLITE_READONLY, SQLITE_FULL: the lowest octet of the extended codes. */
const OF_SQLITE: ReadonlySet<number> = new Set([8, 13])

/** Class 53 of PostgreSQL, insufficient resources: disk_full. 25006: read_only_sql_transaction. */
const OF_CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', '53100', '25006'])

export function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && OF_CODES.has(error.code)) return true
  if ('errcode' in error && typeof error.errcode === 'number' && OF_SQLITE.has(error.errcode & 0xff)) return true
  return isOutOfRoom(error.cause)
}
