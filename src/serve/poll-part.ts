/** The part of the service that reads the mailbox. */
import { poll } from '../pipeline/poll.ts'
import type { Ground, Task } from './ground.ts'

export function pollPart({ arrangement: { source }, ports, alone }: Ground): readonly Task[] {
  return source === null ? [] : [alone('poll', (stop) => poll(ports, source, stop))]
}
