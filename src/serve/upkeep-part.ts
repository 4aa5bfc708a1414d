/** The part of the service that cares for the system itself: checks at night. It goes with the pages, which have a way out. */
import { checkFiles } from '../upkeep/check-files.ts'
import { checkTally } from '../upkeep/check-tally.ts'
import { runDueSchedules, type ScheduledWork } from '../upkeep/run-schedules.ts'
import type { Ground, Task } from './ground.ts'

/** Nothing here is due to the second. */
const LOOK_MS = 30_000

export function upkeepPart(ground: Ground): readonly Task[] {
  const { arrangement, ports, tally, alone } = ground
  const { wait, onError } = ports
  const work: ScheduledWork = {
    'check-tally': (_, signal) => checkTally({ ...ports, ...arrangement, served: tally }, signal),
    'check-files': (run, signal) => checkFiles(ports, run, signal),
    'back-up': null,
  }
  const look: Task = async (stop) => {
    while (!stop.aborted) {
      await runDueSchedules({ ...ports, work }, stop).catch(onError)
      await wait(LOOK_MS, stop)
    }
  }
  return [alone('upkeep', look)]
}
