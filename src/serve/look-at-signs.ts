/** Looks up how the system is: in the rows, on the disk, and among the lists. */
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import type { Instant } from '../lang.ts'
import type { OutboxStore } from '../store/outbox-store.ts'
import type { Census, Schedule, ScheduleName } from '../store/upkeep-store.ts'
import { openQueueAge } from '../upkeep/queue-age.ts'
import type { VitalSigns } from '../upkeep/vital-signs.ts'
import type { Ground } from './ground.ts'
import { freeSpace } from './intake-room.ts'
import { smtpOf } from './open-letters.ts'

export type Seen = { readonly signs: VitalSigns; readonly census: Census }

/** @returns a look; what it says of the age of the queue is as exact as it is repeated. */
export function openSigns(ground: Ground, { held }: Pick<OpenedEvidence, 'held'>): () => Promise<Seen> {
  const { config, home, clock, ports } = ground
  const ageOf = openQueueAge()
  const openedAt = clock()
  const isSending = smtpOf(config) !== null
  return async () => {
    const at = clock()
    const census = await ports.store.census(at)
    const schedules = await ports.store.schedules()
    const damaged = await ports.store.damagedFiles()
    const isFailing = (name: ScheduleName) => schedules.some((row) => row.name === name && row.fault !== null)
    const backup = {
      lastAt: lastGoodRun(schedules, 'back-up'),
      since: schedules.find(({ name }) => name === 'back-up')?.startedAt ?? openedAt,
      isFailing: isFailing('back-up'),
    }
    const signs: VitalSigns = {
      at,
      mailboxes: await ports.store.mailboxes(),
      queue: queueOf(census, ageOf(census, at)),
      quarantine: {
        letters: census.quarantined.reduce((sum, { count }) => sum + count, 0),
        since: census.quarantinedSince,
      },
      lists: ageOfLists(held(), at),
      letters: isSending ? await stuckLetters(ports.store) : null,
      backup: config.watch.backup === null ? null : backup,
      disk: { ...(await freeSpace(home)), demanded: config.intake.freeBytes },
      tally: {
        checkedAt: census.tallyCheckedAt,
        differs: census.tallyDiffers,
        isFailing: isFailing('check-tally'),
      },
      files: {
        checkedAt: lastGoodRun(schedules, 'check-files'),
        damaged: damaged.length,
        isFailing: isFailing('check-files'),
      },
    }
    return { signs, census }
  }
}

async function stuckLetters(store: Pick<OutboxStore, 'noticeCounts'>): Promise<VitalSigns['letters']> {
  const { failed = 0, unclear = 0 } = await store.noticeCounts()
  return { failed, unclear }
}

function queueOf({ jobs }: Census, oldestMs: number): VitalSigns['queue'] {
  const count = (wanted: string) => jobs.reduce((sum, { state, count }) => sum + (state === wanted ? count : 0), 0)
  return { due: count('due'), oldestMs, dead: count('dead') }
}

function lastGoodRun(schedules: readonly Schedule[], wanted: ScheduleName): Instant | null {
  return schedules.find(({ name }) => name === wanted)?.goodAt ?? null
}

/** Of lists that take each other's place the one counts that lasts longest. */
function ageOfLists(held: ReturnType<OpenedEvidence['held']>, at: Instant): VitalSigns['lists'] {
  const until = new Map<string, number>()
  for (const one of held) {
    if (one.kind !== 'list') continue
    const end = one.nextUpdate ?? Number.POSITIVE_INFINITY
    until.set(one.series, Math.max(until.get(one.series) ?? 0, end))
  }
  return { held: until.size, expired: [...until.values()].filter((end) => end < at).length }
}
