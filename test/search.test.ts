import { describe, expect, test } from 'vitest'
import { foundAmong, readSearch, searchKey } from '../src/search.ts'

const CASES: readonly (readonly [typed: string, text: string, isFound: boolean])[] = [
  ['dakrong', 'UBND xã Đakrông', true],
  ['Đakrông', 'ubnd xa dakrong', true],
  ['dakrong', 'UBND xã Ðakrông', true],
  ['dakrong', 'UBND xã Ɖakrông', true],
  ['ĐAKRÔNG', 'UBND xã Đakrông'.normalize('NFD'), true],
  ['hoa', 'Hoà', true],
  ['hoa', 'Hóa', true],
  ['hoa', 'Hoá', true],
  ['hoá', 'Hướng Hóa', true],
  ['Hóa', 'HƯỚNG HOÁ', true],
  ['hoa', 'Khoa học', false],
  ['huong', 'Hướng Phùng', true],
  ['phung huong', 'UBND xã Hướng Phùng', true],
  ['huong lap', 'UBND xã Hướng Phùng', false],
  ['12/bc', 'Báo cáo số 12/BC-UBND', true],
  ['12/BC-UBND', 'Báo cáo số 12 / BC – UBND', true],
  ['2/BC', 'Báo cáo số 12/BC-UBND', false],
  ['ke hoach', 'ke_hoach-2021.pdf', true],
  ['huc@quangtri', 'huc@quangtri.gov.vn', true],
  ['１２', 'số 12', true],
  ['ho\u200ba', 'Hoà', true],
  ['', 'anything', true],
  ['!!! ---', 'anything', true],
  ['%', 'anything', true],
  ['a%b', 'anything', false],
  ['ủy ban', 'Uỷ ban nhân dân', true],
]

describe('what is typed', () => {
  test.each(CASES)('%j in %j: %s', (typed, text, isFound) => {
    expect(foundAmong(readSearch(typed), [text], searchKey)).toEqual(isFound ? [text] : [])
  })

  test('is cut, and holds at most eight words', () => {
    const { typed, words } = readSearch('ab cd '.repeat(1_000) + 'x'.repeat(1_000_000))
    expect(typed.length).toBeLessThanOrEqual(100)
    expect(words).toEqual(['ab', 'cd', 'c'])
    expect(readSearch('a b c d e f g h i j').words).toHaveLength(8)
  })

  test('is never half a character, and no word has what means something in LIKE', () => {
    expect(readSearch(`${'x'.repeat(99)}😀`).typed.isWellFormed()).toBe(true)
    expect(readSearch(`a_b% \\ ' " <script>`).words).toEqual(['a', 'b', 'script'])
  })

  test('is looked for in all texts at once', () => {
    const key = searchKey('UBND xã Húc', null, 'Báo cáo tháng 8')
    expect(key).toBe(' ubnd xa huc bao cao thang 8')
    expect(foundAmong(readSearch('thang huc'), [key], (one) => one)).toEqual([key])
  })
})
