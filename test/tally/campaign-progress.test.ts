/** How a count came together, day by day: its last point is the count. */
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { DEFAULT_RULE } from '../../src/campaign/counting-rule.ts'
import { writtenDay } from '../../src/campaign/vietnamese-day.ts'
import type { Instant } from '../../src/lang.ts'
import { progressOf } from '../../src/tally/campaign-progress.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import { sampleView } from '../web/sample.ts'
import { byCertificate, campaign, received, report, unit } from './build.ts'

const units = [unit('Húc'), unit('Xy')]
const huc = byCertificate('Húc')
const xy = byCertificate('Xy')
const at = (text: string) => Date.parse(`${text}+07:00`) as Instant
const LATER = at('2026-11-24T00:00:00')

/** The first point, each at which a number changed, and the last: "2021-08-29 1 4". */
function shown(changes: Partial<Campaign>, sent: readonly JudgedSubmission[], today = LATER): readonly string[] {
  const { points } = progressOf(countTally({ ...campaign, ...changes }, units, sent), today)
  return points
    .filter(({ complete, valid }, place) => {
      const before = points[place - 1]
      const isEnd = before === undefined || place === points.length - 1
      return isEnd || before.complete !== complete || before.valid !== valid
    })
    .map(({ day, complete, valid }) => `${writtenDay(day)} ${complete} ${valid}`)
}

const three = (hours: number, of = huc) =>
  ['a', 'b', 'c'].map((name) => received(`${name}${of === huc ? '' : '2'}`, hours, of))
const oneDay = { opensAt: at('2021-08-29T00:00:00') }

type Case = {
  readonly name: string
  readonly changes?: Partial<Campaign>
  readonly sent?: readonly JudgedSubmission[]
  readonly today?: Instant
  readonly expected: readonly string[]
}

const cases: readonly Case[] = [
  { name: 'nothing was received', expected: ['2021-07-22 0 0', '2021-08-29 0 0'] },
  {
    name: 'a unit is complete on the day of its third document',
    sent: [received('a', 24 * 9 + 1, huc), received('b', 24 * 4 + 1, huc), received('c', 1, huc), received('d', 2, xy)],
    expected: ['2021-07-22 0 0', '2021-08-20 0 1', '2021-08-25 0 2', '2021-08-29 1 4'],
  },
  {
    name: 'what is refused, late or a copy is in no point',
    sent: [
      received('a', 30, huc),
      received('a', 29, huc),
      received('b', 28, huc, report('b', 'not-signed')),
      received('c', -5, huc),
    ],
    expected: ['2021-07-22 0 0', '2021-08-28 0 1', '2021-08-29 0 1'],
  },
  {
    name: 'today is the end before the deadline',
    today: at('2021-08-21T23:59:59'),
    sent: [received('a', 24 * 9 + 1, huc)],
    expected: ['2021-07-22 0 0', '2021-08-20 0 1', '2021-08-21 0 1'],
  },
  {
    name: 'the day of receipt is that of Viet Nam',
    today: at('2021-08-29T00:00:00'),
    sent: [received('a', 24, huc)],
    expected: ['2021-07-22 0 0', '2021-08-29 0 1'],
  },
  {
    name: 'what counts though it came late goes on behind the deadline',
    changes: { rule: { ...DEFAULT_RULE, late: 'counted' } },
    sent: three(-49),
    expected: ['2021-07-22 0 0', '2021-09-01 1 3'],
  },
  {
    name: 'what came before the opening stands in the first point',
    sent: three(24 * 100),
    expected: ['2021-07-22 1 3', '2021-08-29 1 3'],
  },
  {
    name: 'what a clock puts into the future stands in the last',
    today: at('2021-08-01T08:00:00'),
    sent: three(1),
    expected: ['2021-07-22 0 0', '2021-08-01 1 3'],
  },
  {
    name: 'provisional documents fill the number where the rule says so',
    changes: { rule: { ...DEFAULT_RULE, provisional: 'counted' } },
    sent: [...three(50).slice(0, 2), received('p', 1, huc, report('p', 'revocation-unknown'))],
    expected: ['2021-07-22 0 0', '2021-08-27 0 2', '2021-08-29 1 2'],
  },
  { name: 'a campaign of one day has one point', changes: oneDay, sent: three(3), expected: ['2021-08-29 1 3'] },
  { name: 'before the opening there is one point', today: at('2021-01-01T00:00:00'), expected: ['2021-07-22 0 0'] },
]

describe('the progress of a campaign', () => {
  test.each(cases)('$name', ({ changes = {}, sent = [], today, expected }) => {
    expect(shown(changes, sent, today)).toEqual(expected)
  })

  test('of 400 days has a point for each week, the last on its last day', () => {
    const opensAt = (campaign.deadline - 400 * 86_400_000) as Instant
    const { stepDays, points } = progressOf(countTally({ ...campaign, opensAt }, units, three(1)), LATER)
    expect([stepDays, points.length]).toEqual([7, 58])
    expect(points.at(-1)).toMatchObject({ complete: 1, valid: 3 })
    expect(points.map(({ day }) => writtenDay(day)).slice(-2)).toEqual(['2021-08-22', '2021-08-29'])
  })

  test('ends with the numbers of the count, for 40 units in every state and for 11,000', async () => {
    const many = Array.from({ length: 11_000 }, (_, place) => unit(`u${place}`))
    const sent = many.flatMap(({ id }, place) =>
      Array.from({ length: place % 5 }, (_, file) =>
        received(`${id} ${file}`, 1 + ((place * 7 + file) % 900), byCertificate(id)),
      ),
    )
    for (const tally of [await sampleView().tally(), countTally(campaign, many, sent)]) {
      const { points } = progressOf(tally, LATER)
      expect(points.at(-1)).toMatchObject({
        complete: tally.units.filter(({ state }) => state === 'complete').length,
        valid: tally.units.reduce((sum, { valid }) => sum + valid, 0),
      })
      expect(
        points.every(
          ({ complete, valid }, place) =>
            valid >= (points[place - 1]?.valid ?? 0) && complete >= (points[place - 1]?.complete ?? 0),
        ),
      ).toBe(true)
    }
  })
})
