/** `sokyso register import`: shows what a table of units would change in the register, and with `--apply` does it. */
import { basename } from 'node:path'
import type { Writable } from 'node:stream'
import { EXIT, type RegisterCommand } from '../cli.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { propose } from './propose.ts'
import { readTable, TableError } from './read-table.ts'
import { APPLIED, CHANGED_MEANWHILE, NOT_APPLIED, NOT_STARTED, noNames } from './words.ts'

export type RegisterPorts = {
  readonly store: Pick<Store, 'register' | 'changeRegister' | 'attributeAgain'>
  /** Whose a document is, by the register as it becomes. */
  readonly attribute: Attribute
  readonly stdout: Writable
  readonly clock: Clock
  /** Who is at the machine. */
  readonly operator: string
}

/**
 * @returns the exit code: 1 where somebody else changed the register meanwhile.
 * @throws TableError, DataFileError
 */
export async function runRegister({ file, apply }: RegisterCommand, ports: RegisterPorts): Promise<number> {
  const { store, attribute, stdout, clock, operator } = ports
  const say = (line: string) => void stdout.write(`${line}\n`)
  const { change, units } = await store.register()
  const now = clock()
  const proposal = propose(await readTable(file), units, now)
  if (proposal === null) throw new TableError(noNames(file))
  if (change === 0) throw new TableError(NOT_STARTED)
  const { changes } = proposal
  for (const sentence of proposal.sentences) say(sentence)
  say(proposal.summary)
  if (changes.length === 0) return EXIT.allValid
  if (!apply) {
    say(NOT_APPLIED)
    return EXIT.allValid
  }
  const why = `Nhập từ ${basename(file)}`
  const changed = changes.map(({ after }) => after)
  if (!(await store.changeRegister(change, { at: now, by: operator, why, decision: null, units: changed }))) {
    say(CHANGED_MEANWHILE)
    return EXIT.someNotValid
  }
  await store.attributeAgain(attribute)
  say(APPLIED)
  return EXIT.allValid
}
