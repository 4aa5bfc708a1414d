/** Why no more letters are taken for the moment. They are safe in the mailbox, and keep the time at which they came. */
import { MailSourceError } from '../mail/mail-source.ts'
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

/** SQLITE_READONLY, SQLITE_FULL: the lowest octet of the extended codes. */
const OF_SQLITE: ReadonlySet<number> = new Set([8, 13])

const OF_FILES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

export function pollFaultOf(error: unknown): PollFault {
  if (error instanceof MailSourceError || error instanceof IntakePausedError) return error.fault
  return isFull(error) ? 'disk-full' : 'internal-error'
}

function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && OF_FILES.has(error.code)) return true
  return 'errcode' in error && typeof error.errcode === 'number' && OF_SQLITE.has(error.errcode & 0xff)
}
