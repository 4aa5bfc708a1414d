/** `sokyso register import`: what a table would change, and what it changes. */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DataFileError } from '../../src/campaign/data-file.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import { taught } from '../../src/campaign/register-change.ts'
import type { Unit, UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { TableError } from '../../src/register/read-table.ts'
import { runRegister } from '../../src/register/register.ts'
import { attributingAt } from '../../src/serve/attributing.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { foreignWords } from '../report/words.ts'
import { recordDecision } from '../store/record-decision.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { campaign } from '../tally/build.ts'
import { workbook } from './workbook.ts'

const NOW = Date.parse('2025-07-02T08:00:00+07:00') as Instant
const shipped = readRegister(readFileSync(new URL('../../src/campaign/register.json', import.meta.url), 'utf8'))

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  await store.startRegister({ at: NOW, by: 'sokyso', why: 'Danh mục ban đầu', decision: null, units: shipped })
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

async function run(content: string | Buffer, apply = false, name = 'don-vi.csv') {
  const file = join(folder.path, name)
  await writeFile(file, content)
  let text = ''
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const exit = await runRegister(
    { kind: 'register', file, apply },
    { store, attribute: attributingAt(campaign), stdout, clock: () => NOW, operator: 'lan' },
  )
  return { exit, lines: text.trimEnd().split('\n') }
}

const unitNamed = async (name: string): Promise<Unit | undefined> =>
  (await store.register()).units.find((unit) => unit.name === name)

const TABLE = `DANH SÁCH CÁC ĐƠN VỊ;;;;;;;
STT;Tên đơn vị;Nhóm;Cụm;Mã hành chính;Địa chỉ thư;Kết thúc từ ngày;Sáp nhập vào
1;UBND xã Húc;;Cụm 1;19468;UBNDxaHuc@quangtri.gov.vn;01/07/2025;UBND xã Khe Sanh
2;UBND xã Khe Sanh;UBND xã, thị trấn;;;ubnd.khesanh@quangtri.gov.vn;;
3;Phòng Văn hóa - Xã hội;;;;;;
4;UBND xã Lìa;;;19489;;;
;Tổng cộng;;;;;;
;;;;;;;
;;;NGƯỜI LẬP BIỂU;;;;
`

describe('a table of units', () => {
  test('is shown first, and changes nothing', async () => {
    const before = await store.register()
    const { exit, lines } = await run(TABLE)
    expect(exit).toBe(0)
    expect(lines).toEqual([
      'Sáp nhập: UBND xã Húc vào UBND xã Khe Sanh từ ngày 01/07/2025',
      '    cụm: Cụm 1',
      '    địa chỉ thư: ubndxahuc@quangtri.gov.vn',
      'Thêm: UBND xã Khe Sanh (xa-khe-sanh; UBND xã, thị trấn)',
      'Thêm: Phòng Văn hóa - Xã hội (phong-van-hoa-xa-hoi; Phòng, ban chuyên môn)',
      'Tổng cộng: thêm 2, sáp nhập 1; giữ nguyên 41 đơn vị.',
      'Chưa ghi gì. Nếu đúng, chạy lại với --apply.',
    ])
    expect(await store.register()).toEqual(before)
  })

  test('is laid over the register where that is asked for, and again changes nothing more', async () => {
    const { exit, lines } = await run(TABLE, true)
    expect([exit, lines.at(-1)]).toEqual([0, 'Đã ghi vào danh mục đơn vị; các văn bản đã được xác định lại đơn vị.'])
    expect(await unitNamed('UBND xã Húc')).toMatchObject({
      id: 'xa-huc',
      until: Date.parse('2025-07-01T00:00:00+07:00'),
      successor: 'xa-khe-sanh',
      addresses: ['ubndxahuc@quangtri.gov.vn'],
    })
    const [change] = await store.registerHistory()
    expect(change).toMatchObject({ at: NOW, by: 'lan', why: 'Nhập từ don-vi.csv', decision: null })
    expect(change?.units.map(({ id }) => id)).toEqual(['xa-huc', 'xa-khe-sanh', 'phong-van-hoa-xa-hoi'])
    expect((await run(TABLE, true)).lines).toEqual(['Không có gì thay đổi; giữ nguyên 44 đơn vị.'])
  })

  test('takes nothing out: what it does not name stays, and so does what its cells leave empty', async () => {
    await run('Tên đơn vị;Liên hệ\nUBND xã Xy;Chị Hoa', true)
    const xy = shipped.find(({ id }) => id === 'xa-xy')
    expect((await store.register()).units).toEqual(
      shipped.map((unit) => (unit === xy ? { ...unit, contact: 'Chị Hoa' } : unit)),
    )
  })

  test('that names a unit otherwise by its code keeps the old name as a spelling', async () => {
    const { lines } = await run('Tên đơn vị;Mã hành chính\nUBND xã Tân Hợp mới;19450', true)
    expect(lines[0]).toBe('Đổi tên: UBND xã Tân Hợp thành UBND xã Tân Hợp mới')
    expect((await unitNamed('UBND xã Tân Hợp mới'))?.aliases).toContain('UBND xã Tân Hợp')
  })

  test('finds a unit by another spelling of its name, and calls it by the new one', async () => {
    const { lines } = await run('Tên đơn vị\nPhòng TCKH')
    expect(lines[0]).toBe('Đổi tên: Phòng Tài chính - Kế hoạch thành Phòng TCKH')
  })

  test('by its code means the unit that exists, not one that had the code before', async () => {
    const { lines } = await run('Tên đơn vị;Mã hành chính;Cụm\nUBND xã Lìa;19489;Cụm 2')
    expect(lines.slice(0, 2)).toEqual(['Sửa: UBND xã Lìa', '    cụm: Cụm 2'])
  })

  test('may be a workbook, whose dates are numbers of days', async () => {
    const bytes = await workbook([
      ['BIỂU 1'],
      ['Tên đơn vị', 'Kết thúc từ ngày', 'Sáp nhập vào'],
      ['UBND xã Xy', { n: 45839 }, 'UBND xã A Dơi'],
    ])
    const { lines } = await run(bytes, false, 'đơn vị.xlsx')
    expect(lines[0]).toBe('Sáp nhập: UBND xã Xy vào UBND xã A Dơi từ ngày 01/07/2025')
  })

  test('may hold several addresses on the lines of one cell, and a name on two', async () => {
    const { lines } = await run('Đơn vị;Hộp thư\n"UBND xã\nXy";"a@x.vn\nB@x.vn; c@x.vn"')
    expect(lines.slice(0, 2)).toEqual(['Sửa: UBND xã Xy', '    địa chỉ thư: a@x.vn; b@x.vn; c@x.vn'])
  })

  test('says the group of units above them, as offices lay out their tables', async () => {
    const { lines } = await run('STT;Đơn vị\nII;ĐƠN VỊ SỰ NGHIỆP\n1;Ban Quản lý chợ\n2;Phòng khám khu vực\n;Cộng')
    expect(lines.slice(0, 2)).toEqual([
      'Thêm: Ban Quản lý chợ (ban-quan-ly-cho; Đơn vị sự nghiệp)',
      'Thêm: Phòng khám khu vực (phong-kham-khu-vuc; Đơn vị sự nghiệp)',
    ])
  })

  test('may be UTF-16, as Excel writes "Unicode text"', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Tên đơn vị\tLiên hệ\r\nUBND xã Xy\tChị Hoa\r\n', 'utf16le'),
    ])
    expect((await run(bytes)).lines[0]).toBe('Sửa: UBND xã Xy')
  })

  test('names a unit by all its words, the leading UBND of a commune left out', async () => {
    const { lines } = await run('Tên đơn vị\nVăn phòng HĐND và UBND thị xã\nUBND xã Mới')
    expect(lines.slice(0, 2)).toEqual([
      'Thêm: Văn phòng HĐND và UBND thị xã (van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan-thi-xa; Phòng, ban chuyên môn)',
      'Thêm: UBND xã Mới (xa-moi; UBND xã, thị trấn)',
    ])
  })

  test('says which of its columns mean nothing here, but not the one that numbers its rows', async () => {
    const { lines } = await run('STT;Tên đơn vị;Dia chi;Màu\n1;UBND xã Húc;1 Lê Lợi;đỏ\n')
    expect(lines.join(' ')).toContain('Không dùng các cột: "Dia chi", "Màu".')
  })

  test('speaks Vietnamese', async () => {
    const { lines } = await run(TABLE)
    expect(foreignWords(lines.at(-2) ?? '')).toEqual([])
  })
})

const faults: readonly [why: string, content: string | Buffer, sentence: string][] = [
  ['without a heading for names', 'a;b\n1;2', 'cột "Tên đơn vị"'],
  ['with a quote that never closes', 'Tên đơn vị\n"UBND', 'dấu nháy kép'],
  ['in another encoding', Buffer.from('Tên đơn vị\nUBND xã H\xfac', 'latin1'), 'UTF-8'],
  ['that is a broken workbook', Buffer.from('PK\u0003\u0004 and no more'), 'không phải tệp Excel'],
  ['with a date that does not exist', 'Tên đơn vị;Từ ngày\nUBND xã Xy;31/02/2025', 'Dòng 2: "31/02/2025"'],
  ['with an address that is none', 'Tên đơn vị;Hộp thư\nUBND xã Xy;Xy', 'Dòng 2: "Xy" không phải địa chỉ'],
  ['with an unknown group', 'Tên đơn vị;Nhóm\nUBND xã Xy;Trường', 'Dòng 2: nhóm "Trường"'],
  [
    'with a new unit whose group nobody can tell',
    'Tên đơn vị\nBan Quản lý chợ',
    'thuộc nhóm nào; ghi vào cột Nhóm một trong: Phòng, ban chuyên môn; Đơn vị sự nghiệp',
  ],
  [
    'with a successor that is not there',
    'Tên đơn vị;Kết thúc từ ngày;Nhập vào\nUBND xã Xy;01/07/2025;UBND xã Z',
    '"UBND xã Z"',
  ],
  ['with a successor and no end', 'Tên đơn vị;Nhập vào\nUBND xã Xy;UBND xã A Dơi', 'phải có mục "until"'],
  ['that gives an address to two', 'Tên đơn vị;Hộp thư\nUBND xã Xy;a@x.vn\nUBND xã Húc;a@x.vn', 'đã được dùng cho'],
]
describe('refuses a table', () => {
  for (const [why, content, sentence] of faults) {
    test(why, async () => {
      const before = await store.register()
      const running = run(content, true)
      await expect(running).rejects.toThrow(sentence)
      await running.catch((error) =>
        expect([TableError, DataFileError].some((kind) => error instanceof kind)).toBe(true),
      )
      expect(await store.register()).toEqual(before)
    })
  }

  test('and names all its mistakes at once', async () => {
    const table = 'Tên đơn vị;Từ ngày;Hộp thư\nUBND xã Xy;hôm qua;\nUBND xã Húc;;không có'
    await expect(run(table)).rejects.toThrow(/Dòng 2: .*\nDòng 3: /)
  })
})

test('a decision that is remembered is a change of the register like any other, with its number', async () => {
  const { change, units } = await store.register()
  const learned = taught(units, 'xa-xy' as UnitId, { kind: 'address', address: 'ThuXy@gmail.com' })
  const decision = await recordDecision(store, {
    by: 'Nguyễn Văn A',
    account: null,
    role: 'Cán bộ Nội vụ',
    at: NOW,
    ruling: {
      action: 'assign-unit',
      object: { kind: 'letter', letter: '0'.repeat(64) as never },
      unit: 'xa-xy' as UnitId,
    },
    reason: { code: 'confirmed-by-unit', text: 'Xã xác nhận qua điện thoại' },
    paper: null,
    machine: null,
  })
  if (!learned) throw new Error('There is no such unit')
  const why = 'Ghi nhớ địa chỉ thư'
  await store.changeRegister(change, { at: NOW, by: 'Trưởng phòng', why, decision: decision.id, units: [learned] })
  expect((await unitNamed('UBND xã Xy'))?.addresses).toEqual(['thuxy@gmail.com'])
  expect((await store.registerHistory())[0]).toMatchObject({ by: 'Trưởng phòng', decision: decision.id })
  expect(taught(units, 'xa-khac' as UnitId, { kind: 'subject', subject: 'CN=A' })).toBeNull()
  expect(taught(units, 'xa-xy' as UnitId, { kind: 'subject', subject: 'CN=A' })?.subjects).toEqual(['CN=A'])
})
