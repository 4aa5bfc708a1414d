/** How much memory another process holds. */
import { readFile } from 'node:fs/promises'

/** Pages of 4 KiB on every Linux that Node runs on by default; larger ones would only make the limit stricter. */
const PAGE_BYTES = 4096

/**
 * Resident memory in bytes; null where it cannot be told: the process has gone, or the system is not Linux. There the
 * limits on heap and time remain.
 */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    // proc(5): the second number of statm is the resident set in pages.
    const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1])
    return Number.isFinite(pages) ? pages * PAGE_BYTES : null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
