/** Work that is done once for all who ask for it at a time. */

/**
 * Runs `work` for all who came before it began. One that is running may have missed what the next has in mind: who comes meanwhile
 * waits for the one after it. An error is for all of its run; the next begins all the same.
 */
export function together<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | null = null
  const run = () => {
    next = null
    return work()
  }
  return () => {
    if (next === null) {
      next = last.then(run, run)
      last = next
    }
    return next
  }
}
