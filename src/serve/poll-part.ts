/** The part of the service that reads the mailboxes, each over a connection of its own. */
import { poll } from '../pipeline/poll.ts'
import type { Ground, Task } from './ground.ts'

export function pollPart({ arrangement: { sources }, ports, alone }: Ground): readonly Task[] {
  if (sources.length === 0) return []
  const names = sources.flatMap(({ account, folders, loginEndsAt = null }) =>
    folders.map((folder) => ({ account, folder, loginEndsAt })),
  )
  const pollAll: Task = async (stop) => {
    await ports.store.watchMailboxes(names)
    await Promise.all(sources.map((source) => poll(ports, source, stop)))
  }
  return [alone('poll', pollAll)]
}
