/** `sokyso register import`: shows what a table of units would change in the register, and with `--apply` does it. */
import { basename } from 'node:path'
import type { Writable } from 'node:stream'
import { changesBetween } from '../campaign/register-change.ts'
import { EXIT, type RegisterCommand } from '../cli.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { mergeSheet } from './merge-sheet.ts'
import { readTable, TableError } from './read-table.ts'
import { readSheetRows } from './sheet.ts'
import { APPLIED, CHANGED_MEANWHILE, explainChange, NOT_APPLIED, NOT_STARTED, noNames, summarize } from './words.ts'

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
  const rows = readSheetRows(await readTable(file))
  if (rows === null) throw new TableError(noNames(file))
  const { change, units } = await store.register()
  if (change === 0) throw new TableError(NOT_STARTED)
  const now = clock()
  const merged = mergeSheet(units, rows, now)
  const changes = changesBetween(units, merged)
  const nameOf = (id: string) => merged.find((unit) => unit.id === id)?.name ?? id
  for (const each of changes) say(explainChange(each, nameOf))
  say(summarize(changes, merged.length - changes.length))
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
