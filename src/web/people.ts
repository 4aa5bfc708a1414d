/** What people have decided, and what the visitor may: beside what a page tells. */
import type { Decision } from '../tally/decision.ts'

export type People = {
  /** All that were made. */
  readonly decisions: readonly Decision[]
  readonly mayDecide: boolean
  /** Of forms. */
  readonly mark: string
  /** The number of the decision that was just made, as the address has it. */
  readonly done: string | undefined
}
