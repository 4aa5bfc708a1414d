/** What names of files and subjects of letters say, always doubtful, and never in place of the file itself. */
import { describe, expect, test } from 'vitest'
import { codeOf, readBeside, withBeside } from '../../src/identity/named-beside.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'

const cases: readonly (readonly [name: string, number: string | null, notation: string | null, type: string | null])[] =
  [
    ['322.KH-UBND.signed.signed.pdf', '322', 'KH-UBND', 'Kế hoạch'],
    ['12-KH-UBND.pdf', '12', 'KH-UBND', 'Kế hoạch'],
    ['2025 Quyết định 1360-QĐ-TTg.pdf', '1360', 'QĐ-TTg', 'Quyết định'],
    ['Quyết định 1629-QĐ-UBND.pdf', '1629', 'QĐ-UBND', 'Quyết định'],
    ['33-2022-NQ-HĐND.pdf', '33', '2022/NQ-HĐND', 'Nghị quyết'],
    ['V/v nộp Kế hoạch số 12/KH-UBND', '12', 'KH-UBND', 'Kế hoạch'],
    ['12_qd-ubnd.pdf', '12', null, 'Quyết định'],
    ['KH 322.pdf', '322', null, 'Kế hoạch'],
    ['2024-qd-ttg-970.signed.pdf', '970', null, 'Quyết định'],
    ['Ke hoach cai cach hanh chinh.pdf', null, null, 'Kế hoạch'],
    ['KH 322.pdf'.normalize('NFD'), '322', null, 'Kế hoạch'],
    // Nothing is made of names that say nothing.
    ['scan0001.pdf', null, null, null],
    ['2021-08-15.pdf', null, null, null],
    ['van-ban-so-3.pdf', null, null, null],
    ['IMG_20210815_101112.pdf', null, null, null],
    ['', null, null, null],
  ]

describe('a name', () => {
  for (const [name, number, notation, type] of cases) {
    test(`"${name}" says ${[number, notation, type].filter(Boolean).join(' ') || 'nothing'}`, () => {
      const said = readBeside(name, 'file-name')
      expect([said.codeNumber?.value ?? null, said.codeNotation?.value ?? null, said.typeName?.value ?? null]).toEqual([
        number,
        notation,
        type,
      ])
      for (const field of Object.values(said))
        if (field) expect(field).toMatchObject({ source: 'file-name', confidence: 'doubtful' })
    })
  }

  test('of a megabyte ends', () => {
    expect(readBeside('1-'.repeat(500_000), 'file-name').codeNumber).toBeNull()
  })
})

test('what the file itself says stands, whatever names say beside it', () => {
  const own = { ...NO_FIELDS, codeNumber: { value: '5', source: 'page-text', confidence: 'firm' } } as const
  expect(withBeside(own, '322.KH-UBND.pdf', 'Kế hoạch 12/KH-UBND')).toEqual(own)
})

test('the name of the file goes before the subject of the letter', () => {
  expect(codeOf(withBeside(NO_FIELDS, '322.KH-UBND.pdf', 'Kế hoạch 12/KH-UBND'))).toBe('322/KH-UBND')
  const told = withBeside(NO_FIELDS, 'scan.pdf', 'Kế hoạch 12/KH-UBND')
  expect(codeOf(told)).toBe('12/KH-UBND')
  expect(told.codeNumber?.source).toBe('mail-subject')
  expect(codeOf(withBeside(NO_FIELDS, 'scan.pdf', null))).toBeNull()
})
