/** Tells on the terminal what is wrong in the folders of certificates and lists, each mistake once for as long as it is there. */
import { explainProblem } from '../evidence/explain-problem.ts'
import type { FolderProblem } from '../evidence/folder.ts'
import type { Terminal } from './terminal.ts'

/** @returns to be called after each look at the folders. */
export function problemTeller(problems: () => readonly FolderProblem[], { say }: Pick<Terminal, 'say'>): () => void {
  let told: ReadonlySet<string> = new Set()
  return () => {
    const sentences = new Set(problems().map(explainProblem))
    for (const sentence of sentences) if (!told.has(sentence)) say(sentence)
    told = sentences
  }
}
