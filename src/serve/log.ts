/**
 * The log: JSON lines of events, ids and codes. What is not on the list, such as a name or an address, never reaches it: a
 * salted hash tells two of them apart while this process runs.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { type Level, pino } from 'pino'
import type { Job } from '../store/store.ts'

export type Log = {
  readonly info: (event: string, facts?: Readonly<Record<string, string | number>>) => void
  readonly error: (event: string, error: unknown, job?: Job) => void
}

/** Frames of a stack that are kept: enough to find the place in our code. */
const FRAMES = 8

export function openLog(level: Level | 'silent', write: (line: string) => void): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write })
  return {
    info: (event, facts = {}) => logger.info({ event, ...allowed(facts) }),
    error: (event, error, job) => logger.error({ event, ...factsOf(error), ...(job ? idsOf(job) : {}) }),
  }
}

/** Ids, codes and numbers of ours. `letter` and `document` are hashes: one id for each, from the first line to the last. */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['letter', 'letters', 'document', 'documents', 'bytes', 'ms', 'outcome', 'code', 'why', 'cause', 'port', 'count'],
  // Of letters of ours.
  ...['kind', 'end'],
])

/** As codes and hashes are written: no space, no @, nothing of a language. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/

const SALT = randomBytes(16)

function allowed(facts: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, ALLOWED.has(key) ? plain(value) : hidden(value)]),
  )
}

function plain(value: unknown): string | number {
  return typeof value === 'number' || PLAIN.test(String(value)) ? (value as string | number) : hidden(value)
}

function hidden(value: unknown): string {
  return `#${createHmac('sha256', SALT).update(String(value)).digest('hex').slice(0, 12)}`
}

/** Kind, code and place. The message is left out: parsers quote what they read in it. */
function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  return {
    error: plain(error.name),
    ...('code' in error ? { code: plain(error.code) } : {}),
    ...('fault' in error ? { fault: plain(error.fault) } : {}),
    at: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: factsOf(error.cause) }),
  }
}

/** Behind the message, whose own lines could look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const frames = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return frames.slice(0, FRAMES).map((line) => line.trim())
}

function idsOf(job: Job): Readonly<Record<string, string>> {
  return { job: job.kind, id: job.kind === 'validate' ? job.document : job.letter }
}
