/** Faults while the service runs: ids and codes to the log, and a sentence to whoever watches the terminal. */
import { EvidenceFolderError } from '../evidence/folder.ts'
import { MailSourceError } from '../mail/mail-source.ts'
import { explainFault } from '../report/explain-fault.ts'
import type { Log } from './log.ts'
import type { Terminal } from './terminal.ts'

/** A sentence is said once until another comes, since the same fault returns with each try. */
export function tellFaults(terminal: Terminal, log: Log): (error: unknown) => void {
  let said = ''
  return (error) => {
    log.error('fault', error)
    const sentence = sentenceOf(error)
    if (sentence === said) return
    said = sentence
    terminal.say(sentence)
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof EvidenceFolderError) return error.message
  return explainFault(error instanceof MailSourceError ? error.fault : 'internal-error')
}
