/** Số và ký hiệu as people write them, and what must not be taken for one. */
import { describe, expect, test } from 'vitest'
import { readCode, typeInNotation, writeCode, yearInNotation } from '../../src/identity/document-code.ts'
import { DOCUMENT_TYPES, typeOfAbbreviation, typeOfTitle } from '../../src/identity/document-types.ts'
import { plainText } from '../../src/identity/plain-text.ts'

const cases: readonly (readonly [written: string, expected: string])[] = [
  ['Số: 15/QĐ-BNV', '15 QĐ-BNV'],
  ['Số: 05/BNV-VP', '05 BNV-VP'],
  ['Số: 12/UBND-VX', '12 UBND-VX'],
  ['Số: 53/2023/QĐ-UBND', '53 2023/QĐ-UBND'],
  ['Số: 144/2025/QĐ-CTUBND', '144 2025/QĐ-CTUBND'],
  ['Số: 1234 /QĐ-UBND', '1234 QĐ-UBND'],
  ['Số: 1234. /KH-UBND', '1234 KH-UBND'],
  ['Số: 123 /STP-VB', '123 STP-VB'],
  ['Số : 12 / KH - UBND', '12 KH-UBND'],
  ['SỐ: 12/KH-UBND', '12 KH-UBND'],
  ['Số 12/KH-UBND', '12 KH-UBND'],
  ['Số: 12a/TTr-UBND', '12a TTr-UBND'],
  ['Số:     /KH-UBND', '… KH-UBND'],
  ['Số:......./KH-UBND', '… KH-UBND'],
  ['Số: …/KH-UBND', '… KH-UBND'],
  ['Số: 322KH-UBND', '322 KH-UBND ?'],
  ['Số: 3 2 2/KH-UBND', '322 KH-UBND ?'],
  ['Số 12-CV/HU', '12 CV/HU'],
  ['Số 1781-CV/TU', '1781 CV/TU'],
  ['Số: 12/KH–UBND', '12 KH-UBND'],
  ['Số: 12⁄KH-UBND', '12 KH-UBND'],
  ['Số: 12/CTR-UBND', '12 CTr-UBND'],
  ['Số: 12/Ðảng ủy', '12 Đảng'],
  ['Số: 12/KH-UBND Hướng Hóa, ngày 22 tháng 7 năm 2021', '12 KH-UBND'],
  ['Số: 12/KH-UBND.', '12 KH-UBND'],
  // What is no code.
  ['Số: 12', ''],
  ['Số 12-13', ''],
  ['Số nhà 12/4 đường Hùng Vương', ''],
  ['Căn cứ quân số 12/quý', ''],
  ['Tổng số: 12 văn bản', ''],
  ['12/KH-UBND', ''],
  ['sdt: 0233/KH', ''],
]

describe('a row of the header', () => {
  for (const [written, expected] of cases) {
    test(`"${written}" says ${expected === '' ? 'no code' : expected}`, () => {
      const code = readCode(plainText(written))
      const said = code && `${code.number ?? '…'} ${code.notation}${code.isWhole ? '' : ' ?'}`
      expect(said ?? '').toBe(expected)
    })
  }

  test('a megabyte of digits, slashes or hyphens ends, and is no code of a document', () => {
    const evil = [`Số: ${'1 '.repeat(500_000)}`, `Số: 1/${'a-'.repeat(500_000)}`, 'số '.repeat(300_000)]
    expect(evil.map(readCode)).toEqual([null, null, null])
  })
})

describe('a code', () => {
  for (const [number, notation, written] of [
    ['05', 'KH-UBND', '05/KH-UBND'],
    ['53', '2023/QĐ-UBND', '53/2023/QĐ-UBND'],
    ['12', 'CV/HU', '12-CV/HU'],
    [null, 'KH-UBND', '…/KH-UBND'],
    ['12', null, '12'],
  ] as const) {
    test(`is written ${written}`, () => expect(writeCode(number, notation)).toBe(written))
  }

  test('names its type and, in legal documents, its year', () => {
    expect(typeInNotation('2023/QĐ-UBND')?.name).toBe('Quyết định')
    expect(yearInNotation('2023/QĐ-UBND')).toBe('2023')
    expect(typeInNotation('UBND-VX')).toBeNull()
    expect(yearInNotation('KH-UBND')).toBeNull()
  })
})

describe('the types of the decree', () => {
  test('each is found by its abbreviation and by its title, however that is set', () => {
    for (const { name, abbreviation } of DOCUMENT_TYPES) {
      if (abbreviation) expect(typeOfAbbreviation(abbreviation)?.name).toBe(name)
      for (const title of [name, name.toUpperCase(), name.normalize('NFD'), ` ${name} `]) {
        expect(typeOfTitle(title)?.name).toBe(name)
      }
    }
  })

  const lost: readonly (readonly [written: string, expected: string | null])[] = [
    ['QD', 'Quyết định'],
    ['ttr', 'Tờ trình'],
    ['CTR', 'Chương trình'],
    ['qyd', 'Quy định'],
    ['bc', 'Báo cáo'],
    // Hướng dẫn or Hợp đồng; Dự án or Đề án; Chỉ thị; Công điện.
    ['hd', null],
    ['da', null],
    ['XX', null],
    ['', null],
  ]
  for (const [written, expected] of lost) {
    test(`"${written}", with case and marks lost, is ${expected ?? 'none that can be told'}`, () => {
      expect(typeOfAbbreviation(written)?.name ?? null).toBe(expected)
    })
  }
})
