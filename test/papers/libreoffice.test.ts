/** Our papers in the office program that many of their readers have: opened without complaint, and without a formula. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { incomingSheet } from '../../src/papers/incoming-sheet.ts'
import { reminderPaper } from '../../src/papers/reminder-paper.ts'
import { reportPaper } from '../../src/papers/report-paper.ts'
import { sheetFile } from '../../src/papers/sheet-file.ts'
import { tallyCsv } from '../../src/papers/tally-csv.ts'
import { tallySheet } from '../../src/papers/tally-sheet.ts'
import { wordFile } from '../../src/papers/word.ts'
import { describeWith } from '../services/required.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { sampleView } from '../web/sample.ts'
import { HOSTILE, hostileCount } from './hostile.ts'
import { convert, LIBREOFFICE } from './libreoffice.ts'

const folder = await temporaryFolder()
afterAll(() => folder.remove())
const view = sampleView()
const count = { period: { kind: 'running', at: view.now() }, tally: await view.tally() } as const
const hostile = hostileCount()

describeWith('soffice', LIBREOFFICE, 'LibreOffice', () => {
  test('finds no formula in tables of hostile text, and all of its rows (S26)', async () => {
    const files = {
      'tally.xlsx': await sheetFile(tallySheet(hostile)),
      'incoming.xlsx': await sheetFile(incomingSheet(hostile)),
      'tally-csv.csv': Buffer.from(tallyCsv(hostile.tally)),
    }
    for (const [name, bytes] of Object.entries(convert(folder.path, files, 'fods'))) {
      const sheet = bytes.toString()
      expect(sheet.match(/table:formula/g), name).toBeNull()
      expect(sheet.match(/<table:table-row/g)?.length, name).toBeGreaterThanOrEqual(HOSTILE.length)
      expect(sheet, name).toContain('1+1')
    }
  })

  test('shows what an Excel file would otherwise read as a character as it was written', async () => {
    const { 'again.xlsx': again } = convert(folder.path, { 'again.xlsx': await sheetFile(tallySheet(hostile)) }, 'csv')
    expect(again?.toString()).toContain('_x003D_1+1')
  })

  test('opens the Word papers, whose pages are numbered from the second on', async () => {
    const papers = {
      'report.docx': reportPaper(count),
      'reminder.docx': reminderPaper(count),
      'hostile.docx': reportPaper(hostile),
    }
    const files: Record<string, Uint8Array> = {}
    for (const [name, paper] of Object.entries(papers)) if (paper) files[name] = await wordFile(paper)
    const opened = convert(folder.path, files, 'pdf')
    expect(Object.keys(opened)).toEqual(Object.keys(papers))
    for (const bytes of Object.values(opened)) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const [first = '', second = ''] = pagesOf('report.pdf')
    // Where Times New Roman and its likes are missing the letters are wider, and the last words stand on the next line.
    expect(first.trimStart()).toMatch(/^UBND HUYỆN HƯỚNG( HÓA)?\s+CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT/)
    expect(second.trimStart()).toMatch(/^2\n/)
  })
})

function pagesOf(name: string): readonly string[] {
  return spawnSync('pdftotext', ['-layout', join(folder.path, name), '-'], { encoding: 'utf8' }).stdout.split('\f')
}
