/** How long the first of the jobs that are due has been waiting: rows carry no time, but ids are given in order. */
import type { Instant } from '../lang.ts'
import type { Census } from '../store/upkeep-store.ts'

type Ends = Pick<Census, 'firstDueJob' | 'lastJob'>

/** @returns a look, to be repeated; it knows the age as of its own first look, and as exactly as it is repeated. */
export function openQueueAge(): (ends: Ends, now: Instant) => number {
  /** The last id that was given by then, in order. */
  let marks: readonly { readonly at: Instant; readonly lastJob: number }[] = []
  return ({ firstDueJob, lastJob }, now) => {
    if (firstDueJob === null || lastJob === null) {
      marks = []
      return 0
    }
    if ((marks.at(-1)?.lastJob ?? 0) < lastJob) marks = [...marks, { at: now, lastJob }]
    marks = marks.filter((mark) => mark.lastJob >= firstDueJob)
    return now - (marks[0]?.at ?? now)
  }
}
