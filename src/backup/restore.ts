/** A backup put back on an empty machine, and the proof that it gives the same count. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCampaign } from '../campaign/read-campaign.ts'
import type { Sha256 } from '../lang.ts'
import type { Counted } from '../store/count-rows.ts'
import { hashOfFile } from '../store/hash-of-file.ts'
import { checkMigrations } from '../store/migrations/migrate.ts'
import type { Row } from '../store/snapshot.ts'
import { countedHash } from '../upkeep/tally-hash.ts'
import { copyTree, copyWhole } from './copy-whole.ts'
import { CAMPAIGN, contentPath, MANIFEST, newestSnapshot } from './layout.ts'
import { BackupError, type Manifest, readManifest } from './manifest.ts'
import { readTable } from './table-file.ts'

export type OpenedBackup = {
  readonly path: string
  readonly manifest: Manifest
  readonly lastMigration: string
  /** In the form that a database takes. */
  readonly tables: readonly { readonly name: string; readonly rows: AsyncIterable<Row> }[]
}

/** The newest in the folder. @throws BackupError, NewerDatabaseError */
export async function openBackup(folder: string): Promise<OpenedBackup> {
  const path = await newestSnapshot(folder)
  const manifest = readManifest(await readFile(join(path, MANIFEST), 'utf8'), join(path, MANIFEST))
  checkMigrations(manifest.migrations)
  const tables = manifest.tables.map((table) => ({
    name: table.name,
    rows: readTable(join(path, 'tables', `${table.name}.jsonl.gz`), table),
  }))
  return { path, manifest, lastMigration: manifest.migrations.at(-1) ?? '', tables }
}

/** @throws BackupError where one of the files is not what it was. */
export async function checkContent(folder: string, { manifest }: OpenedBackup): Promise<void> {
  for (const sha256 of manifest.content) await checkFile(folder, sha256)
}

async function checkFile(folder: string, sha256: Sha256): Promise<void> {
  if ((await hashOfFile(contentPath(folder, sha256))) === sha256) return
  throw new BackupError(`Tệp ${contentPath(folder, sha256)} của bản sao lưu bị mất hoặc đã bị hỏng.`)
}

/** Files of the backup into the data folder, each compared with its name. */
export async function restoreFiles(folder: string, data: string, backup: OpenedBackup): Promise<void> {
  await checkContent(folder, backup)
  for (const sha256 of backup.manifest.content) await copyWhole(contentPath(folder, sha256), contentPath(data, sha256))
  await copyTree(join(folder, 'evidence'), join(data, 'evidence'))
}

/** @throws BackupError where the rows do not give the count that was backed up. */
export async function checkCount(store: Counted, { path, manifest }: OpenedBackup) {
  const campaign = readCampaign(await readFile(join(path, CAMPAIGN), 'utf8'))
  if ((await countedHash(campaign, store)) === manifest.tally) return
  throw new BackupError('Số đếm sau khi khôi phục khác số đếm lúc sao lưu. Bản sao lưu này không dùng được.')
}
