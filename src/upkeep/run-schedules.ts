/** Does what is due, one after the other, for as long as this process has the lease. */
import type { ScheduleName, UpkeepStore } from '../store/upkeep-store.ts'
import type { Clock } from '../system.ts'
import { isDue } from './schedule.ts'

/** What is done at each hour. `null`: not here. */
export type ScheduledWork = Readonly<Record<ScheduleName, ((run: number, signal: AbortSignal) => Promise<void>) | null>>

export type SchedulePorts = {
  readonly store: Pick<UpkeepStore, 'schedules' | 'beginRun' | 'endRun' | 'noteSchedule'>
  readonly clock: Clock
  readonly work: ScheduledWork
  readonly onError: (error: unknown) => void
}

const NAMES: readonly ScheduleName[] = [
  'check-tally',
  'check-files',
  'back-up',
  'destroy-content',
  'draft-report',
  'remind',
  'digest',
  'anchor',
]

/** @throws where the store is away; a run that fails is noted, and tried again later. */
export async function runDueSchedules(ports: SchedulePorts, signal: AbortSignal): Promise<void> {
  const { store, clock, work } = ports
  for (const name of NAMES) if (work[name] !== null) await store.noteSchedule(name, clock())
  for (const schedule of await store.schedules()) {
    const task = work[schedule.name]
    if (signal.aborted || task === null || !isDue(schedule, clock())) continue
    await store.beginRun(schedule.name, clock())
    const fault = await faultOf(() => task(schedule.runs, signal), ports)
    // Told to end in the middle of it: it counts as begun, and is done again.
    if (!signal.aborted) await store.endRun(schedule.name, clock(), fault)
  }
}

async function faultOf(task: () => Promise<void>, { onError }: SchedulePorts): Promise<string | null> {
  try {
    await task()
    return null
  } catch (error) {
    onError(error)
    // Kind alone: messages quote what was read.
    return error instanceof Error ? error.name : typeof error
  }
}
