/** Endless tasks that live and end together. */

/** Starts all; ends when all have. Where one fails the others are told to end too, and its failure is thrown. */
export async function untilAllEnd(
  signal: AbortSignal,
  tasks: readonly ((stop: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const failure = new AbortController()
  const stop = AbortSignal.any([signal, failure.signal])
  const running = tasks.map((task) =>
    task(stop).catch((error: unknown) => {
      failure.abort()
      throw error
    }),
  )
  await Promise.allSettled(running)
  await Promise.all(running)
}

/** For what goes on without a task of its own, as pages that are served. */
export function untilStopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
}
