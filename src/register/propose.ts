/** What a table of units would change in the register. */
import { changesBetween, type UnitChange } from '../campaign/register-change.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import { explainChange, summarize } from '../report/register-words.ts'
import { mergeSheet } from './merge-sheet.ts'
import { readSheet } from './sheet.ts'

export type Proposal = {
  readonly changes: readonly UnitChange[]
  /** A sentence for each change, further lines of it indented. */
  readonly sentences: readonly string[]
  readonly summary: string
}

/**
 * Null where no row of the table holds the heading of the name.
 *
 * @throws DataFileError that names every row with a mistake.
 */
export function propose(table: readonly (readonly string[])[], units: readonly Unit[], now: Instant): Proposal | null {
  const sheet = readSheet(table)
  if (sheet === null) return null
  const merged = mergeSheet(units, sheet.rows, now)
  const changes = changesBetween(units, merged)
  const nameOf = (id: string) => merged.find((unit) => unit.id === id)?.name ?? id
  return {
    changes,
    sentences: changes.map((change) => explainChange(change, nameOf)),
    summary: [summarize(changes, merged.length - changes.length), ...ignoredWords(sheet.ignored)].join(' '),
  }
}

const ignoredWords = (headings: readonly string[]): readonly string[] =>
  headings.length === 0 ? [] : [`Không dùng các cột: ${headings.map((one) => `"${one.trim()}"`).join(', ')}.`]
