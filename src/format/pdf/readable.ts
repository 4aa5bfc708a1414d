/** Reading on where one of many things is broken. */
import { BudgetError, type Read, reading } from '../read.ts'

/** As `reading`, but a limit that ran out stays an error: what comes next would cost more still. */
export function readable<T>(read: () => T): Read<T> {
  const result = reading(read)
  if (!result.ok && result.error instanceof BudgetError) throw result.error
  return result
}
