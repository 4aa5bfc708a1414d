import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { earlyOrLate, timeLeft } from '../../src/web/time-left.ts'
import { campaign, DEADLINE } from '../tally/build.ts'

const HOUR = 3_600_000

describe('distance from the deadline, in the largest whole unit', () => {
  const cases: readonly {
    readonly name: string
    readonly hours: number
    readonly early: string
    readonly left: string
  }[] = [
    { name: 'days before', hours: -75, early: 'sớm 3 ngày', left: 'còn 3 ngày' },
    { name: 'hours before', hours: -23.9, early: 'sớm 23 giờ', left: 'còn 23 giờ' },
    { name: 'minutes before', hours: -0.5, early: 'sớm 30 phút', left: 'còn 30 phút' },
    {
      name: 'the instant of a deadline "before"',
      hours: 0,
      early: 'muộn chưa đến 1 phút',
      left: 'đã quá hạn chưa đến 1 phút',
    },
    { name: 'hours after', hours: 2, early: 'muộn 2 giờ', left: 'đã quá hạn 2 giờ' },
  ]
  for (const { name, hours, early, left } of cases) {
    test(name, () => {
      const at = (DEADLINE + hours * HOUR) as Instant
      expect([earlyOrLate(campaign, at), timeLeft(campaign, at)]).toEqual([early, left])
    })
  }

  test('the instant of a deadline "until" is still in time', () => {
    expect(earlyOrLate({ ...campaign, deadlineKind: 'until' }, DEADLINE)).toBe('sớm chưa đến 1 phút')
  })
})
