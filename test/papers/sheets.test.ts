/** Tables in Excel and CSV: typed cells, no formula whatever the text, the same bytes each time. */
import { describe, expect, test, vi } from 'vitest'
import { incomingSheet } from '../../src/papers/incoming-sheet.ts'
import { paperText } from '../../src/papers/paper-text.ts'
import type { PeriodCount } from '../../src/papers/period.ts'
import { sheetFile } from '../../src/papers/sheet-file.ts'
import { tallyCsv } from '../../src/papers/tally-csv.ts'
import { tallySheet } from '../../src/papers/tally-sheet.ts'
import { readXlsx } from '../../src/register/read-xlsx.ts'
import { sampleView } from '../web/sample.ts'
import { HOSTILE, hostileCount } from './hostile.ts'
import { entriesOf, partOf } from './office-file.ts'

const view = sampleView()
const count = { period: { kind: 'running', at: view.now() }, tally: await view.tally() } as const
const hostile = hostileCount()
const makers = {
  'tong-hop.xlsx': (of: PeriodCount) => sheetFile(tallySheet(of)),
  'so-van-ban-den.xlsx': (of: PeriodCount) => sheetFile(incomingSheet(of)),
}

describe.each(Object.entries(makers))('%s', (_, make) => {
  test('has its title over the whole width, borders, a head that stays and is printed on each page', async () => {
    const file = await make(count)
    const sheet = await partOf(file, 'xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/<mergeCell ref="A1:[A-Z]1"\/>/)
    expect(sheet).toMatch(/<pane ySplit="4"[^>]* state="frozen"\/>/)
    expect(sheet).toContain('orientation="landscape"')
    expect(sheet).toContain('fitToHeight="0"')
    expect(await partOf(file, 'xl/workbook.xml')).toMatch(/_xlnm\.Print_Titles[^<]*\$4:\$4</)
    expect(await partOf(file, 'xl/styles.xml')).toContain('thin')
  })

  test('holds hostile text as strings, and no formula (S26, S27)', async () => {
    const file = await make(hostile)
    for (const [name, part] of await entriesOf(file)) {
      expect(part.toString(), name).not.toMatch(/<f[ >/]/)
      expect(part.toString(), name).not.toContain('TargetMode="External"')
    }
    const cells = (await readXlsx(Buffer.from(file))).flat()
    const seen = HOSTILE.map(paperText).filter((text) => text !== '')
    // The reader takes _x005F_ as it stands; programs show the underscore that it means.
    const shown = cells.map((cell) => cell.replaceAll('_x005F_', '_').replaceAll('\u25a1', '\ufffd'))
    expect(seen.filter((text) => !shown.some((cell) => cell.includes(text.slice(0, 400))))).toEqual([])
  })

  test('made again on another day is the same to the byte', async () => {
    const first = await make(count)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2031-01-01T00:00:00Z') })
    const again = await make(count).finally(() => vi.useRealTimers())
    expect(Buffer.compare(first, again)).toBe(0)
  })
})

describe('the tally in Excel', () => {
  test('has numbers as numbers, times as times of Viet Nam, and text as text', async () => {
    const sheet = await partOf(await sheetFile(tallySheet(count)), 'xl/worksheets/sheet1.xml')
    const [row] = sheet.match(/<row r="6".*?<\/row>/) ?? ['']
    const cells = [...row.matchAll(/<c r="([A-Z])6"[^>]*?(?: t="(\w+)")?(?:\/>|><v>([^<]*)<)/g)]
    const typed = Object.fromEntries(cells.map(([, column, type = 'n', value]) => [column, [type, value]]))
    expect(typed.A).toEqual(['n', '1'])
    expect(typed.B?.[0]).toBe('s')
    expect(typed.D).toEqual(['n', '3'])
    // 25/08/2021 00:00 in Viet Nam, as days since 30/12/1899.
    expect(typed.P).toEqual(['n', '44433'])
  })
})

describe('the tally as CSV', () => {
  const csv = tallyCsv(hostile.tally)

  test('begins with the mark of UTF-8 (S28)', () => {
    expect([...Buffer.from(csv).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  test('has an apostrophe before whatever a program could take for a formula (S26)', () => {
    const cells = [...csv.slice(1).matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell)
    expect(cells.length).toBeGreaterThan(HOSTILE.length * 15)
    expect(cells.filter((cell) => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell))).toEqual([])
    expect(cells.filter((cell) => cell.startsWith("'")).length).toBeGreaterThanOrEqual(9)
  })
})
