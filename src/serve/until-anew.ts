/** Notices why the parts have to be put together anew: something was set on the pages, by whatever process, or the disk failed the database. */
import { wait } from '../queue/wait.ts'
import { FailedSyncError } from '../store/failed-sync.ts'
import type { Store } from '../store/store.ts'

/** Whoever has just saved something looks at the next page for longer than this. */
const LOOK_MS = 1_000

export type Watched = {
  readonly store: Pick<Store, 'settings'>
  /** Of the settings with which the parts were put together; null: nobody sets anything, as in practice. */
  readonly change: number | null
  readonly onError: (error: unknown) => void
}

/**
 * Looks until something was set, or `stop` aborts.
 *
 * @throws FailedSyncError where the disk failed the database.
 */
export async function untilAnew(watched: Watched, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await wait(LOOK_MS, stop)
    if (!stop.aborted && (await isSet(watched))) return
  }
}

/** Whether it is so at this moment. @throws FailedSyncError */
export async function isSet({ store, change, onError }: Watched): Promise<boolean> {
  try {
    const settings = await store.settings()
    return change !== null && settings.change !== change
  } catch (error) {
    if (error instanceof FailedSyncError) throw error
    onError(error)
    return false
  }
}
