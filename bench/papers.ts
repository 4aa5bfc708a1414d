/** How long the papers of a nation-wide count take: 11,000 units, as 63 provinces once had communes. */

import { readFileSync } from 'node:fs'
import type { Bytes } from '../src/bytes.ts'
import type { Campaign } from '../src/campaign/campaign.ts'
import { readCampaign } from '../src/campaign/read-campaign.ts'
import type { Unit, UnitId } from '../src/campaign/unit.ts'
import type { PeriodCount } from '../src/papers/period.ts'
import { reportPaper } from '../src/papers/report-paper.ts'
import { sheetFile } from '../src/papers/sheet-file.ts'
import { tallyCsv } from '../src/papers/tally-csv.ts'
import { tallySheet } from '../src/papers/tally-sheet.ts'
import { wordFile } from '../src/papers/word.ts'
import { countTally } from '../src/tally/tally.ts'

const UNITS = 11_000

export async function benchPapers(print: (line: string) => void): Promise<void> {
  const campaign = readCampaign(readFileSync(new URL('../src/campaign/campaign.json', import.meta.url), 'utf8'))
  const tally = countTally(campaign, unitsOf(campaign), [])
  const count: PeriodCount = { period: { kind: 'running', at: campaign.deadline }, tally }
  const makers: readonly (readonly [name: string, make: () => Bytes | Promise<Bytes>])[] = [
    ['tally in Excel', () => sheetFile(tallySheet(count))],
    ['tally as CSV', () => Buffer.from(tallyCsv(tally))],
    ['report in Word', () => wordFile(reportPaper(count))],
  ]
  print(`Papers of ${UNITS} units`)
  for (const [name, make] of makers) {
    await make()
    const started = performance.now()
    const cpu = process.cpuUsage()
    const bytes = await make()
    const { user, system } = process.cpuUsage(cpu)
    const spent = `${Math.round(performance.now() - started)} ms, ${Math.round((user + system) / 1000)} ms of processor time`
    print(`  ${name}: ${spent}, ${Math.round(bytes.length / 1024)} KB`)
  }
}

function unitsOf({ home }: Pick<Campaign, 'home'>): readonly Unit[] {
  return Array.from({ length: UNITS }, (_, index) => ({
    id: `xa-${index}` as UnitId,
    name: `UBND xã Thứ ${index} tỉnh ${home.province}`,
    group: 'commune',
    ...{ cluster: null, code: String(index), aliases: [], addresses: [], subjects: [], contact: null },
    ...{ since: null, until: null, successor: null, confirmed: true },
  }))
}
