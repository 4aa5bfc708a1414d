/** Reminders: who is due for one, and the letters that say so; the summary of the week for the office. */
import type { AuditDraft } from '../access/audit.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Day, dayAfter, dayOf, weekdayOf } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'
import { writeDigest } from '../notices/digest.ts'
import { toBeReminded, writeReminder } from '../notices/reminder.ts'
import { occasionDue, reminderPlan } from '../notices/reminder-plan.ts'
import type { Holidays } from '../notices/working-days.ts'
import type { NewNotice, OutboxStore } from '../store/outbox-store.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import type { Tally, UnitTally } from '../tally/tally.ts'
import type { NoticeMaker } from './new-notice.ts'

export type RemindPorts = {
  readonly store: Pick<OutboxStore, 'noticeSettings' | 'addNotices' | 'badAddresses' | 'noticeCounts'> &
    Pick<Store, 'reportDrafts' | 'auditHead'>
  readonly tally: () => Promise<Tally>
  readonly campaign: Campaign
  readonly contact: string | null
  readonly holidays: Holidays
  readonly digestTo: readonly string[]
  readonly make: NoticeMaker
  readonly clock: Clock
}

/**
 * Those whose day has come, also where its hour was missed: each unit and day once, however often this is done. Does nothing
 * while reminders are off.
 */
export async function remindWhoIsDue(ports: RemindPorts): Promise<number> {
  const { store, clock, holidays } = ports
  const { remindersSince } = await store.noticeSettings()
  if (remindersSince === null) return 0
  const now = clock()
  const due = toBeReminded(await ports.tally()).flatMap((unit) => {
    const occasion = occasionDue(reminderPlan(unit, holidays), remindersSince, now)
    return occasion === null ? [] : [{ unit, day: dayOf(occasion.at) }]
  })
  return store.addNotices(await noticesTo(ports, due, now), null)
}

/** By a person, now. One of that day is not written again. */
export async function remindNow(ports: RemindPorts, units: readonly UnitTally[], entry: AuditDraft): Promise<number> {
  const now = ports.clock()
  const wanted = units.map((unit) => ({ unit, day: dayOf(now) }))
  return ports.store.addNotices(await noticesTo(ports, wanted, now), entry)
}

type Wanted = { readonly unit: UnitTally; readonly day: Day }

/** To the addresses of the register and no others (operations.md, S53), without those that take no letters. */
async function noticesTo(
  { store, campaign, contact, make }: RemindPorts,
  wanted: readonly Wanted[],
  now: Instant,
): Promise<readonly NewNotice[]> {
  const bad = new Set((await store.badAddresses()).map(({ address }) => address))
  return wanted.flatMap(({ unit, day }) => {
    const wording = writeReminder({ campaign, contact, unit, now })
    const occasion = { kind: 'reminder', about: `${campaign.id} ${unit.unit.id} ${day}`, unit: unit.unit.id } as const
    return unit.unit.addresses
      .filter((address) => !bad.has(address))
      .map((recipient) => make({ ...occasion, recipient, madeAt: now }, wording))
  })
}

const WEEK_MS = 7 * 86_400_000

export async function writeWeeklyDigest(ports: RemindPorts): Promise<number> {
  const { store, campaign, clock, digestTo, make } = ports
  if (digestTo.length === 0) return 0
  const now = clock()
  const { failed = 0, unclear = 0 } = await store.noticeCounts()
  const badAddresses = (await store.badAddresses()).map(({ address }) => address)
  const drafts = (await store.reportDrafts(campaign.id)).filter(({ frozenAt }) => frozenAt > now - WEEK_MS)
  const record = await store.auditHead()
  const wording = writeDigest({ tally: await ports.tally(), now, failed, unclear, badAddresses, drafts, record })
  // Of the week: one that was written before a crash is not written again behind midnight.
  const today = dayOf(now)
  const about = `${campaign.id} ${dayAfter(today, -((weekdayOf(today) + 6) % 7))}`
  const notices = digestTo.map((recipient) =>
    make({ kind: 'digest', about, unit: null, recipient, madeAt: now }, wording),
  )
  return store.addNotices(notices, null)
}
