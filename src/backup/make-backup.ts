/**
 * A backup: the rows as they are at one moment, and the files that they name. Several backups in one folder share the files,
 * so that each costs what has come since the one before. What is in it: docs/backup.md.
 */
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Campaign } from '../campaign/campaign.ts'
import { writeCampaign } from '../campaign/write-campaign.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { makeFolder } from '../make-folder.ts'
import { hashOfFile } from '../store/hash-of-file.ts'
import { orNull } from '../store/missing-file.ts'
import type { Row, Snapshot } from '../store/snapshot.ts'
import { UNFETCHED } from '../submission/submission.ts'
import { countedHash } from '../upkeep/tally-hash.ts'
import { copyTree, copyWhole, writeWhole } from './copy-whole.ts'
import { CAMPAIGN, contentPath, MANIFEST, snapshotFolder, snapshotsOf } from './layout.ts'
import { type Manifest, readManifest, writeManifest } from './manifest.ts'
import { syncFile, writeTable } from './table-file.ts'

export type BackupSources = {
  readonly snapshot: Snapshot
  /** Of the service: `content/` and `evidence/` lie in it. */
  readonly data: string
  readonly campaign: Campaign
  /** Version of the program. */
  readonly program: string
}

/** Returns the path of the backup. */
export async function makeBackup(sources: BackupSources, folder: string, now: Instant): Promise<string> {
  const { snapshot, data } = sources
  const path = snapshotFolder(folder, now)
  const unfinished = `${path}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await makeFolder(join(unfinished, 'tables'), 0o700)
  const named = new Set<Sha256>()
  const tables: Manifest['tables'] = []
  for (const name of snapshot.tables) {
    const file = join(unfinished, 'tables', `${name}.jsonl.gz`)
    const written = await writeTable(file, snapshot.rows(name), (row) => nameFiles(named, name, row))
    tables.push({ name, ...written })
  }
  const { content, missing } = await copyContent(data, folder, named)
  await copyTree(join(data, 'evidence'), join(folder, 'evidence'))
  await writeWhole(join(unfinished, CAMPAIGN), writeCampaign(sources.campaign))
  const tally = await countedHash(sources.campaign, snapshot)
  const { migrations } = snapshot
  const told = { format: 1 as const, madeAt: now, program: sources.program, migrations: [...migrations] }
  await writeWhole(join(unfinished, MANIFEST), writeManifest({ ...told, tables, content, missing, tally }))
  await syncFile(unfinished)
  await rename(unfinished, path)
  return path
}

/**
 * Letters that are not read yet are left out: one that turns out to be no submission may leave nothing behind. They are
 * fetched again after a restore. Of certificates those are files that were trusted; the others lie in the documents.
 */
function nameFiles(named: Set<Sha256>, table: string, row: Row): void {
  if (typeof row.destroyed_at === 'number') return
  const isHeld =
    row.state === 'read' || (row.state === 'quarantined' && !UNFETCHED.some((reason) => reason === row.reason))
  if ((table === 'letters' && isHeld) || table === 'documents') named.add(String(row.sha256) as Sha256)
  if (table !== 'trust_stores') return
  for (const [sha256] of String(row.content).matchAll(/[0-9a-f]{64}/g)) named.add(sha256 as Sha256)
}

async function copyContent(data: string, folder: string, named: ReadonlySet<Sha256>) {
  const content: Sha256[] = []
  const missing: Sha256[] = []
  for (const sha256 of [...named].toSorted()) {
    const isKept = await keepFile(contentPath(data, sha256), contentPath(folder, sha256), sha256)
    ;(isKept ? content : missing).push(sha256)
  }
  return { content, missing }
}

/** What an earlier backup holds stays, whatever the disk has made of it since; what the disk has changed is not taken. */
async function keepFile(from: string, to: string, sha256: Sha256): Promise<boolean> {
  if (await orNull(stat(to))) return true
  return (await hashOfFile(from)) === sha256 && copyWhole(from, to)
}

/** Keeps the newest backups, and of the files those that they name. */
export async function removeOldBackups(folder: string, kept: number): Promise<void> {
  const all = await snapshotsOf(folder)
  const [old, recent] = [all.slice(0, -kept), all.slice(-kept)]
  if (old.length === 0) return
  for (const path of old) await rm(path, { recursive: true })
  const named = new Set<string>()
  for (const path of recent) for (const name of (await manifestOf(path)).content) named.add(name)
  const files = (await orNull(readdir(join(folder, 'content'), { recursive: true, withFileTypes: true }))) ?? []
  for (const file of files) {
    if (file.isFile() && !named.has(file.name)) await rm(join(file.parentPath, file.name), { force: true })
  }
}

async function manifestOf(path: string): Promise<Manifest> {
  return readManifest(await readFile(join(path, MANIFEST), 'utf8'), path)
}
