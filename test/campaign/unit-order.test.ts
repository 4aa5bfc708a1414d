import { expect, test } from 'vitest'
import type { Unit, UnitGroup, UnitId } from '../../src/campaign/unit.ts'
import { compareUnits } from '../../src/campaign/unit-order.ts'

const unit = (name: string, group: UnitGroup): Unit => ({
  id: name as UnitId,
  name,
  group,
  code: null,
  aliases: [],
  addresses: [],
  cluster: null,
  subjects: [],
  contact: null,
  since: null,
  until: null,
  successor: null,
  confirmed: false,
})

test('compareUnits: groups first, then the Vietnamese alphabet without the prefixes', () => {
  const shuffled = [
    unit('UBND xã Xy', 'commune'),
    unit('UBND thị trấn Khe Sanh', 'commune'),
    unit('UBND xã A Dơi', 'commune'),
    unit('Trạm Khuyến nông', 'service'),
    unit('Phòng Đo đạc', 'department'),
    unit('Thanh tra huyện', 'department'),
    unit('Phòng Dân tộc', 'department'),
    unit('UBND xã Húc', 'commune'),
  ]
  expect(shuffled.toSorted(compareUnits).map(({ name }) => name)).toEqual([
    'Phòng Dân tộc',
    'Phòng Đo đạc',
    'Thanh tra huyện',
    'Trạm Khuyến nông',
    'UBND xã A Dơi',
    'UBND xã Húc',
    'UBND thị trấn Khe Sanh',
    'UBND xã Xy',
  ])
})
