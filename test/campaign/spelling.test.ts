import { expect, test } from 'vitest'
import { containsPhrase, foldName } from '../../src/campaign/spelling.ts'

const same: readonly [why: string, a: string, b: string][] = [
  ['case', 'UBND XÃ HÚC', 'ubnd xã húc'],
  ['the abbreviation UBND', 'UBND xã Húc', 'Ủy ban nhân dân xã Húc'],
  ['the abbreviation HĐND', 'Văn phòng HĐND và UBND', 'Văn phòng Hội đồng nhân dân và Uỷ ban nhân dân'],
  ['the place of the tone in uy', 'Ủy ban', 'Uỷ ban'],
  ['the place of the tone in oa', 'Hướng Hóa', 'Hướng Hoá'],
  ['the place of the tone in capitals', 'HOÀ', 'Hòa'],
  ['composed and decomposed Unicode', 'Hướng Phùng'.normalize('NFD'), 'Hướng Phùng'],
  ['dashes and the spaces around them', 'Tài chính - Kế hoạch', 'Tài chính–Kế hoạch'],
  ['no-break and repeated spaces', 'xã\u00a0 Húc ', 'xã Húc'],
  ['commas and dots', 'TT. Khe Sanh', 'TT Khe Sanh'],
  ['the ampersand and its word', 'Văn hóa & Thông tin', 'Văn hóa và Thông tin'],
  ['the eth that converters write for Đ', 'UBND huyện \u00d0akrông', 'UBND huyện Đakrông'],
]
for (const [why, a, b] of same) {
  test(`foldName: ${why} makes no difference`, () => expect(foldName(a)).toBe(foldName(b)))
}

const different: readonly [why: string, a: string, b: string][] = [
  ['the surname Trương is not a TRƯỜNG', 'Trương', 'TRƯỜNG'],
  ['the surname Bàn is not a BAN', 'Bàn', 'Ban'],
  ['another tone is another word', 'Thuận', 'Thuần'],
  ['d is not đ', 'Dân', 'Đân'],
  ['a Cyrillic letter is not the Latin one it looks like', 'xã Húc', 'xã Hú\u0441'],
  ['a zero-width space does not vanish', 'xã Húc', 'xã H\u200búc'],
  ['full-width letters are not the plain ones', 'xã Xy', 'xã \uff38\uff59'],
]
for (const [why, a, b] of different) {
  test(`foldName: ${why}`, () => expect(foldName(a)).not.toBe(foldName(b)))
}

test('containsPhrase: finds whole words only', () => {
  expect(containsPhrase(foldName('UBND huyện Hướng Hoá, Quảng Trị'), foldName('Hướng Hóa'))).toBe(true)
  expect(containsPhrase(foldName('Thanh Hóa'), foldName('Hó'))).toBe(false)
})
