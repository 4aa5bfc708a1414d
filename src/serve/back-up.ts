/** The commands for backups: making one beside a running service, putting one back, and trying whether it can be. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { makeBackup, removeOldBackups } from '../backup/make-backup.ts'
import { BackupError } from '../backup/manifest.ts'
import { checkContent, checkCount, type OpenedBackup, openBackup, restoreFiles } from '../backup/restore.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Config } from '../config.ts'
import { makeFolder } from '../make-folder.ts'
import { orNull } from '../store/missing-file.ts'
import { examinePostgres, openPostgresStore } from '../store/postgres.ts'
import { fillPostgresDatabase } from '../store/postgres-copy.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { makeSqliteDatabase } from '../store/sqlite-copy.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { openSnapshot } from './open-snapshot.ts'
import { markSetUp } from './setup/mark.ts'

export type BackupPlace = {
  readonly databaseUrl: Config['databaseUrl']
  /** The data folder of the service. */
  readonly home: string
}

/** Two weeks of nights: a mistake is noticed by then, and files that no rows name any more do not stay for ever. */
const KEPT = 14

/** By which the count is made, where the pages may have set it. */
type CampaignBy = (store: Pick<SettingsStore, 'settings'>) => Promise<Campaign>

/** Returns the path of the backup. */
export async function backUp(
  place: BackupPlace,
  campaignBy: CampaignBy,
  folder: string,
  clock: Clock,
): Promise<string> {
  const { databaseUrl, home } = place
  const snapshot = await openSnapshot(databaseUrl, home)
  if (snapshot === null) {
    const where = databaseUrl === null ? join(home, 'sokyso.db') : 'PostgreSQL'
    throw new BackupError(`Chưa có cơ sở dữ liệu ${where} để sao lưu. Kiểm tra SOKYSO_DATA và SOKYSO_DATABASE_URL.`)
  }
  try {
    const campaign = await campaignBy(snapshot)
    return await makeBackup({ snapshot, data: home, program: packageJson.version, campaign }, folder, clock())
  } finally {
    await snapshot.close()
  }
}

/** Makes one, tries it, and only then lets go of old ones. */
export async function backUpNightly(
  place: BackupPlace,
  campaign: Campaign,
  folder: string,
  clock: Clock,
): Promise<void> {
  await backUp(place, async () => campaign, folder, clock)
  await tryBackup(folder)
  await removeOldBackups(folder, KEPT)
}

/**
 * Restores the newest backup into a database of its own, compares count and files, and leaves nothing behind.
 *
 * @throws BackupError, NewerDatabaseError
 */
export async function tryBackup(folder: string): Promise<OpenedBackup> {
  const backup = await openBackup(folder)
  await checkContent(folder, backup)
  const trial = await mkdtemp(join(folder, 'trial-'))
  try {
    const store = await restoreSqlite(join(trial, 'sokyso.db'), backup)
    await store.close()
  } finally {
    await rm(trial, { recursive: true, force: true })
  }
  return backup
}

async function restoreSqlite(path: string, backup: OpenedBackup): Promise<Store> {
  await makeSqliteDatabase(path, backup.lastMigration, backup.tables)
  return counted(await openSqliteStore(path), backup)
}

async function counted(store: Store, backup: OpenedBackup): Promise<Store> {
  try {
    await checkCount(store, backup)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/**
 * Puts the newest backup into an empty data folder and an empty database.
 *
 * @throws BackupError where they are not empty, or the backup is damaged.
 */
export async function restore({ databaseUrl, home }: BackupPlace, folder: string): Promise<OpenedBackup> {
  const backup = await openBackup(folder)
  const there = ((await orNull(readdir(home))) ?? []).filter((name) => ['sokyso.db', 'content'].includes(name))
  if (there.length > 0) {
    throw new BackupError(
      `Thư mục dữ liệu ${home} đã có dữ liệu (${there.join(', ')}); chỉ khôi phục vào nơi còn trống.`,
    )
  }
  // Before a file is written: what is refused leaves nothing behind that a second try would stumble over.
  if (databaseUrl !== null && (await examinePostgres({ url: databaseUrl, onError: () => undefined })) !== null) {
    throw new BackupError(NOT_NEW)
  }
  await makeFolder(home, 0o700)
  await restoreFiles(folder, home, backup)
  const store = await (databaseUrl === null
    ? restoreSqlite(join(home, 'sokyso.db'), backup)
    : restorePostgres(databaseUrl, backup))
  await store.forgetUnread()
  if ((await store.settings()).change > 0) await markSetUp(home)
  await store.holdNotices()
  await store.close()
  return backup
}

const NOT_NEW = 'Cơ sở dữ liệu PostgreSQL đã có bảng; chỉ khôi phục vào cơ sở dữ liệu mới tạo.'

async function restorePostgres(url: string, backup: OpenedBackup): Promise<Store> {
  if (!(await fillPostgresDatabase(url, backup.lastMigration, backup.tables))) {
    throw new BackupError(NOT_NEW)
  }
  return counted(await openPostgresStore({ url, onError: () => undefined }), backup)
}
