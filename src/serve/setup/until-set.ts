/** Notices that something was set on the pages, by whatever process. */
import { wait } from '../../queue/wait.ts'
import type { Ground } from '../ground.ts'

/** Whoever has just saved something looks at the next page for longer than this. */
const LOOK_MS = 1_000

/** Looks until it is so, and then says it once. */
export async function untilSet(
  { given, settings, ports: { store, onError } }: Pick<Ground, 'given' | 'settings' | 'ports'>,
  onSet: () => void,
  stop: AbortSignal,
): Promise<void> {
  if (given.mail.kind === 'practice') return
  while (!stop.aborted) {
    await wait(LOOK_MS, stop)
    try {
      if (!stop.aborted && (await store.settings()).change !== settings.change) return onSet()
    } catch (error) {
      onError(error)
    }
  }
}
