/** The numbers of each unit as each paper has them, and as the page has them. */
import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import type { Bytes } from '../../src/bytes.ts'
import type { PeriodCount } from '../../src/papers/period.ts'
import { reportPaper } from '../../src/papers/report-paper.ts'
import { sheetFile } from '../../src/papers/sheet-file.ts'
import { tallyCsv } from '../../src/papers/tally-csv.ts'
import { tallySheet } from '../../src/papers/tally-sheet.ts'
import { wordFile } from '../../src/papers/word.ts'
import { readXlsx } from '../../src/register/read-xlsx.ts'
import { groupedUnits } from '../../src/report/grouped-units.ts'
import { wordContent } from './office-file.ts'

/** A row for each unit: what stands before the word of its state, from Yêu cầu to Còn thiếu. */
type NumberRows = readonly (readonly number[])[]

const HEADINGS = 11
const isNumbers = (cells: readonly string[]) => cells.length === HEADINGS && cells.every((cell) => /^\d+$/.test(cell))

/** From the count itself, in the order of the office; the columns that the page of a unit has under these names. */
export function numbersOfTally({ units }: PeriodCount['tally'], order: readonly string[]): NumberRows {
  return order.map((name) => {
    const row = units.find(({ unit }) => unit.name === name)
    if (!row) throw new Error(`No unit ${name}`)
    const { required, valid, byPerson, provisional, review, pending, refused, late, duplicate, missing } = row
    const submitted = valid + provisional + review + pending + refused + late
    return [required, submitted, valid, byPerson, provisional, review, pending, refused, late, duplicate, missing]
  })
}

/** Names of units as an office lists them. */
export const orderOf = ({ units }: PeriodCount['tally']): readonly string[] =>
  [...groupedUnits(units).values()].flat().map(({ tally }) => tally.unit.name)

/** Word, Excel and CSV say what the count says. */
export async function expectSameNumbers(count: PeriodCount): Promise<void> {
  const names = orderOf(count.tally)
  const expected = { names, numbers: numbersOfTally(count.tally, names) }
  expect(await numbersOfWord(count)).toEqual(expected)
  expect(await numbersOfExcel(count)).toEqual(expected)
  expect(numbersOfCsv(count)).toEqual(expected)
}

type Read = { readonly names: readonly string[]; readonly numbers: NumberRows }

async function numbersOfWord(count: PeriodCount): Promise<Read> {
  const { rows } = await wordContent(await wordFile(reportPaper(count)))
  return unitRows(rows, 1, 2)
}

async function numbersOfExcel(count: PeriodCount): Promise<Read> {
  return unitRows(await readXlsx(Buffer.from(await sheetFile(tallySheet(count)))), 1, 3)
}

function numbersOfCsv(count: PeriodCount): Read {
  const lines = tallyCsv(count.tally).slice(1).split('\r\n')
  return unitRows(
    lines.map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell)),
    2,
    4,
  )
}

/** Rows that have a number in front, but for those of other tables. */
function unitRows(rows: readonly (readonly string[])[], nameAt: number, from: number): Read {
  const units = rows.filter((cells) => /^\d+$/.test(cells[0] ?? '') && isNumbers(cells.slice(from, from + HEADINGS)))
  return {
    names: units.map((cells) => cells[nameAt] ?? ''),
    numbers: units.map((cells) => cells.slice(from, from + HEADINGS).map(Number)),
  }
}

/** The words of a PDF, each line with single spaces. */
export function wordsOfPdf(bytes: Bytes): readonly string[] {
  const { stdout } = spawnSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8' })
  return stdout.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
}
