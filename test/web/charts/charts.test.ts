/** The drawings of the overview: they say what the page says, and hold whatever a campaign is like. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../../src/lang.ts'
import { countTally, type Tally } from '../../../src/tally/tally.ts'
import { charts } from '../../../src/web/charts/charts.ts'
import { byCertificate, campaign, received, unit } from '../../tally/build.ts'
import { NOW, sampleView } from '../sample.ts'

const LATER = Date.parse('2026-11-24T00:00:00Z') as Instant
const DAY = 86_400_000
const GROUPS = ['department', 'service', 'commune'] as const

const many = Array.from({ length: 11_000 }, (_, place) => unit(`u${place}`, { group: GROUPS[place % 3] ?? 'commune' }))
const sentByMany = many.flatMap(({ id }, place) =>
  Array.from({ length: place % 5 }, (_, file) =>
    received(`${id} ${file}`, 1 + ((place + file) % 900), byCertificate(id)),
  ),
)
const three = ['a', 'b', 'c'].map((name) => received(name, 3, byCertificate('Húc')))
const opened = (daysBefore: number) => ({ ...campaign, opensAt: (campaign.deadline - daysBefore * DAY) as Instant })

const cases: readonly { name: string; tally: () => Tally | Promise<Tally>; now?: Instant }[] = [
  { name: 'the sample', tally: () => sampleView().tally(), now: NOW },
  { name: 'an empty campaign', tally: () => countTally(campaign, [unit('Húc')], []) },
  { name: 'a campaign without units', tally: () => countTally(campaign, [], []) },
  { name: 'one day', tally: () => countTally(opened(1), [unit('Húc')], three) },
  { name: 'a deadline at the opening', tally: () => countTally(opened(0), [unit('Húc')], three) },
  { name: '400 days', tally: () => countTally(opened(400), [unit('Húc')], three) },
  { name: '11,000 units', tally: () => countTally(campaign, many, sentByMany) },
]

const numbersIn = (text: string) =>
  [...text.matchAll(/\d[\d.]*/g)].map(([number]) => Number(number.replaceAll('.', '')))

describe.each(cases)('the drawings of $name', ({ tally, now = LATER }) => {
  test('say what the count says, in words, in numbers and in tables', async () => {
    const counted = await tally()
    const page = String(await charts(counted, now))
    const complete = counted.units.filter(({ state }) => state === 'complete').length
    const valid = counted.units.reduce((sum, row) => sum + row.valid, 0)
    const drawn = [...page.matchAll(/class="value" x="[^"]+" y="[^"]+">([^<]+)</g)].map(
      ([, text = '']) => numbersIn(text)[0],
    )
    expect(drawn).toEqual([complete, valid])
    const [ofUnits = '', ofDocuments = ''] = [...page.matchAll(/<desc[^>]*>([^<]*)</g)].map(([, text = '']) => text)
    expect(numbersIn(ofUnits.split(': ')[1] ?? '').slice(0, 2)).toEqual([complete, counted.units.length])
    expect(numbersIn(ofDocuments.split(': ')[1] ?? '')[0]).toBe(valid)
    const lastRow = page.slice(0, page.indexOf('</table>')).split('<tr>').at(-1) ?? ''
    expect(numbersIn(lastRow.replace(/.*<\/th>/s, '').replace(/<[^>]*>/g, ' '))).toEqual([complete, valid])
    const total =
      page
        .split('Tổng cộng')
        .at(-1)
        ?.replace(/<[^>]*>/g, ' ') ?? ''
    expect(numbersIn(total).slice(0, 2)).toEqual([counted.units.length, complete])
  })

  test('lie within their frame, are small, and hold no number that is none', async () => {
    const page = String(await charts(await tally(), now))
    for (const [, points = ''] of page.matchAll(/ d="([^"]*)"/g)) {
      expect(points).toMatch(/^[MHVz\d. ]+$/)
      for (const number of points.match(/[\d.]+/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(360)
    }
    for (const [, width] of page.matchAll(/ (?:width|x)="([^"]*)"/g)) {
      expect(Number(width)).toBeGreaterThanOrEqual(0)
      expect(Number(width)).toBeLessThanOrEqual(360)
    }
    expect(page).not.toMatch(/NaN|undefined|null|Infinity|style=/)
    expect(page.length).toBeLessThan(30_000)
  })
})

test('red is for what needs a person, and said in words', async () => {
  const counted = await sampleView().tally()
  const page = String(await charts(counted, NOW))
  const said = [...page.matchAll(/class="calls">([^<]*)</g)].map(([, text = '']) => numbersIn(text)[0] ?? 0)
  expect(said.reduce((sum, each) => sum + each, 0)).toBe(
    counted.units.filter(({ state }) => state === 'needs-person').length,
  )
  expect(String(await charts(countTally(campaign, [unit('Húc')], three), LATER))).not.toContain('calls')
})

test('a drawing has a name and its content in words, each under an id of its own', async () => {
  const page = String(await charts(await sampleView().tally(), NOW))
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, names = ''] of page.matchAll(/role="img" aria-labelledby="([^"]+)"/g)) {
    expect(names.split(' ').every((name) => ids.includes(name))).toBe(true)
  }
  expect(page.match(/role="img"/g)).toHaveLength(3)
})
