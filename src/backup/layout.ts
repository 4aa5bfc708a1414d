/** Where everything lies in a folder of backups. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant, Sha256 } from '../lang.ts'
import { orNull } from '../store/missing-file.ts'
import { BackupError } from './manifest.ts'

export const MANIFEST = 'manifest.json'

/** By which the count was made; units are rows. */
export const CAMPAIGN = 'campaign.json'

/** As in the data folder. */
export function contentPath(folder: string, sha256: Sha256): string {
  return join(folder, 'content', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

/** Named after its moment, so that names sort by time. */
export function snapshotFolder(folder: string, at: Instant): string {
  return join(folder, 'snapshots', new Date(at).toISOString().replaceAll(':', '-'))
}

/** Those that are whole, oldest first. */
export async function snapshotsOf(folder: string): Promise<readonly string[]> {
  const names = (await orNull(readdir(join(folder, 'snapshots')))) ?? []
  return names
    .filter((name) => /^\d{4}-\d\d-\d\dT[\d-]+\.\d{3}Z$/.test(name))
    .toSorted()
    .map((name) => join(folder, 'snapshots', name))
}

/** @throws BackupError where there is none. */
export async function newestSnapshot(folder: string): Promise<string> {
  const newest = (await snapshotsOf(folder)).at(-1)
  if (newest === undefined) throw new BackupError(`Trong thư mục ${folder} không có bản sao lưu nào hoàn chỉnh.`)
  return newest
}
