/** What a unit sees: its own rows, and of all others nothing. */
import { describe, expect, test } from 'vitest'
import type { Testimony } from '../../src/attribution/attribution.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { JudgedSubmission } from '../../src/tally/tally.ts'
import { sha } from '../tally/build.ts'
import { openBrowser, UNIT, useHouse } from './people.ts'
import { sampleView, units } from './sample.ts'

const house = useHouse()
const tally = await sampleView().tally()

async function unit(of: string | null = UNIT) {
  return openBrowser(house.app, await house.session(await house.add('don-vi', 'unit', { unit: of })))
}

const idsOf = (own: boolean) =>
  tally.units
    .filter((one) => (one.unit.id === UNIT) === own)
    .flatMap(({ submissions }) => submissions.map(({ submission }) => submission))
const OWN = idsOf(true)
const OTHERS = [...idsOf(false), ...tally.unassigned.map(({ submission }) => submission)]

const pagesOf = ({ document, letter }: (typeof OWN)[number]) => [
  `/van-ban/${document}`,
  `/van-ban/${document}/tep`,
  `/van-ban/${document}/bo-chung-cu`,
  `/thu/${letter}`,
]

describe('a unit', () => {
  test('begins at its own page', async () => {
    const browser = await unit()
    expect((await browser.look('/')).headers.get('location')).toBe(`/don-vi/${UNIT}`)
  })

  test('is led from a letter to no list that is not for it, and not told how the mailbox is arranged', async () => {
    const browser = await unit()
    const clerk = openBrowser(house.app, await house.session(await house.add('can-bo', 'clerk')))
    const path = `/thu/${OWN[0]?.letter}`
    await browser.look(path)
    await clerk.look(path)
    for (const inside of ['<a href="/thu">Thư</a></p>', 'Vị trí trong hộp thư']) {
      expect([browser.page(), clerk.page()].map((page) => page.includes(inside))).toEqual([false, true])
    }
  })

  test('sees its own page, documents and letters', async () => {
    const browser = await unit()
    expect(OWN.length).toBeGreaterThan(0)
    for (const path of [`/don-vi/${UNIT}`, ...OWN.flatMap(pagesOf)]) {
      expect([path, (await browser.look(path)).status]).toEqual([path, path.endsWith('/tep') ? 303 : 200])
    }
  })

  test('is told of everything of all others that it is not there', async () => {
    const browser = await unit()
    const paths = [
      ...units.filter(({ id }) => id !== UNIT).map(({ id }) => `/don-vi/${id}`),
      ...OTHERS.flatMap(pagesOf),
    ]
    expect(paths.length).toBeGreaterThan(200)
    const statuses = new Set<number>()
    for (const path of paths) statuses.add((await browser.ask(path)).status)
    expect([...statuses]).toEqual([404])
  })

  test('reads no name of another unit on its pages', async () => {
    const browser = await unit()
    const others = units.filter(({ id }) => id !== UNIT).map(({ name }) => name)
    for (const path of [`/don-vi/${UNIT}`, ...OWN.flatMap(pagesOf).filter((one) => !/tep|chung-cu/.test(one))]) {
      await browser.look(path)
      expect(others.filter((name) => browser.words().includes(name))).toEqual([])
      expect(browser.words()).not.toContain('Lời thư')
    }
  })

  test('is not told whom else a witness names', async () => {
    const other = units.find(({ id }) => id !== UNIT)?.id ?? expect.unreachable()
    const says = (witness: Testimony['witness'], id: string): Testimony => ({
      ...{ witness, says: 'names', signature: null, quote: 'như đã ghi' },
      units: [id as UnitId],
    })
    const told = <T extends JudgedSubmission>(file: T): T => ({
      ...file,
      attribution: { ...file.attribution, testimonies: [says('certificate', UNIT), says('address', other)] },
    })
    const view = sampleView()
    const app = house.appWith(
      {},
      {
        tally: async () => {
          const all = await view.tally()
          return { ...all, units: all.units.map((row) => ({ ...row, submissions: row.submissions.map(told) })) }
        },
        document: async (hash) => {
          const found = await view.document(hash)
          return found && { ...found, submissions: found.submissions.map(told) }
        },
      },
    )
    const path = `/van-ban/${OWN[0]?.document}`
    for (const [role, isTold] of [
      ['unit', false],
      ['leader', true],
    ] as const) {
      const browser = openBrowser(app, await house.session(await house.add(role, role, { unit: UNIT })))
      expect((await browser.look(path)).status).toBe(200)
      expect(browser.words().includes(`Địa chỉ gửi (như đã ghi)`)).toBe(isTold)
      if (!isTold) expect(browser.page()).not.toContain(other)
    }
  })

  test('of no unit, or of one that is no more, sees nothing', async () => {
    for (const [index, of] of [null, 'khong-con'].entries()) {
      const account = await house.add(`don-vi-${index}`, 'unit', { unit: of })
      const browser = openBrowser(house.app, await house.session(account))
      for (const path of [`/don-vi/${UNIT}`, ...OWN.flatMap(pagesOf)]) {
        expect([path, (await browser.ask(path)).status]).toEqual([path, 404])
      }
    }
  })

  test('takes away a file of its own, which is noted; of others nothing, and nothing is noted', async () => {
    const browser = await unit()
    const [own, other] = [OWN[0], OTHERS[0]].map((one) => one?.document)
    await browser.ask(`/van-ban/${own}/tep`)
    await browser.ask(`/van-ban/${other}/tep`)
    expect(await house.audit()).toEqual([`document-downloaded ${own}`])
  })

  test('takes away a file that another sent, too, under its own name', async () => {
    const view = sampleView()
    const app = house.appWith(
      {},
      {
        document: async (hash) => {
          const found = await view.document(hash)
          const [first] = found?.submissions ?? []
          if (!found || !first) return null
          const other = { ...first.submission, letter: sha('another letter'), fileName: 'Cua xa khac.pdf' }
          return { ...found, submissions: [{ ...first, submission: other }, ...found.submissions] }
        },
      },
    )
    const browser = openBrowser(app, await house.session(await house.add('don-vi', 'unit', { unit: UNIT })))
    const way = await browser.ask(`/van-ban/${OWN[0]?.document}/tep`)
    const file = await browser.ask(way.headers.get('location') ?? '')
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(file.headers.get('content-disposition')).not.toContain('Cua xa khac')
  })
})
