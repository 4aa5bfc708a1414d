/** The log: JSON lines of events, ids and codes. Subjects, names, addresses and texts of errors never reach it. */
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
    info: (event, facts = {}) => logger.info({ event, ...facts }),
    error: (event, error, job) => logger.error({ event, ...factsOf(error), ...(job ? idsOf(job) : {}) }),
  }
}

/** Kind, code and place. The message is left out: parsers quote what they read in it. */
function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  return {
    error: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...('fault' in error ? { fault: String(error.fault) } : {}),
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
