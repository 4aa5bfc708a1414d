/** Each kind of job and the step that does it. */
import { assertNever } from '../lang.ts'
import type { Job } from '../store/store.ts'
import type { Ports } from './ports.ts'
import { readLetter } from './read-letter.ts'
import { validate } from './validate.ts'

/** For `Queue.consume`. Every job may be done twice: the second time changes nothing. */
export function work(ports: Ports): (job: Job, signal: AbortSignal) => Promise<void> {
  return (job, signal) => {
    switch (job.kind) {
      case 'read-letter':
        return readLetter(ports, job.letter)
      case 'validate':
        return validate(ports, job.document, signal)
      default:
        return assertNever(job)
    }
  }
}
