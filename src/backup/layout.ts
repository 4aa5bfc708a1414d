/** Where everything lies in a folder of backups. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Campaign } from '../campaign/campaign.ts'
import { readCampaign } from '../campaign/read-campaign.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { orNull } from '../store/missing-file.ts'
import { BackupError } from './manifest.ts'

export const MANIFEST = 'manifest.json'

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

/** The campaign in the form of its data file; units are rows. */
export function settingsText(campaign: Campaign): string {
  const { opensAt, deadline, freezesAt, exceptions } = campaign
  const inFile = {
    ...campaign,
    ...{ opensAt: written(opensAt), deadline: written(deadline), freezesAt: written(freezesAt) },
    exceptions: exceptions.map((one) => ({ ...one, deadline: one.deadline === null ? null : written(one.deadline) })),
  }
  return `${JSON.stringify({ campaign: inFile }, null, 1)}\n`
}

const written = (time: Instant) => new Date(time).toISOString()

/** @throws BackupError, DataFileError */
export function readSettings(text: string): Campaign {
  const read: unknown = JSON.parse(text)
  if (typeof read !== 'object' || read === null || !('campaign' in read)) {
    throw new BackupError('Tệp settings.json của bản sao lưu không đúng dạng.')
  }
  return readCampaign(JSON.stringify(read.campaign))
}
