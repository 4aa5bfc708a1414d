/** A bell that mail rings: once rung it stays so until it is silenced, so nothing that comes between two waits is missed. */

export type Bell = {
  readonly ring: () => void
  /** Called before looking, so that what arrives while looking rings anew. */
  readonly silence: () => void
  /** Resolves when it has rung, after `timeoutMs` at the latest, or at once when `signal` aborts. One wait at a time. */
  readonly heard: (timeoutMs: number, signal: AbortSignal) => Promise<void>
}

/** The longest time-out that setTimeout takes. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

export function makeBell(): Bell {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    silence: () => {
      rung = false
    },
    heard: async (timeoutMs, signal) => {
      if (rung || signal.aborted) return
      await new Promise<void>((resolve) => {
        const finish = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', finish)
          wake = null
          resolve()
        }
        const timer = setTimeout(finish, Math.min(Math.max(timeoutMs, 0), MAX_TIMEOUT_MS))
        signal.addEventListener('abort', finish, { once: true })
        wake = finish
      })
    },
  }
}
