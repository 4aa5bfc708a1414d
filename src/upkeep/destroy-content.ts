/** Each night the content is destroyed of letters that were refused a year ago, and what ours of then said. What was found, and why, stays. */
import type { AuditDraft } from '../access/audit.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { type Fate, submissionsOf, type Tally } from '../tally/tally.ts'

export type DestroyContentPorts = {
  readonly store: Pick<
    Store,
    'agedLetters' | 'destroyContent' | 'destroyedContent' | 'isDestroyed' | 'frozenTally' | 'forgetWording'
  >
  readonly files: Pick<Files, 'remove'>
  /** As the pages show it. */
  readonly served: () => Promise<Tally>
  readonly campaign: Campaign
  /** How long content is kept that counts for nothing. */
  readonly refusedMonths: number
  readonly clock: Clock
}

/** Nothing comes of these any more: the machine or a person has said no. All else is kept. */
const OVER: ReadonlySet<Fate['kind']> = new Set(['refused', 'late', 'set-aside'])

/** A process that is killed in between leaves files behind, which the next nights remove. */
const REMOVED_AGAIN_MS = 7 * 86_400_000

/** Nothing before the count is frozen: until then a person may decide otherwise, and has to see what was sent. */
export async function destroyContent(ports: DestroyContentPorts, signal: AbortSignal): Promise<void> {
  const { store, files, served, campaign, refusedMonths, clock } = ports
  const frozen = await store.frozenTally(campaign.id)
  if (frozen === null) return
  const before = monthsBefore(clock(), refusedMonths)
  // Before the count: one that is read meanwhile is in it, or not among them.
  const aged = await store.agedLetters(before)
  const needed = lettersNeeded(await served(), frozen.fates)
  for (const letter of aged) {
    if (signal.aborted) return
    if (!needed.has(letter)) await store.destroyContent(letter, entryFor(letter, refusedMonths, clock()))
  }
  await store.forgetWording(before, entryFor('thư đi', refusedMonths, clock()))
  await removeDestroyed({ store, files }, (clock() - REMOVED_AGAIN_MS) as Instant, signal)
}

type Removing = Pick<DestroyContentPorts, 'files'> & {
  readonly store: Pick<Store, 'destroyedContent' | 'isDestroyed'>
}

/** Rows first: a file without its row would be found missing, a row without its file is what is meant. */
export async function removeDestroyed({ store, files }: Removing, since: Instant, signal?: AbortSignal): Promise<void> {
  for (const sha256 of await store.destroyedContent(since)) {
    if (signal?.aborted) return
    // There are thousands: one may have come again since they were listed.
    if (await store.isDestroyed(sha256)) await files.remove(sha256)
  }
}

type Fated = { readonly letter: Sha256; readonly fate: Fate }

/** By the count of now and by the one that was frozen: those with anything that counts, or may yet. */
export function lettersNeeded(tally: Tally, frozen: readonly Fated[]): ReadonlySet<Sha256> {
  const now = submissionsOf(tally)
  const fated = [...now.map(({ submission, fate }) => ({ letter: submission.letter, fate })), ...frozen]
  return new Set(fated.filter(({ fate }) => !OVER.has(fate.kind)).map(({ letter }) => letter))
}

function entryFor(letter: Sha256 | 'thư đi', months: number, at: Instant): AuditDraft {
  const actor = { account: null, name: 'sokyso', role: null }
  return { at, actor, action: 'content-destroyed', subject: letter, facts: { months: String(months) }, address: null }
}

/** Months of the calendar: the 31st becomes the 1st of the next month where there is none. */
function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now)
  return date.setUTCMonth(date.getUTCMonth() - months) as Instant
}
