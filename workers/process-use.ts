/** How much memory another process holds, and how long it has had the processor: on Linux. */
import { readFile } from 'node:fs/promises'

/** Pages of 4 KiB on every Linux that Node runs on by default; larger ones would only make the limit stricter. */
const PAGE_BYTES = 4096

/** In which the system counts time: `getconf CLK_TCK` is 100 on every Linux that Node runs on. */
const TICK_MS = 10

/** Resident memory in bytes; null where it cannot be told: the process has gone, or the system is not Linux. */
export async function residentBytes(pid: number): Promise<number | null> {
  // proc(5): the second number of statm is the resident set in pages.
  const pages = Number((await readProc(pid, 'statm'))?.split(' ')[1])
  return Number.isFinite(pages) ? pages * PAGE_BYTES : null
}

/** Processor time of all its threads in milliseconds; null where that cannot be told. */
export async function processorMs(pid: number): Promise<number | null> {
  const stat = await readProc(pid, 'stat')
  return stat === null ? null : processorMsIn(stat)
}

/** @param stat proc(5), `/proc/pid/stat`: `utime` and `stime` are the twelfth and thirteenth word behind the name in brackets. */
export function processorMsIn(stat: string): number {
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(words[11] ?? 0) + Number(words[12] ?? 0)) * TICK_MS
}

async function readProc(pid: number, name: 'stat' | 'statm'): Promise<string | null> {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
