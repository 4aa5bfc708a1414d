/** What the person who started the service sees: sentences, and one line of progress that is written over. */

import { printableLines } from '../printable.ts'

export type Terminal = {
  readonly say: (sentence: string) => void
  /** How far something is; where the output is no terminal, a line for each tenth. */
  readonly progress: (what: string, done: number, total: number) => void
}

export type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown }

/** Back to the start of the line, and clear it (ECMA-48, 8.3.41). */
const OVER = '\r\u001b[K'

export function openTerminal(output: Output): Terminal {
  let shown = ''
  const isLive = output.isTTY === true
  return {
    say: (sentence) => {
      output.write(`${isLive ? OVER : ''}${printableLines(sentence)}\n`)
      shown = ''
    },
    progress: (what, done, total) => {
      const isDone = done >= total
      const text = `${what}: ${done}/${total}`
      const step = isLive ? text : `${what} ${Math.floor((10 * done) / Math.max(total, 1))}`
      if (step === shown) return
      shown = step
      output.write(isLive ? `${OVER}${text}${isDone ? '\n' : ''}` : `${text}\n`)
    },
  }
}
