import { describe, expect, test } from 'vitest'
import { dayOf } from '../../src/campaign/vietnamese-day.ts'
import type { Instant } from '../../src/lang.ts'
import { occasionDue, reminderPlan } from '../../src/notices/reminder-plan.ts'
import { HOLIDAYS, isWorkingDay, knowsYear } from '../../src/notices/working-days.ts'

const time = (written: string) => Date.parse(`${written}+07:00`) as Instant
const written = (at: Instant) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16)

const days: readonly [day: string, isWorking: boolean][] = [
  ['2021-08-27', true],
  ['2021-08-28', false],
  ['2021-08-29', false],
  ['2021-09-02', false],
  ['2021-09-03', false],
  ['2022-02-01', false],
  ['2025-01-28', false],
  ['2025-02-03', true],
  ['2030-09-02', false],
]
for (const [day, isWorking] of days) {
  test(`${day} is ${isWorking ? '' : 'no '}working day`, () => {
    expect(isWorkingDay(dayOf(time(`${day}T12:00:00`)), HOLIDAYS)).toBe(isWorking)
  })
}

test('a day begins at midnight in Viet Nam', () => {
  expect(dayOf(time('2021-08-30T00:00:00')) - dayOf(time('2021-08-29T23:59:59.999'))).toBe(1)
})

/**
 * Days of new moon in Viet Nam, by the terms of Meeus, Astronomical Algorithms, 49, that move one by more than two minutes: the
 * calendar of `Intl` keeps the time of China, and ends a month on another day where the moon is new around midnight, as in 2027.
 */
function newMoon(number: number): Date {
  const century = number / 1236.85
  const angle = (start: number, step: number) => ((start + step * number) * Math.PI) / 180
  const [sun, moon, node] = [angle(2.5534, 29.1053567), angle(201.5643, 385.81693528), angle(160.7108, 390.67050284)]
  const terms = [-0.4072 * Math.sin(moon), 0.17241 * Math.sin(sun), 0.01608 * Math.sin(2 * moon)]
  const more = [0.01039 * Math.sin(2 * node), 0.00739 * Math.sin(moon - sun), -0.00514 * Math.sin(moon + sun)]
  const rest = [0.00208 * Math.sin(2 * sun), -0.00111 * Math.sin(moon - 2 * node), -0.00057 * Math.sin(moon + 2 * node)]
  const shift = [...terms, ...more, ...rest].reduce((sum, term) => sum + term, 0)
  // Less the 70 s by which the time of the sky is ahead of clocks.
  const julian = 2451550.09766 + 29.530588861 * number + 0.00015437 * century ** 2 + shift - 0.0008
  return new Date((julian - 2440587.5) * 86_400_000 + 7 * 3_600_000)
}

/** The last one up to that day, as a day of Viet Nam. */
function lastNewMoon(until: string): Date {
  const end = Date.parse(`${until}T23:59:59Z`)
  let number = Math.floor((end - Date.UTC(2000, 0, 6)) / (29.530588861 * 86_400_000)) + 2
  while (newMoon(number).getTime() > end) number--
  return newMoon(number)
}

const plus = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000)
const dayIn = (date: Date) => date.toISOString().slice(0, 10)

describe('the days off that ship', () => {
  test.each(Object.keys(HOLIDAYS.days))(
    '%s: Tết, Giỗ Tổ and the National Day as the Labour Code 2019, 112, has them',
    (year) => {
      // The first month has Rain Water (19 or 18 February), the third Grain Rain (20 April).
      const tet = lastNewMoon(`${year}-02-19`)
      const kings = plus(lastNewMoon(`${year}-04-20`), 9)
      const isOff = (date: Date) => !isWorkingDay(dayOf(time(`${dayIn(date)}T12:00:00`)), HOLIDAYS)
      expect([-1, 0, 1, 2].map((days) => isOff(plus(tet, days)))).toEqual([true, true, true, true])
      expect(isOff(kings)).toBe(true)
      // What falls on a weekend is made up on the days behind it: 11 days in all, and those that a notice swaps.
      const weekdays = Array.from({ length: 366 }, (_, day) => plus(new Date(`${year}-01-01T12:00:00Z`), day)).filter(
        (date) => dayIn(date).startsWith(year) && ![0, 6].includes(date.getUTCDay()) && isOff(date),
      )
      expect(weekdays.length).toBeGreaterThanOrEqual(11)
      expect(weekdays.length).toBeLessThanOrEqual(13)
      const national = [1, 2, 3].map((day) => new Date(`${year}-09-0${day}T12:00:00Z`))
      expect(national.filter(isOff).length).toBeGreaterThanOrEqual(2)
    },
  )
})

test('years whose days by the moon are not known are told apart', () => {
  expect([2021, 2027, 2031].map((year) => knowsYear(dayOf(time(`${year}-05-05T08:00:00`)), HOLIDAYS))).toEqual([
    true,
    true,
    false,
  ])
})

const plans: readonly { name: string; deadline: string; kind: 'before' | 'until'; expected: readonly string[] }[] = [
  {
    name: 'before 30/8/2021, of which 29/8 is the last day, a Sunday',
    deadline: '2021-08-30T00:00:00',
    kind: 'before',
    expected: [
      'T-14 2021-08-13T08:00',
      'T-7 2021-08-20T08:00',
      'T-3 2021-08-26T08:00',
      'T-1 2021-08-27T08:00',
      'T+1 2021-08-30T08:00',
    ],
  },
  {
    name: 'until the evening of a Tuesday: of two on the Friday before it the later one stands',
    deadline: '2021-08-31T17:00:00',
    kind: 'until',
    expected: [
      'T-14 2021-08-17T08:00',
      'T-7 2021-08-24T08:00',
      'T-3 2021-08-27T08:00',
      'T-1 2021-08-30T08:00',
      'T+1 2021-09-01T08:00',
    ],
  },
  {
    name: 'within Tết: the days before it stand on the last working day, the one behind it on the first',
    deadline: '2022-02-03T00:00:00',
    kind: 'before',
    expected: ['T-14 2022-01-19T08:00', 'T-7 2022-01-26T08:00', 'T-1 2022-01-28T08:00', 'T+1 2022-02-07T08:00'],
  },
]
for (const { name, deadline, kind, expected } of plans) {
  test(`the plan ${name}`, () => {
    const plan = reminderPlan({ deadline: time(deadline), deadlineKind: kind }, HOLIDAYS)
    expect(plan.map((each) => `${each.name} ${written(each.at)}`)).toEqual(expected)
  })
}

const plan = reminderPlan({ deadline: time('2021-08-30T00:00:00'), deadlineKind: 'before' }, HOLIDAYS)
const due: readonly { name: string; since: string; now: string; expected: string | undefined }[] = [
  { name: 'before the first', since: '2021-08-01T00:00:00', now: '2021-08-13T07:59:59', expected: undefined },
  { name: 'at eight', since: '2021-08-01T00:00:00', now: '2021-08-13T08:00:00', expected: 'T-14' },
  { name: 'days late: the last one alone', since: '2021-08-01T00:00:00', now: '2021-08-26T15:00:00', expected: 'T-3' },
  { name: 'switched on behind it', since: '2021-08-26T09:00:00', now: '2021-08-26T15:00:00', expected: undefined },
  { name: 'long behind the deadline', since: '2021-08-01T00:00:00', now: '2021-12-01T00:00:00', expected: 'T+1' },
]
for (const { name, since, now, expected } of due) {
  test(`due ${name}`, () => expect(occasionDue(plan, time(since), time(now))?.name).toBe(expected))
}
