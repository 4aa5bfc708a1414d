/** Quarters that are reported: the calendar's, and those of NĐ 09/2019/NĐ-CP, Điều 12. */
import { expect, test } from 'vitest'
import { type Quarter, quarterAt, quartersBetween, spanOf } from '../../src/campaign/quarter.ts'
import type { Instant } from '../../src/lang.ts'

const at = (time: string) => Date.parse(`${time}+07:00`) as Instant
const quarter = (kind: Quarter['kind'], number: number, year: number): Quarter => ({ kind, number, year })

test.each([
  [quarter('calendar', 1, 2021), '2021-01-01T00:00', '2021-04-01T00:00'],
  [quarter('calendar', 4, 2021), '2021-10-01T00:00', '2022-01-01T00:00'],
  [quarter('reporting', 1, 2021), '2020-12-15T00:00', '2021-03-15T00:00'],
  [quarter('reporting', 3, 2021), '2021-06-15T00:00', '2021-09-15T00:00'],
  [quarter('reporting', 4, 2021), '2021-09-15T00:00', '2021-12-15T00:00'],
])('spanOf %o', (given, from, until) => {
  expect(spanOf(given)).toEqual({ from: at(from), until: at(until) })
})

test.each([
  ['calendar', '2021-06-30T23:59:59.999', quarter('calendar', 2, 2021)],
  ['calendar', '2021-07-01T00:00', quarter('calendar', 3, 2021)],
  ['reporting', '2021-06-14T23:59:59.999', quarter('reporting', 2, 2021)],
  ['reporting', '2021-06-15T00:00', quarter('reporting', 3, 2021)],
  ['reporting', '2021-12-14T23:59', quarter('reporting', 4, 2021)],
  ['reporting', '2021-12-15T00:00', quarter('reporting', 1, 2022)],
] as const)('quarterAt: %s at %s', (kind, time, expected) => {
  expect(quarterAt(kind, at(time))).toEqual(expected)
})

test('quartersBetween: each that has something of the span, none for a span that is empty', () => {
  const span = { from: at('2021-07-22T00:00'), until: at('2022-01-01T00:00') }
  expect(quartersBetween('calendar', span)).toEqual([quarter('calendar', 3, 2021), quarter('calendar', 4, 2021)])
  expect(quartersBetween('reporting', span).map(({ number, year }) => [number, year])).toEqual([
    [3, 2021],
    [4, 2021],
    [1, 2022],
  ])
  expect(quartersBetween('calendar', { from: span.until, until: span.from })).toEqual([])
})
