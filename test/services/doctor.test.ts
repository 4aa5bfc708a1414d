/** `doctor` says of each thing the service stands on whether it stands, and what to do where it does not. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { redisServer } from '../queue/redis-server.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { ask, type Postgres, postgresMissing, startPostgres } from './postgres.ts'
import { missing } from './required.ts'
import { runCommand } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let practice: SmallPractice
beforeAll(async () => {
  folder = await temporaryFolder()
  practice = await smallPractice(folder.path, 3)
  await practice.deliver(practice.practice.letters)
}, 120_000)
afterAll(() => folder?.remove())

const doctor = (changes: Readonly<Record<string, string>> = {}) =>
  runCommand({ ...practice.environment, ...changes }, 'doctor')

test('all that is well has a line each, and the exit code is 0', async () => {
  const { exit, output } = await doctor()
  expect(output.split('\n').filter((line) => line.startsWith('✔'))).toHaveLength(7)
  expect(output).toContain(`${practice.practice.letters.length} thư`)
  expect(exit).toBe(0)
})

test('what is wrong is told with what to do, and everything else is looked at all the same', async () => {
  const empty = join(folder.path, 'empty')
  await mkdir(empty)
  const { exit, output } = await doctor({ SOKYSO_MAIL_DIR: join(folder.path, 'nowhere'), SOKYSO_TRUST: empty })
  expect(output).toMatch(/✘ Hộp thư: .*thư mục chứa thư/)
  expect(output).toMatch(/✘ Chứng thư số được tin cậy: .*trust -- import/)
  expect(output).toContain('✔ Thư mục dữ liệu')
  expect(exit).toBe(1)
})

test('a data folder that is a file is told in sentences', async () => {
  const file = join(folder.path, 'file')
  await writeFile(file, '')
  const { exit, output } = await doctor({ SOKYSO_DATA: file })
  expect(output).toMatch(/✘ Thư mục dữ liệu: không ghi được vào .*file;/)
  expect(output).toMatch(/✘ Cơ sở dữ liệu: .*: không đọc hoặc ghi được \(ENOTDIR\)\. Kiểm tra đường dẫn/)
  expect(exit).toBe(1)
})

test('a mistake in the register is told as one, and not of the mailbox', async () => {
  const units = join(folder.path, 'units.txt')
  await writeFile(units, 'subjectAltName')
  const { output } = await doctor({ SOKYSO_UNITS: units })
  expect(output).toMatch(/✘ Danh mục và kế hoạch: .*JSON/)
  expect(output).toContain('✔ Hộp thư')
})

test('what a start would refuse is told: a policy that is not there, and the register also of the practice', async () => {
  const { SOKYSO_MAIL_DIR: _, ...practising } = practice.environment
  const nowhere = join(folder.path, 'nowhere.json')
  expect((await doctor({ SOKYSO_POLICY: nowhere })).output).toMatch(/✘ Danh mục và kế hoạch: Không có chính sách/)
  const { exit, output } = await runCommand({ ...practising, SOKYSO_UNITS: nowhere }, 'doctor')
  expect([exit, output]).toEqual([
    1,
    expect.stringMatching(/✘ Danh mục và kế hoạch: Không đọc được tệp .*SOKYSO_UNITS/),
  ])
})

test('tables of an older version stay as they are', async () => {
  const data = join(folder.path, 'older')
  await mkdir(data)
  await writeFile(join(data, 'access.key'), randomBytes(32), { mode: 0o600 })
  const path = join(data, 'sokyso.db')
  const steps = () => {
    const database = new DatabaseSync(path)
    const names = database.prepare('select name from kysely_migration').all()
    database.close()
    return names
  }
  const older = new DatabaseSync(path)
  older.exec(await readFile(new URL('../store/database-0001.sql', import.meta.url), 'utf8'))
  older.close()
  const before = steps()
  const { output } = await doctor({ SOKYSO_DATA: data })
  expect(output).toContain('✔ Cơ sở dữ liệu: SQLite, cấu trúc 0001-letters-to-verdicts')
  expect(output).toContain('✔ Hộp thư')
  expect(steps()).toEqual(before)
})

test('mistakes of the configuration have a line each', async () => {
  const { exit, output } = await doctor({ SOKYSO_PORT: 'x', SOKYSO_SMTP: 'y' })
  expect(output.match(/^✘ Cấu hình/gm)).toHaveLength(2)
  expect(exit).toBe(1)
})

describe.skipIf(missing('redis-server', 'redis-server') !== null)('Redis', () => {
  test.each([
    ['is well', ['appendonly yes'], /✔ Redis/],
    ['forgets at the end of its process', [], /✘ Redis: .*appendonly/],
    ['throws away keys', ['appendonly yes', 'maxmemory-policy allkeys-lru'], /✘ Redis: .*noeviction/],
  ])('that %s', async (_, settings, expected) => {
    const redis = await redisServer(folder.path)
    await redis.start(...settings)
    expect((await doctor({ SOKYSO_REDIS_URL: redis.url })).output).toMatch(expected)
    await redis.kill()
  })
})

describe.skipIf(postgresMissing !== null)(`PostgreSQL ${postgresMissing ?? ''}`, () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())
  const inC = "template template0 encoding 'UTF8' locale 'C'"
  const told = async (url: string) => (await doctor({ SOKYSO_DATABASE_URL: url })).output

  test.each([
    ['that is new', inC, /✔ Cơ sở dữ liệu: PostgreSQL, chưa có bảng nào/],
    ['of another order', "template template0 encoding 'SQL_ASCII' locale 'C'", /✘ Cơ sở dữ liệu: .*UTF8 và thứ tự C/],
  ])('a database %s', async (_, options, expected) => {
    expect(await told(await server.database(options))).toMatch(expected)
  })

  test('a database that is in use, and stays as it was', async () => {
    const url = await server.database(inC)
    await (await openPostgresStore({ url, onError: () => undefined })).close()
    expect(await told(url)).toMatch(/✔ Cơ sở dữ liệu: PostgreSQL, cấu trúc 00/)
    await ask(url, `insert into kysely_migration values ('9999-later', '2030-01-01')`)
    expect(await told(url)).toMatch(/✘ Cơ sở dữ liệu: .*phiên bản mới hơn/)
  })

  test('a database in which the account may make no tables', async () => {
    const url = new URL(await server.database(inC))
    await ask(url.href, 'create role guest login')
    url.username = 'guest'
    expect(await told(url.href)).toMatch(/✘ Cơ sở dữ liệu: .*không có quyền tạo bảng/)
    const opening = openPostgresStore({ url: url.href, onError: () => undefined })
    await expect(opening).rejects.toThrow(/không có quyền tạo bảng/)
  })

  test('a database that is not there, and a server that is away', async () => {
    const url = new URL(await server.database(inC))
    expect(await told(new URL('/none', url).href)).toMatch(
      /✘ Cơ sở dữ liệu: PostgreSQL từ chối đăng nhập, hoặc không có/,
    )
    url.port = '1'
    expect(await told(url.href)).toMatch(/✘ Cơ sở dữ liệu: Không kết nối được tới PostgreSQL/)
  })

  test('what stops several checks is told once', async () => {
    const data = join(folder.path, 'used')
    await mkdir(data)
    // Of a service whose settings lie in the database.
    await writeFile(join(data, 'access.key'), '')
    const { output } = await doctor({ SOKYSO_DATA: data, SOKYSO_DATABASE_URL: 'postgres://127.0.0.1:1/sokyso' })
    expect(output.match(/Không kết nối được/g)).toHaveLength(1)
    expect(output).toContain('✘ Hộp thư: như mục Cơ sở dữ liệu')
  })
})

describe.skipIf(dovecotMissing !== null)(`a mailbox on a server ${dovecotMissing ?? ''}`, () => {
  let dovecot: Dovecot
  beforeAll(async () => {
    dovecot = await startDovecot()
    await dovecot.fill(
      'noivu',
      practice.practice.letters.slice(0, 2).map(({ bytes }) => bytes),
    )
  })
  afterAll(() => dovecot?.stop())

  test.each([
    ['is opened, listed and left as it is', (password: string) => password, /✔ Hộp thư: .*2 thư/],
    ['that refuses the password', () => 'wrong', /✘ Hộp thư: .*từ chối đăng nhập/],
  ])('%s', async (_, passwordOf, expected) => {
    const marks = await dovecot.marks('noivu')
    const file = join(folder.path, 'password')
    await writeFile(file, passwordOf(dovecot.password))
    const { SOKYSO_MAIL_DIR: _mail, ...environment } = practice.environment
    const { output } = await runCommand(
      {
        ...environment,
        SOKYSO_IMAP_HOST: dovecot.host,
        SOKYSO_IMAP_PORT: String(dovecot.port),
        SOKYSO_IMAP_SECURE: 'none',
        SOKYSO_IMAP_USER: 'noivu',
        SOKYSO_IMAP_PASSWORD_FILE: file,
      },
      'doctor',
    )
    expect(output).toMatch(expected)
    expect(await dovecot.marks('noivu')).toEqual(marks)
  })
})
