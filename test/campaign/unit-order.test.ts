import { expect, test } from 'vitest'
import type { Unit, UnitGroup, UnitId } from '../../src/campaign/unit.ts'
import { inUnitOrder } from '../../src/campaign/unit-order.ts'

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

test('inUnitOrder: groups first, then the Vietnamese alphabet without the prefixes', () => {
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
  expect(inUnitOrder(shuffled, (one) => one).map(({ name }) => name)).toEqual([
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

test('inUnitOrder: of some of those that were sorted before, and of more than those', () => {
  const [b, c, a] = [unit('UBND xã B', 'commune'), unit('UBND xã C', 'commune'), unit('UBND xã A', 'commune')]
  expect(inUnitOrder([c, b], (one) => one)).toEqual([b, c])
  expect(inUnitOrder([c, a, b], (one) => one)).toEqual([a, b, c])
  expect(inUnitOrder([c, a], (one) => one)).toEqual([a, c])
})
