/** A body or a person, by the common name alone. */
import { describe, expect, test } from 'vitest'
import { isBodyName } from '../../src/validation/body-name.ts'

const bodies = [
  'UBND xã Húc',
  'ỦY BAN NHÂN DÂN XÃ HÚC',
  'UỶ BAN NHÂN DÂN XÃ HÚC',
  'Uỷ ban nhân dân xã Húc'.normalize('NFD'),
  'Hội đồng nhân dân xã Húc',
  'Phòng  Nội vụ',
  'Văn phòng HĐND và UBND huyện',
  'Trường Tiểu học Húc',
  'Đảng uỷ xã Húc',
  'Huyện uỷ Hướng Hoá',
  'Toà án nhân dân huyện Hướng Hóa',
  'Hội Nông dân xã Húc',
  'Đoàn TNCS Hồ Chí Minh huyện Hướng Hóa',
  'Đoàn Thanh niên xã Húc',
  'Ban Quản lý dự án',
  'Hạt Kiểm lâm Hướng Hóa',
]
const persons = [
  'Đoàn Văn Hùng',
  'ĐOÀN THỊ THANH',
  'Đoàn Thanh',
  'Đoàn Trường Sơn',
  'Trương Thanh',
  'Bàn Văn A',
  'Hồ Thị Hội',
  'Vũ Trường Giang',
  'Phan Văn Phòng',
  'UBNDA',
  '',
]
describe('a common name', () => {
  for (const name of bodies) test(`"${name}" is that of a body`, () => expect(isBodyName(name)).toBe(true))
  for (const name of persons) test(`"${name}" is that of a person`, () => expect(isBodyName(name)).toBe(false))
})
