/** A copy of a SQLite database beside it, whole whenever the power fails. */
import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** Replaces an earlier copy of that name, which a step that failed has left. Returns `copy`. */
export function backUpDatabase(database: DatabaseSync, copy: string): string {
  const unfinished = `${copy}.${randomUUID()}`
  // Made beforehand, so that at no moment others than its owner may read it; VACUUM INTO takes an empty file.
  const file = openSync(unfinished, 'wx', 0o600)
  try {
    database.prepare('vacuum into ?').run(unfinished)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  chmodSync(unfinished, 0o400)
  renameSync(unfinished, copy)
  return copy
}
