/** How a reader fails: a file that breaks its format is a value to be judged, never an exception for the caller. */

/** Thrown only inside src/format and turned into a `Read` at the door of each reader. */
export class FormatError extends Error {
  /** The rule that the bytes break, e.g. `ISO 32000-2, 7.5.8`. */
  readonly clause: string
  /** Where in the bytes given to the reader, or -1 where no place can be named. */
  readonly offset: number

  constructor(message: string, clause: string, offset = -1) {
    super(message)
    this.name = 'FormatError'
    this.clause = clause
    this.offset = offset
  }
}

/** Thrown where a limit on hostile input ran out; judged apart, since nothing was found wrong with the bytes. */
export class BudgetError extends FormatError {
  override name = 'BudgetError'
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FormatError }

/** Runs a reader; a broken format becomes a value, a bug stays an exception. */
export function reading<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (error instanceof FormatError) return { ok: false, error }
    throw error
  }
}

/** For one of many things inside a reader: `fallback` where its format is broken; a limit that ran out stays an error. */
export function readingOr<T, Fallback>(read: () => T, fallback: Fallback): T | Fallback {
  const result = reading(read)
  if (result.ok) return result.value
  if (result.error instanceof BudgetError) throw result.error
  return fallback
}
