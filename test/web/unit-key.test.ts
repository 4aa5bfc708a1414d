/** Which units a search finds. */
import { expect, test } from 'vitest'
import { foundAmong, readSearch } from '../../src/search.ts'
import { unitKey } from '../../src/web/unit-key.ts'
import { unit } from '../tally/build.ts'

const UNITS = [
  unit('xa-tan-lap', {
    name: 'UBND xã Tân Lập',
    aliases: ['Xã Tân Lập', 'Ủy ban nhân dân xã Tân Lập huyện Hướng Hóa'],
  }),
  unit('phong-van-hoa', { name: 'Phòng Văn hóa', aliases: ['Phòng VH', 'Phòng Văn hóa huyện Hướng Hóa'] }),
]

const CASES: readonly (readonly [typed: string, found: readonly string[]])[] = [
  ['hoa', ['phong-van-hoa']],
  ['huong hoa', []],
  ['Tân Lập', ['xa-tan-lap']],
  ['ủy ban nhân dân xã tân lập', ['xa-tan-lap']],
  ['ubnd tan lap', ['xa-tan-lap']],
  ['phong vh', ['phong-van-hoa']],
]

test.each(CASES)('"%s" finds %j', (typed, found) => {
  const search = readSearch(typed)
  expect(foundAmong(search, UNITS, unitKey).map(({ id }) => id)).toEqual(found)
})
