/** What SQLite says of a failure (sqlite.org/rescode.html). */

/** The primary result code, which is the lowest octet of the extended one; null where the error is none of SQLite. */
export function sqliteCode(error: Error): number | null {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
