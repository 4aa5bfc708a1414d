/** Why no more letters are taken for the moment. They are safe in the mailbox, and keep the time at which they came. */
import { MailSourceError } from '../mail/mail-source.ts'
import { isOutOfRoom } from '../store/out-of-room.ts'
import type { PollFault } from './ports.ts'

/** The disk has little room left; more documents wait than are judged in an hour. */
export type IntakePause = 'disk-low' | 'documents-waiting'

export class IntakePausedError extends Error {
  readonly fault: IntakePause

  constructor(fault: IntakePause) {
    super(`No more letters are taken: ${fault}`)
    this.name = 'IntakePausedError'
    this.fault = fault
  }
}

export function pollFaultOf(error: unknown): PollFault {
  if (error instanceof MailSourceError || error instanceof IntakePausedError) return error.fault
  return isOutOfRoom(error) ? 'disk-full' : 'internal-error'
}
