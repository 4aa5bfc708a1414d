/** A task that many callers ask for, run once at a time. */

/** Asked for while it runs, the task runs once more afterwards: it always starts after the last request. */
export function oneAtATime(task: () => Promise<void>, onError?: (error: unknown) => void): () => void {
  let running = false
  let again = false
  return async function request(): Promise<void> {
    again = true
    if (running) return
    running = true
    while (again) {
      again = false
      try {
        await task()
      } catch (error) {
        onError?.(error)
      }
    }
    running = false
  }
}
