import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readRegister } from '../../src/campaign/read-register.ts'
import { existsAt, heirsAt } from '../../src/campaign/register.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import { writeRegister } from '../../src/campaign/write-register.ts'
import type { Instant } from '../../src/lang.ts'

const shipped = readFileSync(new URL('../../src/campaign/register.json', import.meta.url), 'utf8')

const DEADLINE = Date.parse('2021-08-29T16:59:59.999Z') as Instant

const row = (changes: object = {}): object => ({
  id: 'xa-huc',
  name: 'UBND xã Húc',
  group: 'commune',
  code: '19468',
  aliases: [],
  addresses: [],
  confirmed: false,
  ...changes,
})
const other = (changes: object = {}): object => row({ id: 'xa-xy', name: 'UBND xã Xy', code: null, ...changes })

describe('the register that is shipped', () => {
  const all = readRegister(shipped)
  const units = all.filter((unit) => existsAt(unit, DEADLINE))

  test('has the departments, service units, communes and townships of the district', () => {
    const sizes = Object.groupBy(units, (unit) => unit.group)
    expect(sizes.department).toHaveLength(13)
    expect(sizes.service).toHaveLength(6)
    expect(sizes.commune).toHaveLength(21)
  })

  test('leaves every row to be confirmed and without an address', () => {
    expect(units.filter((unit) => unit.confirmed || unit.addresses.length > 0)).toEqual([])
  })

  test('gives each commune its own code of the General Statistics Office, and no other unit one', () => {
    const codes = units.filter((unit) => unit.group === 'commune').map((unit) => unit.code)
    expect(new Set(codes).size).toBe(21)
    for (const code of codes) expect(code).toMatch(/^194\d\d$/)
    expect(units.filter((unit) => unit.group !== 'commune' && unit.code !== null)).toEqual([])
  })

  test('knows the two communes that became Lìa, each under its own names', () => {
    const heirOf = heirsAt(all, DEADLINE)
    const merged = all.filter((unit) => !units.includes(unit))
    expect(merged.map(({ name, id }) => [name, heirOf(id)?.name])).toEqual([
      ['UBND xã A Xing', 'UBND xã Lìa'],
      ['UBND xã A Túc', 'UBND xã Lìa'],
    ])
  })

  test('is written in composed Unicode', () => {
    expect(shipped).toBe(shipped.normalize('NFC'))
  })
})

test('readRegister: keeps the order of the file and lowers the case of addresses', () => {
  const units = readRegister(JSON.stringify([other(), row({ addresses: ['UBNDxaHuc@QuangTri.gov.vn'] })]))
  expect(units.map((unit) => unit.id)).toEqual(['xa-xy', 'xa-huc'])
  expect(units[1]?.addresses).toEqual(['ubndxahuc@quangtri.gov.vn'])
})

test('readRegister: a unit may repeat its own name among its aliases', () => {
  expect(readRegister(JSON.stringify([row({ aliases: ['ỦY BAN NHÂN DÂN XÃ HÚC'] })]))).toHaveLength(1)
})

test('readRegister: two units that follow each other may bear one name, code and address', () => {
  const shared = { name: 'UBND xã Khe Sanh', addresses: ['ubnd@x.vn'] }
  const rows = [row({ ...shared, until: '2025-07-01', successor: 'xa-xy' }), other({ ...shared, since: '2025-07-01' })]
  const units = readRegister(JSON.stringify(rows))
  const heirAt = (time: string) => heirsAt(units, Date.parse(time) as Instant)('xa-huc' as UnitId)?.id
  expect(heirAt('2025-06-30T23:59:59.999+07:00')).toBe('xa-huc')
  expect(heirAt('2025-07-01T00:00:00.000+07:00')).toBe('xa-xy')
})

test('heirsAt: a unit that has not begun, or has ended without a successor, is nobody', () => {
  const units = readRegister(JSON.stringify([row({ since: '2025-07-01' }), other({ until: '2020-02-01' })]))
  const heirOf = heirsAt(units, DEADLINE)
  expect([heirOf('xa-huc' as UnitId), heirOf('xa-xy' as UnitId), heirOf('xa-lia' as UnitId)]).toEqual([
    null,
    null,
    null,
  ])
})

const faults: readonly { name: string; json: string; sentence: string }[] = [
  { name: 'text that is no JSON', json: '[', sentence: 'không đúng cú pháp JSON' },
  { name: 'something that is no list', json: '{}', sentence: 'phải là một danh sách các đơn vị' },
  { name: 'a row that is no object', json: '[7]', sentence: 'đơn vị thứ 1: phải là các mục' },
  { name: 'a missing entry', json: JSON.stringify([row({ name: undefined })]), sentence: 'thứ 1 (xa-huc): mục "name"' },
  { name: 'an empty name', json: JSON.stringify([row({ name: ' ' })]), sentence: 'không được để trống' },
  { name: 'a misspelt entry', json: JSON.stringify([row({ alias: [] })]), sentence: 'mục không dùng đến: alias' },
  { name: 'an unknown group', json: JSON.stringify([row({ group: 'school' })]), sentence: 'mục "group"' },
  { name: 'an id with diacritics', json: JSON.stringify([row({ id: 'xã-húc' })]), sentence: 'chữ thường không dấu' },
  {
    name: 'an address that is none',
    json: JSON.stringify([row({ addresses: ['Húc'] })]),
    sentence: 'mục "addresses.0"',
  },
  {
    name: 'an id given twice',
    json: JSON.stringify([row(), other({ id: 'xa-huc' })]),
    sentence: 'thứ 2 (xa-huc): mã "xa-huc"',
  },
  {
    name: 'an alias that is the name of another unit in another spelling',
    json: JSON.stringify([row(), other({ aliases: ['ỦY BAN NHÂN DÂN XÃ HÚC'] })]),
    sentence: 'đã được dùng cho "UBND xã Húc"',
  },
  {
    name: 'an address of two units',
    json: JSON.stringify([row({ addresses: ['a@x.vn'] }), other({ addresses: ['A@X.vn'] })]),
    sentence: 'thứ 2 (xa-xy): địa chỉ thư "a@x.vn"',
  },
  {
    name: 'a certificate of two units',
    json: JSON.stringify([row({ subjects: ['CN=A'] }), other({ subjects: ['CN=A'] })]),
    sentence: 'thứ 2 (xa-xy): chứng thư số "CN=A"',
  },
  {
    name: 'a name of two units that exist together for a day',
    json: JSON.stringify([row({ until: '2020-02-02' }), other({ name: 'UBND xã Húc', since: '2020-02-01' })]),
    sentence: 'thứ 2 (xa-xy): tên gọi "UBND xã Húc"',
  },
  { name: 'a day that does not exist', json: JSON.stringify([row({ since: '2021-02-30' })]), sentence: 'mục "since"' },
  {
    name: 'a unit that ends before it begins',
    json: JSON.stringify([row({ since: '2021-01-02', until: '2021-01-01' })]),
    sentence: '"since" phải trước',
  },
  {
    name: 'a successor of a unit that goes on',
    json: JSON.stringify([row({ successor: 'xa-xy' }), other()]),
    sentence: 'phải có mục "until"',
  },
  {
    name: 'a successor that is not in the register',
    json: JSON.stringify([row({ until: '2020-02-01', successor: 'xa-lia' })]),
    sentence: 'không có đơn vị nào mang mã "xa-lia"',
  },
  {
    name: 'a unit that succeeds itself',
    json: JSON.stringify([row({ until: '2020-02-01', successor: 'xa-huc' })]),
    sentence: 'không còn hoạt động',
  },
  {
    name: 'units that succeed each other in a circle',
    json: JSON.stringify([
      row({ until: '2020-02-01', successor: 'xa-xy' }),
      other({ until: '2020-02-01', successor: 'xa-huc' }),
    ]),
    sentence: 'không còn hoạt động',
  },
]
for (const { name, json, sentence } of faults) {
  test(`readRegister: refuses ${name}, naming the place`, () => {
    expect(() => readRegister(json)).toThrow(sentence)
  })
}

test('writeRegister: what it writes is read as it was', () => {
  const units = readRegister(shipped)
  expect(units.some(({ since, until }) => since !== null || until !== null)).toBe(true)
  expect(readRegister(writeRegister(units))).toEqual(units)
})
