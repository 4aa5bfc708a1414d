/** Dates of headers, whole and in part, and those that no calendar has. */
import { expect, test } from 'vitest'
import { readCitedDate, readIssuedDate } from '../../src/identity/issued-date.ts'

const cases: readonly (readonly [written: string, expected: string | null])[] = [
  ['Hướng Hóa, ngày 22 tháng 7 năm 2021', '2021-07-22'],
  ['Húc, ngày 05 tháng 02 năm 2021', '2021-02-05'],
  ['Húc, ngày 5 tháng 12 năm 2021', '2021-12-05'],
  ['Húc, ngày     tháng 7 năm 2021', '2021-07'],
  ['Húc, ngày ..... tháng ..... năm 2021', '2021'],
  ['Húc, ngày … tháng … năm 2021', '2021'],
  ['Húc, ngày 22 tháng     năm 2021', '2021'],
  ['HÚC, NGÀY 22 THÁNG 7 NĂM 2021', '2021-07-22'],
  ['Húc,ngày22tháng7năm2021', '2021-07-22'],
  ['ngày 2 2 tháng 7 năm 2021', '2021-07-22'],
  ['ngày 29 tháng 02 năm 2020', '2020-02-29'],
  ['ngày 29 tháng 02 năm 2021', null],
  ['ngày 31 tháng 4 năm 2021', null],
  ['ngày 22 tháng 13 năm 2021', null],
  ['ngày 00 tháng 7 năm 2021', null],
  ['ngày 22 tháng 7 năm 3021', null],
  ['ngày 22 tháng 7 năm 20211', null],
  ['ngày 22 tháng 7', null],
  ['tháng 7 năm 2021', null],
]
for (const [written, expected] of cases) {
  test(`"${written}" is ${expected ?? 'no date'}`, () => expect(readIssuedDate(written)?.value ?? null).toBe(expected))
}

test('in running text a date may be written in figures', () => {
  expect(readCitedDate('Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã')?.value).toBe('2021-07-22')
  expect(readCitedDate('ngày 02.9.2021')?.value).toBe('2021-09-02')
  expect(readCitedDate('ngày 22/13/2021')).toBeNull()
  expect(readCitedDate('22/7/2021')).toBeNull()
})
