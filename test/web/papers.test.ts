/** Báo cáo: papers for a chosen time, of the numbers that the page shows, each noted; a unit takes away its own rows alone. */
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import type { Instant } from '../../src/lang.ts'
import { readXlsx } from '../../src/register/read-xlsx.ts'
import { entriesOf } from '../papers/office-file.ts'
import { sha } from '../tally/build.ts'
import { openBrowser, START, UNIT, useHouse } from './people.ts'
import { sampleView, units } from './sample.ts'

const house = useHouse()

async function browserOf(role: 'clerk' | 'unit' | 'leader') {
  const account = await house.add(role, role, role === 'unit' ? { unit: UNIT } : {})
  return openBrowser(house.app, await house.session(account))
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const linksOf = (page: string) =>
  [...page.matchAll(/href="(\/bao-cao\/[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
const nameOf = (answer: Response) => /filename="([^"]*)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]

describe('the page', () => {
  test('leads a clerk to each paper, of the moment that it shows', async () => {
    const clerk = await browserOf('clerk')
    await clerk.look('/bao-cao')
    const links = linksOf(clerk.page())
    expect(links.map((link) => link.slice('/bao-cao/'.length))).toEqual(
      [
        'bao-cao.docx',
        'bao-cao.pdf',
        'don-doc.docx',
        'tong-hop.xlsx',
        'tong-hop.csv',
        'so-van-ban-den.xlsx',
        'van-ban-goc.zip',
      ].map((name) => `${name}?ky=nay&luc=${START}`),
    )
    for (const link of links) expect([link, (await clerk.ask(link)).status]).toEqual([link, 200])
    expect(nameOf(await clerk.ask(links[0] ?? ''))).toBe('bao-cao.nay.docx')
    expect(clerk.page()).toContain('data-still')
  })

  test('leads a unit to the tables of its own rows, and to nothing of others', async () => {
    house.now = Date.parse('2021-08-28T08:00:00+07:00') as Instant
    const own = await browserOf('unit')
    await own.look('/bao-cao')
    const links = linksOf(own.page())
    expect(links.map((link) => /[\w-]+\.\w+/.exec(link)?.[0])).toEqual([
      ...['tong-hop.xlsx', 'tong-hop.csv', 'so-van-ban-den.xlsx', 'van-ban-goc.zip'],
    ])
    const others = units.filter(({ id }) => id !== UNIT).map(({ name }) => name)
    const seen = await Promise.all(
      links.map(async (link) => {
        const bytes = await bytesOf(await own.ask(link))
        if (link.includes('.xlsx')) return JSON.stringify(await readXlsx(bytes))
        return link.includes('.zip') ? JSON.stringify([...(await entriesOf(bytes)).keys()]) : bytes.toString()
      }),
    )
    expect(others.filter((name) => seen.some((text) => text.includes(name)))).toEqual([])
    expect(seen.every((text) => text.includes('Nội vụ'))).toBe(true)
    expect((await own.ask('/bao-cao/bao-cao.docx')).status).toBe(403)
  })
})

describe('a paper', () => {
  test('of one address is the same to the byte, later too', async () => {
    const clerk = await browserOf('clerk')
    await clerk.look('/bao-cao')
    for (const link of linksOf(clerk.page())) {
      house.now = START
      const first = await bytesOf(await clerk.ask(link))
      house.now = (START + 60_000) as Instant
      expect([link, Buffer.compare(first, await bytesOf(await clerk.ask(link)))]).toEqual([link, 0])
    }
  })

  test('of an earlier moment has nothing that came later; a moment to come is now', async () => {
    const clerk = await browserOf('clerk')
    const rowsAt = async (at: string) => {
      const answer = await clerk.ask(`/bao-cao/so-van-ban-den.xlsx?ky=nay&luc=${at}`)
      return (await readXlsx(await bytesOf(answer))).length
    }
    const received = (await sampleView().tally()).units.flatMap(({ submissions }) => submissions)
    const early = Math.min(...received.map(({ submission }) => submission.receivedAt))
    expect(await rowsAt(String(early - 1))).toBeLessThan(await rowsAt(String(early)))
    for (const odd of ['9e15', '-1', 'x', '1.5', '']) expect(await rowsAt(odd)).toBe(await rowsAt(String(START)))
  })

  test('of a quarter ends with it, and says so', async () => {
    house.now = Date.parse('2021-10-05T08:00:00+07:00') as Instant
    const clerk = await browserOf('clerk')
    await clerk.look('/bao-cao?ky=quy-3-2021')
    // Beyond the day on which the count is closed nothing is offered.
    expect(clerk.page()).toContain('Quý 3/2021')
    expect(clerk.page()).not.toContain('Quý 4/2021')
    expect(clerk.words()).toContain('nhận đến hết ngày 30/9/2021')
    expect(nameOf(await clerk.ask('/bao-cao/bao-cao.docx?ky=quy-3-2021'))).toBe('bao-cao.quy-3-2021.docx')
    await clerk.look('/bao-cao?ky=ky-bao-cao-3-2021')
    expect(clerk.words()).toContain('nhận đến hết ngày 14/9/2021')
  })

  test('of a closed campaign is of the frozen count, unless another is chosen', async () => {
    const tally = await sampleView().tally()
    const emptied = { ...tally, units: tally.units.map((row) => ({ ...row, valid: 7 })) }
    const closed = async () => ({ at: START, tally: emptied })
    const app = house.appWith({}, { closedTally: closed, closedNumbers: closed })
    const browser = openBrowser(app, await house.session(await house.add('lan', 'leader')))
    await browser.look('/bao-cao')
    expect(browser.words()).toContain('số liệu chốt lúc 08:00:00 ngày 23/8/2021')
    expect(browser.page()).toContain(String(7 * tally.units.length))
    await browser.look('/bao-cao?ky=nay')
    expect(browser.page()).not.toContain(`>${7 * tally.units.length}<`)
  })

  test('is noted with its bytes; what is not there is not', async () => {
    const clerk = await browserOf('clerk')
    const bytes = await bytesOf(await clerk.ask('/bao-cao/tong-hop.csv'))
    await clerk.ask(`/van-ban/${sha('1-1')}/phieu-ket-qua`)
    await clerk.ask(`/van-ban/${sha('nobody')}/phieu-ket-qua`)
    await clerk.ask('/bao-cao/van-ban-goc.zip')
    expect(await house.audit()).toEqual([
      'paper-downloaded tong-hop.csv',
      `slip-downloaded ${sha('1-1')}`,
      'paper-downloaded van-ban-goc.zip',
    ])
    const [entry] = (await house.store.auditEntriesBehind(0, 100)).filter(({ action }) => action === 'paper-downloaded')
    expect(entry?.facts).toMatchObject({ sha256: sha256(bytes), period: expect.stringContaining('23/8/2021') })
  })
})
