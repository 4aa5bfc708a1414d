/** The part of the service that cares for the system itself: checks at night, alerts. It goes with the pages, which have a way out. */
import { anchorRecord } from '../outbox/anchor-record.ts'
import { remindWhoIsDue, writeWeeklyDigest } from '../outbox/remind-units.ts'
import { checkFiles } from '../upkeep/check-files.ts'
import { checkTally } from '../upkeep/check-tally.ts'
import { destroyContent } from '../upkeep/destroy-content.ts'
import { draftReport } from '../upkeep/draft-report.ts'
import { runDueSchedules, type ScheduledWork } from '../upkeep/run-schedules.ts'
import { alertsOf } from '../upkeep/vital-signs.ts'
import { watchAlerts } from '../upkeep/watch-alerts.ts'
import { backUpNightly } from './back-up.ts'
import type { Ground, Task } from './ground.ts'
import type { Seen } from './look-at-signs.ts'
import type { Letters } from './open-letters.ts'
import { alertTellers } from './tell-alerts.ts'

/** Nothing here is due to the second. */
const LOOK_MS = 30_000

/** Services that wait for a sign of life allow for some minutes. */
const LOOKS_PER_SIGN_OF_LIFE = 10

export function upkeepPart(ground: Ground, look: () => Promise<Seen>, letters: Letters): readonly Task[] {
  const { ports, alone } = ground
  const { wait, onError } = ports
  const care = openCare(ground, look, letters)
  const repeat =
    (work: (stop: AbortSignal) => Promise<void>): Task =>
    async (stop) => {
      while (!stop.aborted) {
        await work(stop).catch(onError)
        await wait(LOOK_MS, stop)
      }
    }
  // The night's work may take long: whoever watches for alerts does not wait for it.
  return [
    alone(
      'upkeep',
      async (stop) => void (await Promise.all([repeat(care.runSchedules)(stop), repeat(care.watch)(stop)])),
    ),
  ]
}

function openCare(ground: Ground, look: () => Promise<Seen>, { sender, ports: writing }: Letters) {
  const { config, home, arrangement, ports, tally, clock } = ground
  const { backup } = config.watch
  const tellers = alertTellers(config.watch, clock)
  const startedAt = clock()
  const work: ScheduledWork = {
    'check-tally': (_, signal) => checkTally({ ...ports, ...arrangement, served: tally }, signal),
    'check-files': (run, signal) => checkFiles(ports, run, signal),
    'destroy-content': (_, signal) =>
      destroyContent({ ...ports, ...arrangement, ...config.retention, served: tally }, signal),
    'back-up': backup === null ? null : () => backUpNightly({ ...config, home }, arrangement.campaign, backup, clock),
    'draft-report': () => draftReport({ ...ports, ...arrangement, clock }),
    remind: sender === null ? null : async () => void (await remindWhoIsDue(writing)),
    digest: sender === null ? null : async () => void (await writeWeeklyDigest(writing)),
    anchor: sender === null ? null : async () => void (await anchorRecord(writing)),
  }
  let looks = 0
  return {
    runSchedules: (stop: AbortSignal) => runDueSchedules({ ...ports, work }, stop),
    watch: async () => {
      const { signs } = await look()
      const active = alertsOf(signs, startedAt)
      await watchAlerts({ store: ports.store, tell: tellers.tell }, active, clock())
      if (active.length === 0 && looks++ % LOOKS_PER_SIGN_OF_LIFE === 0) await tellers.sayAlive?.()
    },
  }
}
