/** Processes that take turns: as many at a time as there are places, each replaced when it has done its share or is lost. */

export type ProcessPoolOptions<Process> = {
  /** Processes at a time; they are started when there is work. */
  readonly size: number
  /** Questions asked of one process before a fresh one takes its place. */
  readonly recycleAfter: number
  readonly start: () => Process
}

export type ProcessPool<Process> = {
  /**
   * Asks a process that is free. A death without a known cause may not be the question's doing, nor may memory that was full where
   * others had been asked before it: it is asked once more, of a fresh process.
   */
  readonly ask: <Answer extends { readonly kind: string }>(
    ask: (process: Process) => Promise<Answer>,
    signal?: AbortSignal,
  ) => Promise<Answer>
  /** Questions that no process has taken yet. */
  readonly waiting: () => number
  /** Ends all processes; what they are asked then is rejected. */
  readonly close: () => void
}

/** After these the process has gone, or nobody knows what it still holds. */
const ENDS: readonly string[] = ['limit', 'held-up', 'died', 'failed']

const isFull = (answer: { readonly kind: string; readonly limit?: unknown }): boolean =>
  answer.kind === 'limit' && answer.limit === 'memory'

/** A place for one process, empty where none was started or the last one ended. */
type Place<Process> = { process: Process | null; asked: number }

export function processPool<Process extends { readonly end: () => void }>(
  options: ProcessPoolOptions<Process>,
): ProcessPool<Process> {
  const places: readonly Place<Process>[] = Array.from({ length: options.size }, () => ({ process: null, asked: 0 }))
  const free = [...places]
  const waiting: ((place: Place<Process>) => void)[] = []
  let closed = false

  const takePlace = () => free.pop() ?? new Promise<Place<Process>>((resolve) => waiting.push(resolve))
  const givePlace = (place: Place<Process>) => {
    const next = waiting.shift()
    if (next) next(place)
    else free.push(place)
  }

  async function askIn<Answer extends { readonly kind: string }>(
    place: Place<Process>,
    ask: (process: Process) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    if (closed) throw new Error('The pool is closed')
    signal?.throwIfAborted()
    place.process ??= options.start()
    const { process } = place
    place.asked++
    let lives = false
    try {
      const answer = await ask(process)
      lives = !ENDS.includes(answer.kind) && place.asked < options.recycleAfter
      return answer
    } finally {
      if (!lives) {
        process.end()
        Object.assign(place, { process: null, asked: 0 })
      }
    }
  }

  return {
    ask: async (ask, signal) => {
      const place = await takePlace()
      try {
        const isFresh = place.process === null
        const first = await askIn(place, ask, signal)
        const isOthers = first.kind === 'died' || (!isFresh && isFull(first))
        return isOthers && !closed ? await askIn(place, ask, signal) : first
      } finally {
        givePlace(place)
      }
    },
    waiting: () => waiting.length,
    close: () => {
      closed = true
      for (const { process } of places) process?.end()
    },
  }
}
