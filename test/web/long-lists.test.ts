/** Lists that are too long for one page: each row on one of their pages, and the numbers above them of all. */
import { expect, test } from 'vitest'
import { countTally, type Tally } from '../../src/tally/tally.ts'
import { pagePart } from '../../src/web/page-part.ts'
import { webApp } from '../../src/web/server.ts'
import { received, report, unit, unknown } from '../tally/build.ts'
import { campaign, sampleView } from './sample.ts'

const many = Array.from({ length: 450 }, (_, index) =>
  unit(`xa-${index}`, { name: `UBND xã ${String(index).padStart(3, '0')}` }),
)
const strangers = Array.from({ length: 250 }, (_, index) =>
  received(`d${index}`, index, unknown, report(`d${index}`, 'valid')),
)
const tally: Tally = countTally(campaign, many, strangers)
const app = webApp(sampleView({ tally: async () => tally }))
const read = async (address: string) => (await app.request(address)).text()
/** The numbers of the drawings, which are folded away, stand in a table too. */
const rowsIn = (page: string) => page.replace(/<details.*?<\/details>/gs, '').match(/<th scope="row"/g)?.length ?? 0

/** Whoever follows the links forward comes by every row. */
async function follow(first: string) {
  const pages: string[] = []
  for (let next: string | undefined = first; next !== undefined; ) {
    const page = await read(next)
    pages.push(page)
    next = /<a href="([^"]*)" rel="next">/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  return pages
}

test.each([
  ['/', [200, 200, 50]],
  ['/?loc=chua-nop', [200, 200, 50]],
  ['/chua-xac-dinh', [100, 100, 50]],
  ['/nhac-viec', [200, 200, 50]],
])('%s', async (address, rows) => {
  const pages = await follow(address)
  expect(pages.map((page) => rowsIn(page.split('<h2>')[0] ?? ''))).toEqual(rows)
})

test('units are numbered through, and the number of their group is of all', async () => {
  const page = await read('/?loc=tat-ca&trang=3')
  expect(page).toContain('<td class="number order">401</td>')
  expect(page).toContain('0/450 đơn vị đạt')
  expect(page).toContain('<b>450</b>')
})

test.each([
  { asked: undefined, number: 1, shown: [1, 2] },
  { asked: '2', number: 2, shown: [3, 4] },
  { asked: '3', number: 3, shown: [5] },
  { asked: '99', number: 3, shown: [5] },
  { asked: '0', number: 1, shown: [1, 2] },
  { asked: '-1', number: 1, shown: [1, 2] },
  { asked: '2 or 1=1', number: 1, shown: [1, 2] },
])('page $asked of five in pairs', ({ asked, number, shown }) => {
  expect(pagePart([1, 2, 3, 4, 5], asked, 2)).toMatchObject({ number, shown, last: 3 })
})

test('of nothing there is one page', () => {
  expect(pagePart([], '7', 2)).toEqual({ shown: [], number: 1, last: 1 })
})
