/** A backup made beside a running service gives the same count on an empty machine, whatever database holds it. */
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { countedHash } from '../../src/upkeep/tally-hash.ts'
import { IS_NIGHT } from '../night.ts'
import { openPlace } from '../store/open-place.ts'
import { recordDecision } from '../store/record-decision.ts'
import { listed } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { ask, type Postgres, postgresMissing, startPostgres } from './postgres.ts'
import { runCommand, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'
import { visitorOf } from './visitor.ts'

const NOON = Date.parse('2021-08-29T05:00:00Z') as Instant

const WITHIN = { timeout: 120_000, interval: 100 }

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let practice: SmallPractice
let half: number
beforeAll(async () => {
  folder = await temporaryFolder()
  practice = await smallPractice(folder.path, 3)
  half = Math.ceil(practice.practice.letters.length / 2)
  await practice.deliver(practice.practice.letters.slice(0, half))
}, 120_000)
afterAll(() => folder?.remove())

const place = (name: string) => join(folder.path, name)

/** What people did: a decision that the count rests on, a unit with another name, and a count that was frozen. */
async function decide(store: Store): Promise<void> {
  const { change, units } = await store.register()
  const [judged] = (await store.judgedSubmissions()).filter(({ report }) => report?.outcome === 'valid')
  const [first] = units
  if (!judged || !first) throw new Error('There is nothing to decide')
  const hashes = new Set([await countedHash(practice.campaign, store)])
  await recordDecision(store, {
    ...{ at: NOON, by: 'Nguyễn Văn A', account: null, role: 'Cán bộ Nội vụ', paper: '15/CV-NV', machine: null },
    ruling: { action: 'refuse', object: { kind: 'document', document: judged.submission.document } },
    reason: { code: 'checked-otherwise', text: 'Đã đối chiếu với bản giấy' },
  })
  hashes.add(await countedHash(practice.campaign, store))
  const added = {
    ...first,
    id: 'xa-them' as UnitId,
    name: 'UBND xã Thêm Sau',
    aliases: [],
    addresses: [],
    subjects: [],
  }
  const why = { at: NOON, by: 'Nguyễn Văn A', why: 'Thêm một xã', decision: null }
  expect(await store.changeRegister(change, { ...why, units: [added] })).toBe(true)
  hashes.add(await countedHash(practice.campaign, store))
  // Without the one or the other row a restored count would be another.
  expect(hashes.size).toBe(3)
  await store.freezeTally('nháp', NOON, (register, submissions, decisions) =>
    countTally(practice.campaign, register, submissions, decisions),
  )
  await visitorOf(store)
}

/** All that a person would miss. */
async function rowsOf(store: Store) {
  const submissions = await store.judgedSubmissions()
  return {
    submissions,
    register: await store.register(),
    registerHistory: await store.registerHistory(),
    decisions: await store.decisions(),
    frozen: await store.frozenTally('nháp'),
    // The service has looked again since.
    mailboxes: (await store.mailboxes()).map(({ account, folder, waiting }) => ({ account, folder, waiting })),
    accounts: await store.accounts(),
    log: await store.auditHead(),
    letters: await store.letters({ offset: 0, limit: 1_000 }),
  }
}

/** @param change of the environment, for another machine: an empty folder, and an empty database where there is one. */
function backupStories(name: string, open: (machine: string) => Promise<Readonly<Record<string, string>>>): void {
  describe(name, () => {
    let first: Readonly<Record<string, string>>
    let backups: string
    const storeOf = (environment: Readonly<Record<string, string>>) =>
      openPlace(environment.SOKYSO_DATABASE_URL ?? join(environment.SOKYSO_DATA ?? '', 'sokyso.db'))

    beforeAll(async () => {
      first = { ...practice.environment, ...(await open('first')) }
      backups = place(`backups of ${name.split(' ')[0]}`)
      // In the middle of its work: some letters are read, others are not.
      const service = await startService(first)
      const store = await storeOf(first)
      await vi.waitFor(async () => expect((await store.progress()).documents).toBeGreaterThan(3), WITHIN)
      const made = await runCommand(first, 'backup', backups)
      expect(made).toEqual({ exit: 0, output: expect.anything() })
      const delivered = (await readdir(practice.environment.SOKYSO_MAIL_DIR ?? '')).length
      const done = { letters: delivered, lettersWaiting: 0, documentsWaiting: 0 }
      await vi.waitFor(async () => expect(await store.progress()).toMatchObject(done), WITHIN)
      await decide(store)
      expect(await runCommand(first, 'backup', backups)).toMatchObject({ exit: 0 })
      await store.close()
      expect(await service.end('SIGTERM')).toBe(0)
    }, 300_000)

    test('the backup is tried with one command', async () => {
      const tried = await runCommand(first, 'restore', backups, '--verify')
      expect(tried.output).toContain('khôi phục được')
      expect(tried.exit).toBe(0)
      expect(await readdir(backups)).toEqual(['content', 'evidence', 'snapshots'])
    })

    test('all files of the service are in it, and none is said to be missing', async () => {
      const newest = join(backups, 'snapshots', (await readdir(join(backups, 'snapshots'))).at(-1) ?? '')
      const { content, missing } = JSON.parse(await readFile(join(newest, 'manifest.json'), 'utf8'))
      const held = await readdir(join(first.SOKYSO_DATA ?? '', 'content'), { recursive: true })
      const files = held.map((path) => basename(path)).filter((file) => file.length === 64)
      expect([content, missing]).toEqual([files.toSorted(), []])
    })

    test('restored on an empty machine it counts on from where it was, and in the end all that was planned', async () => {
      const second = { ...practice.environment, ...(await open('second')) }
      const restored = await runCommand(second, 'restore', backups)
      expect(restored.output).toContain('Số đếm khớp')
      const [before, after] = [await storeOf(first), await storeOf(second)]
      expect(await countedHash(practice.campaign, after)).toBe(await countedHash(practice.campaign, before))
      expect(await rowsOf(after)).toEqual(await rowsOf(before))
      const [account] = await after.accounts()
      expect(account && (await after.sessionsOf(account.id))).toEqual([])
      await before.close()
      await practice.deliver(practice.practice.letters)
      const service = await startService(second)
      await practice.expectCounted(after)
      await after.close()
      expect(await service.end('SIGTERM')).toBe(0)
      expect((await runCommand(second, 'restore', backups)).exit).toBe(1)
    }, 300_000)

    test('one made in the middle of the work is restored, and what was not read yet is read again', async () => {
      const [early = '', late = ''] = await readdir(join(backups, 'snapshots'))
      const alone = place(`early backup of ${name.split(' ')[0]}`)
      await mkdir(join(alone, 'snapshots'), { recursive: true })
      for (const shared of ['content', 'evidence']) await symlink(join(backups, shared), join(alone, shared))
      await symlink(join(backups, 'snapshots', early), join(alone, 'snapshots', early))
      expect(late > early).toBe(true)
      const third = { ...practice.environment, ...(await open('third')) }
      expect(await runCommand(third, 'restore', alone)).toMatchObject({ exit: 0 })
      await practice.deliver(practice.practice.letters)
      const service = await startService(third)
      const store = await storeOf(third)
      await practice.expectCounted(store)
      await store.close()
      expect(await service.end('SIGTERM')).toBe(0)
    }, 300_000)

    test('a letter that was too large to be fetched has no file that could be missing', async () => {
      const store = await storeOf(first)
      await store.recordUnfetched({ ...listed('too large'), size: 1e9 }, 'too-large', NOON)
      await store.close()
      const folder = place(`with a large letter, ${name.split(' ')[0]}`)
      expect((await runCommand(first, 'backup', folder)).exit).toBe(0)
      const [only = ''] = await readdir(join(folder, 'snapshots'))
      const { missing } = JSON.parse(await readFile(join(folder, 'snapshots', only, 'manifest.json'), 'utf8'))
      expect(missing).toEqual([])
    })

    test('a damaged table and a damaged file are found', async () => {
      const newest = join(backups, 'snapshots', (await readdir(join(backups, 'snapshots'))).at(-1) ?? '')
      const spoil = async (path: string) => {
        const bytes = await readFile(path)
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff
        await chmod(path, 0o600)
        await writeFile(path, bytes)
      }
      const manifest = JSON.parse(await readFile(join(newest, 'manifest.json'), 'utf8'))
      const [sha256 = ''] = manifest.content
      const file = join(backups, 'content', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
      const whole = await readFile(file)
      await spoil(file)
      expect(await runCommand(first, 'restore', backups, '--verify')).toMatchObject({ exit: 1 })
      await writeFile(file, whole)
      await writeFile(join(newest, 'manifest.json'), JSON.stringify({ ...manifest, tally: '0'.repeat(64) }))
      const miscounted = await runCommand(first, 'restore', backups, '--verify')
      expect(miscounted.output).toContain('khác số đếm lúc sao lưu')
      await writeFile(join(newest, 'manifest.json'), JSON.stringify(manifest))
      await spoil(join(newest, 'tables/letters.jsonl.gz'))
      const said = expect.stringMatching(
        /letters\.jsonl\.gz (của bản sao lưu đã bị hỏng|không đúng dạng bản sao lưu)\.\n$/,
      )
      expect(await runCommand(first, 'restore', backups, '--verify')).toMatchObject({ exit: 1, output: said })
    }, 120_000)
  })
}

backupStories('SQLite', async (machine) => ({ SOKYSO_DATA: place(`data of the ${machine} SQLite`) }))

describe.skipIf(postgresMissing !== null)(`with a server ${postgresMissing ?? ''}`, () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  // By day a backup of SQLite comes into it (below): tables of both are written and read by the same code.
  if (IS_NIGHT) {
    backupStories('PostgreSQL', async (machine) => ({
      SOKYSO_DATA: place(`data of the ${machine} PostgreSQL`),
      SOKYSO_DATABASE_URL: await server.database(),
    }))
  }

  test('what is refused leaves nothing behind, and can be tried again', async () => {
    const url = await server.database()
    const data = place('data for a second try')
    const target = { ...practice.environment, SOKYSO_DATA: data, SOKYSO_DATABASE_URL: url }
    const all = place('backups of SQLite')
    await ask(url, 'create table other (id int); create table kysely_migration (name text, timestamp text)')
    await ask(url, `insert into kysely_migration values ('0001-letters-to-verdicts', '')`)
    expect(await runCommand(target, 'restore', all)).toMatchObject({
      exit: 1,
      output: expect.stringContaining('đã có bảng'),
    })
    expect(await readdir(data).catch(() => [])).toEqual([])
    const away = { ...target, SOKYSO_DATABASE_URL: 'postgres://sokyso@127.0.0.1:1/x' }
    expect(await runCommand(away, 'backup', place('never'))).toMatchObject({
      exit: 1,
      output: expect.stringContaining('Không kết nối được'),
    })
    const file = place('units.json')
    const sqlite = { ...practice.environment, SOKYSO_DATA: place('data of the first SQLite') }
    const said = expect.stringMatching(/^.*units\.json.*không đọc hoặc ghi được \(\w+\)/)
    expect(await runCommand(sqlite, 'backup', file)).toMatchObject({ exit: 1, output: said })
    const none = { ...practice.environment, SOKYSO_DATA: place('nothing here') }
    expect(await runCommand(none, 'backup', place('never'))).toMatchObject({
      exit: 1,
      output: expect.stringContaining('Chưa có cơ sở dữ liệu'),
    })
  }, 120_000)

  test('the next rows get numbers behind those that were restored', async () => {
    const url = await server.database()
    const target = { ...practice.environment, SOKYSO_DATA: place('data for numbers'), SOKYSO_DATABASE_URL: url }
    const [newest] = (await readdir(place('backups of SQLite/snapshots'))).slice(0, 1)
    expect(newest).toBeDefined()
    const alone = place('SQLite into PostgreSQL')
    await mkdir(join(alone, 'snapshots'), { recursive: true })
    for (const shared of ['content', 'evidence'])
      await symlink(place(`backups of SQLite/${shared}`), join(alone, shared))
    await symlink(place(`backups of SQLite/snapshots/${newest}`), join(alone, 'snapshots', newest ?? ''))
    expect(await runCommand(target, 'restore', alone)).toMatchObject({ exit: 0 })
    const [row] = await ask(
      url,
      `select nextval(pg_get_serial_sequence('ledger', 'id')) > (select coalesce(max(id), 0) from ledger) as behind`,
    )
    expect(row).toEqual({ behind: true })
  }, 120_000)
})
