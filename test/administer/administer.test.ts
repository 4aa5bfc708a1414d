/** The commands about people and the log, beside the database of a service. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import { runAudit } from '../../src/administer/audit.ts'
import type { AuditCommand } from '../../src/cli/administer.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { runHere } from '../cli/run-here.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const ADD = ['user', 'add', 'Lan', '--full-name', 'Nguyễn Thị Lan', '--role', 'admin']

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let database: string
beforeEach(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder.path, 'data'))
  database = join(folder.path, 'data/sokyso.db')
  await (await openSqliteStore(database)).close()
})
afterEach(() => folder.remove())

function run(...args: readonly string[]) {
  const environment = { SOKYSO_MAIL_DIR: '/mail', SOKYSO_DATA: join(folder.path, 'data'), SOKYSO_PORT: '8000' }
  return runHere(folder.path, args, { environment })
}

function edit(sql: string): void {
  const opened = new DatabaseSync(database)
  opened.exec(sql)
  opened.close()
}

describe('people', () => {
  test('are added with a link, listed, reset, disabled and enabled', async () => {
    const added = await run(...ADD)
    expect(added.exit).toBe(0)
    expect(added.out).toMatch(
      /^Đường dẫn đặt mật khẩu của lan.*\nhttp:\/\/127\.0\.0\.1:8000\/dat-mat-khau\/[\w-]{22}\n$/,
    )
    expect((await run('user', 'list')).out).toBe('lan  Quản trị; Chưa đặt mật khẩu; Nguyễn Thị Lan\n')
    expect((await run('user', 'reset', 'lan')).out).toContain('/dat-mat-khau/')
    expect(await run(...ADD)).toMatchObject({ exit: 1, out: 'Đã có người dùng "lan".\n' })
    expect(await run('user', 'disable', 'lan')).toMatchObject({ exit: 1, out: expect.stringContaining('cuối cùng') })
    await run('user', 'add', 'an', '--full-name', 'An', '--role', 'clerk')
    expect((await run('user', 'disable', 'an')).out).toBe('Đã khóa an.\n')
    expect((await run('user', 'list')).out).toContain('an   Cán bộ; Đã khóa; An')
    expect((await run('user', 'enable', 'an')).out).toBe('Đã mở khóa an.\n')
    expect(await run('user', 'reset', 'binh')).toMatchObject({ exit: 1, out: 'Không có người dùng "binh".\n' })
  })

  test('of a unit that the register does not have are not added', async () => {
    const added = await run('user', 'add', 'dv', '--full-name', 'Đơn vị', '--role', 'unit', '--unit', 'khong-co')
    expect(added).toMatchObject({ exit: 1, out: '--unit: danh mục đơn vị không có mã "khong-co".\n' })
    expect((await run('user', 'list')).out).toBe('Chưa có người dùng nào.\n')
  })

  test('are asked for where there is no database with a sentence', async () => {
    await folder.remove()
    folder = await temporaryFolder()
    expect(await run('user', 'list')).toMatchObject({
      exit: 2,
      error: expect.stringContaining('Chưa có cơ sở dữ liệu'),
    })
  })
})

describe('the log', () => {
  beforeEach(async () => {
    const store = await openSqliteStore(database)
    for (let i = 1; i <= 6; i++) await store.recordAudit(entry(`${i}`))
    await store.close()
  })

  test('is whole, and says what to write down', async () => {
    const { exit, out } = await run('audit', 'verify')
    expect(exit).toBe(0)
    expect(out).toMatch(/^Nhật ký nguyên vẹn: 6 mục\.\nMục cuối: 6:[0-9a-f]{64}\n$/)
    const [, noted = ''] = /(6:\w+)/.exec(out) ?? []
    expect((await run('audit', 'verify', '--noted', noted)).exit).toBe(0)
    edit("update audit set subject = 'binh' where number = 3")
    expect(await run('audit', 'verify')).toMatchObject({ exit: 1, out: expect.stringContaining('mục số 3') })
  })

  const edits: readonly (readonly [sql: string, said: string])[] = [
    [`update audit set actor_account = 7 where number = 1`, 'mục số 1'],
    [`update audit set actor_name = 'x' where number = 2`, 'mục số 2'],
    [`update audit set actor_role = 'admin' where number = 2`, 'mục số 2'],
    [`update audit set at = at + 1 where number = 6`, 'mục số 6'],
    [`update audit set action = 'logout' where number = 6`, 'mục số 6'],
    [`update audit set address = null where number = 6`, 'mục số 6'],
    [`update audit set facts = '{' where number = 4`, 'mục số 4'],
    [`update audit set facts = '{}' where number = 4`, 'mục số 4'],
    [`update audit set sha256 = '${'0'.repeat(64)}' where number = 4`, 'mục số 4'],
    ['update audit set number = 7 where number = 6', 'dừng ở số 5'],
    ['delete from audit where number = 2', 'mục số 2'],
    ['delete from audit where number = 6', 'dừng ở số 5, nhưng cơ sở dữ liệu đã ghi tới số 6'],
    ['update audit_head set number = 5', 'dừng ở số'],
  ]
  test.each(edits)('is found out after: %s', async (sql, said) => {
    edit(sql)
    expect(await verify()).toMatchObject({ exit: 1, said: expect.stringContaining(said) })
  })

  test('made anew as a whole is found out by what was written down', async () => {
    const noted = { number: 6, sha256: 'a'.repeat(64) as Sha256 }
    expect(await verify(noted)).toMatchObject({ exit: 1, said: expect.stringContaining('mã đã ghi lại: mục số 6') })
  })

  async function verify(noted: AuditCommand['noted'] = null) {
    const store = await openSqliteStore(database)
    const said: string[] = []
    const exit = await runAudit({ kind: 'audit', action: 'verify', noted }, store, (line) => said.push(line))
    await store.close()
    return { exit, said: said.join() }
  }
})

const entry = (subject: string): AuditDraft => ({
  at: 1000 as Instant,
  actor: { account: null, name: 'Lan', role: 'clerk' },
  action: 'login',
  subject,
  facts: { by: 'password' },
  address: '::1',
})
