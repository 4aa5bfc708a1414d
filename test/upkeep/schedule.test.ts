/** When work at a fixed hour is due. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { runDueSchedules } from '../../src/upkeep/run-schedules.ts'
import { isDue, lastHour } from '../../src/upkeep/schedule.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const time = (text: string) => Date.parse(`${text}+07:00`) as Instant
const never = new AbortController().signal

test.each([
  ['the minute it begins', '2021-08-29T02:00', '2021-08-29T02:00'],
  ['the minute before', '2021-08-29T01:59', '2021-08-28T02:00'],
  ['late in the evening', '2021-08-29T23:59', '2021-08-29T02:00'],
  ['over the end of a year', '2022-01-01T00:30', '2021-12-31T02:00'],
])('the last hour, seen from %s, in Vietnamese time', (_, now, expected) => {
  expect(new Date(lastHour('check-files', time(now))).toISOString()).toBe(new Date(time(expected)).toISOString())
})

test.each([
  ['the hour it begins', '2021-09-20T05:00', '2021-09-20T05:00'],
  ['the minute before', '2021-09-20T04:59', '2021-06-20T05:00'],
  ['in the month behind it', '2021-10-19T23:00', '2021-09-20T05:00'],
  ['in a new year', '2022-03-19T05:00', '2021-12-20T05:00'],
])('the last hour of the quarterly draft, seen from %s', (_, now, expected) => {
  expect(lastHour('draft-report', time(now))).toBe(time(expected))
})

test('the summary of the week begins on Monday at eight', () => {
  expect(lastHour('digest', time('2021-08-30T07:59'))).toBe(time('2021-08-23T08:00'))
  expect(lastHour('digest', time('2021-09-05T23:00'))).toBe(time('2021-08-30T08:00'))
})

test('the last entry of the record is told at eight on each day but Monday, whose summary bears it', () => {
  expect(lastHour('anchor', time('2021-08-30T23:00'))).toBe(time('2021-08-29T08:00'))
  expect(lastHour('anchor', time('2021-08-31T08:00'))).toBe(time('2021-08-31T08:00'))
})

describe('a schedule is', () => {
  const ended = (startedAt: string) => ({ startedAt: time(startedAt), endedAt: time(startedAt), fault: null })
  const cases = [
    { name: 'not due again the same day', row: ended('2021-08-29T02:00'), now: '2021-08-30T01:59', due: false },
    { name: 'due when its hour comes', row: ended('2021-08-29T02:00'), now: '2021-08-30T02:00', due: true },
    { name: 'due where its hour was missed', row: ended('2021-08-20T02:00'), now: '2021-08-29T17:00', due: true },
    {
      name: 'not tried at once after a failure',
      row: { ...ended('2021-08-29T02:00'), fault: 'Error' },
      now: '2021-08-29T02:59',
      due: false,
    },
    {
      name: 'tried an hour after a failure',
      row: { ...ended('2021-08-29T02:00'), fault: 'Error' },
      now: '2021-08-29T03:00',
      due: true,
    },
    {
      name: 'tried again where its process died',
      row: { ...ended('2021-08-29T02:00'), endedAt: null },
      now: '2021-08-29T03:00',
      due: true,
    },
  ]
  for (const { name, row, now, due } of cases) {
    test(name, () => expect(isDue({ name: 'check-files', runs: 1, goodAt: null, ...row }, time(now))).toBe(due))
  }
})

test('what was missed for many days is done once; what fails is noted, told, and holds up nothing', async () => {
  const folder = await temporaryFolder()
  const store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  let now = time('2021-08-01T12:00')
  const done: string[] = []
  const errors: unknown[] = []
  const look = () =>
    runDueSchedules(
      {
        store,
        clock: () => now,
        onError: (error) => errors.push(error),
        work: {
          'check-tally': async () => {
            throw new TypeError('what a letter says')
          },
          'check-files': async (run) => void done.push(`files ${run}`),
          'back-up': null,
          'destroy-content': null,
          'draft-report': null,
          remind: null,
          digest: null,
          anchor: null,
        },
      },
      never,
    )
  await look()
  expect(done).toEqual([])
  now = time('2021-08-29T12:00')
  await look()
  await look()
  expect(done).toEqual(['files 0'])
  expect(errors).toHaveLength(1)
  expect(await store.schedules()).toMatchObject([
    { name: 'check-files', fault: null, runs: 1 },
    { name: 'check-tally', fault: 'TypeError', runs: 0 },
  ])
  now = time('2021-08-30T12:00')
  await look()
  expect(done).toEqual(['files 0', 'files 1'])
  await store.close()
  await folder.remove()
})
