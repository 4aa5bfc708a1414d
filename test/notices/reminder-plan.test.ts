import { expect, test } from 'vitest'
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
