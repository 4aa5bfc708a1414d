/** `sokyso trust`: what an operator sees and changes of the authorities that the service trusts. */
import { existsSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { EXIT, type TrustCommand } from '../cli.ts'
import { explainProblem } from '../evidence/explain-problem.ts'
import type { FolderProblem } from '../evidence/folder.ts'
import { openImportedEvidence } from '../evidence/imported.ts'
import { openKeptEvidence } from '../evidence/kept.ts'
import { openMaterialShelf } from '../evidence/material.ts'
import type { Clock } from '../system.ts'
import { importTrust } from './import.ts'
import { type AuthorityRow, listAuthorities } from './list.ts'
import { trustTable } from './table.ts'
import { NO_AUTHORITY, NO_TRUST_FOLDER } from './words.ts'

export type TrustPlaces = {
  /** Null where none is configured. */
  readonly trust: string | null
  readonly lists: string | null
  /** Where the service keeps what it fetched; it need not be there. */
  readonly keptIn: string
}

export type TrustPorts = { readonly stdout: Writable; readonly stderr: Writable; readonly clock: Clock }

/**
 * @returns the exit code.
 * @throws EvidenceFolderError
 */
export async function runTrust(command: TrustCommand, places: TrustPlaces, ports: TrustPorts): Promise<number> {
  const { trust, lists } = places
  const { stdout, stderr, clock } = ports
  if (trust === null) {
    stderr.write(`${NO_TRUST_FOLDER}\n`)
    return EXIT.misused
  }
  const say = (line: string) => void stdout.write(`${line}\n`)
  if (command.action === 'import') {
    const { inputs, pins } = command
    return importTrust({ inputs, pins, trust, lists, now: clock(), say })
  }
  const { rows, problems } = await listPlaces({ ...places, trust }, clock)
  for (const problem of problems) stderr.write(`${explainProblem(problem)}\n`)
  if (rows.length === 0) say(NO_AUTHORITY)
  else for (const line of trustTable(rows, clock())) say(line)
  return EXIT.allValid
}

type Places = TrustPlaces & { readonly trust: string }

/** What is there, and which files cannot be used. @throws EvidenceFolderError */
export async function listPlaces(
  { trust, lists, keptIn }: Places,
  clock: Clock,
): Promise<{ readonly rows: readonly AuthorityRow[]; readonly problems: readonly FolderProblem[] }> {
  const shelf = openMaterialShelf()
  const imported = await openImportedEvidence({ trust: [trust], lists: lists === null ? [] : [lists] }, shelf)
  const problems = imported.problems()
  if (!existsSync(keptIn)) return { rows: await listAuthorities(imported, null), problems }
  // What is damaged there is told by the service, which has it fetched again.
  const kept = await openKeptEvidence({ folder: keptIn, shelf, clock, onFault: () => undefined })
  try {
    const place = { held: () => kept.all().map(({ held }) => held), load: kept.load }
    return { rows: await listAuthorities(imported, place), problems }
  } finally {
    await kept.close()
  }
}
