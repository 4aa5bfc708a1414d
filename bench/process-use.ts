/** What the processes below this one have used, by kind: the most memory of one, and the processor time of all. Linux only. */
import { readdirSync, readFileSync } from 'node:fs'
import { processorMsIn } from '../workers/process-use.ts'

export type ProcessUse = {
  /** To be called now and then: a process that has ended tells nothing any more. */
  readonly look: () => void
  /** Of each kind: MB of its largest process, and seconds of the processor that all of them took. */
  readonly kinds: () => ReadonlyMap<string, Use>
}

export type Use = { readonly peakMb: number; readonly seconds: number }

export function openProcessUse(): ProcessUse {
  /** As they were last seen, under their number and kind: a number may be another program's before. */
  const seen = new Map<string, Process>()
  return {
    look: () => {
      const processes = new Map(listProcesses().map((one) => [one.pid, one]))
      for (const one of processes.values()) if (descends(one, processes)) seen.set(`${one.pid} ${one.kind}`, one)
    },
    kinds: () => {
      const kinds = new Map<string, Use>()
      for (const { kind, peakMb, seconds } of seen.values()) {
        const before = kinds.get(kind) ?? { peakMb: 0, seconds: 0 }
        kinds.set(kind, { peakMb: Math.max(before.peakMb, peakMb), seconds: before.seconds + seconds })
      }
      return kinds
    },
  }
}

type Process = Use & { readonly pid: number; readonly parent: number; readonly kind: string }

function listProcesses(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = read(`/proc/${name}/status`)
      if (status === '') return []
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
      const kind = kindOf(read(`/proc/${name}/cmdline`).split('\0'))
      const seconds = processorMsIn(read(`/proc/${name}/stat`)) / 1000
      return [{ pid: Number(name), parent: field('PPid'), kind, peakMb: field('VmHWM') / 1024, seconds }]
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
