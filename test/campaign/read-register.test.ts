import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readRegister } from '../../src/campaign/read-register.ts'
import { foldName } from '../../src/campaign/spelling.ts'

const shipped = readFileSync(new URL('../../src/campaign/register.json', import.meta.url), 'utf8')

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
  const units = readRegister(shipped)

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

  test('knows the two communes that became Lìa under their old names', () => {
    const lia = units.find((unit) => unit.id === 'xa-lia')
    expect(lia?.aliases.map(foldName)).toEqual(
      expect.arrayContaining([foldName('UBND xã A Xing'), foldName('xã A Túc')]),
    )
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
]
for (const { name, json, sentence } of faults) {
  test(`readRegister: refuses ${name}, naming the place`, () => {
    expect(() => readRegister(json)).toThrow(sentence)
  })
}
