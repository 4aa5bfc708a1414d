/** The one thing to do next for a unit, by what it sent. */
import { expect, test } from 'vitest'
import { countTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { unitTable } from '../../src/web/pages/unit-table.ts'
import { byCertificate, campaign, received, report, unit } from '../tally/build.ts'

const cases: readonly { readonly sent: readonly (Code | null)[]; readonly next: string }[] = [
  { sent: ['valid', 'valid', 'valid'], next: '' },
  { sent: ['valid', 'valid', null], next: 'Chờ kết quả' },
  { sent: ['valid', null], next: 'Nhắc nộp thêm 1, chờ kết quả 1' },
  { sent: [null], next: 'Nhắc nộp thêm 2, chờ kết quả 1' },
  { sent: ['valid'], next: 'Nhắc nộp thêm 2' },
  { sent: ['valid', 'not-signed'], next: 'Trả lại 1, nhắc nộp 2' },
  { sent: [], next: 'Nhắc nộp' },
]
for (const { sent, next } of cases) {
  test(`after ${sent.map((code) => code ?? 'one that waits').join(', ') || 'nothing'}: ${next || 'nothing'}`, () => {
    const submissions = sent.map((code, index) => {
      const name = `d${index}`
      const judged = code === null ? null : report(name, code, code === 'not-signed' ? [] : undefined)
      return received(name, 24 + index, byCertificate('huc'), judged)
    })
    const { units } = countTally(campaign, [unit('huc')], submissions)
    expect(/<td class="todo">(.*?)<\/td>/.exec(String(unitTable(campaign, units)))?.[1]).toBe(next)
  })
}
