/** The most memory that each kind of process below this one has held, by what the system keeps of it. Linux only. */
import { readdirSync, readFileSync } from 'node:fs'

export type PeakMemory = {
  /** To be called now and then: a process that has ended tells nothing any more. */
  readonly look: () => void
  /** MB of the largest process of each kind. */
  readonly peaks: () => ReadonlyMap<string, number>
}

export function openPeakMemory(): PeakMemory {
  const peaks = new Map<string, number>()
  return {
    look: () => {
      const processes = new Map(listProcesses().map((one) => [one.pid, one]))
      for (const one of processes.values()) {
        if (!descends(one, processes)) continue
        peaks.set(one.kind, Math.max(peaks.get(one.kind) ?? 0, one.peakMb))
      }
    },
    peaks: () => peaks,
  }
}

type Process = { readonly pid: number; readonly parent: number; readonly kind: string; readonly peakMb: number }

function listProcesses(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = read(`/proc/${name}/status`)
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
      const words = read(`/proc/${name}/cmdline`).split('\0')
      return status === ''
        ? []
        : [{ pid: Number(name), parent: field('PPid'), kind: kindOf(words), peakMb: field('VmHWM') / 1024 }]
    })
}

/** `main.ts work`, `validation-worker.ts`, `redis-server`, `postgres`. */
function kindOf(words: readonly string[]): string {
  const program = words.findIndex((word) => word.endsWith('.ts'))
  const named = program < 0 ? (words[0] ?? '').replace(/[: ].*$/, '') : (words[program] ?? '')
  const base = named.slice(named.lastIndexOf('/') + 1)
  return base === 'main.ts' ? `${base} ${words[program + 1] ?? ''}`.trim() : base
}

function descends({ parent }: Process, processes: ReadonlyMap<number, Process>): boolean {
  for (let pid = parent; pid > 1; pid = processes.get(pid)?.parent ?? 0) if (pid === process.pid) return true
  return false
}

/** Empty where it has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}
