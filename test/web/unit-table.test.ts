/** The one thing to do next for a unit, by what it sent. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { countTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { unitTable } from '../../src/web/pages/unit-table.ts'
import { byCertificate, campaign, received, report, unit } from '../tally/build.ts'

type Case = { readonly sent: readonly (Code | null)[]; readonly next: string; readonly isOver?: boolean }

const cases: readonly Case[] = [
  { sent: ['valid', 'valid', 'valid'], next: '' },
  { sent: ['valid', 'valid', null], next: 'Chờ kết quả' },
  { sent: ['valid', null], next: 'Nhắc nộp thêm 1, chờ kết quả 1' },
  { sent: [null], next: 'Nhắc nộp thêm 2, chờ kết quả 1' },
  { sent: ['valid'], next: 'Nhắc nộp thêm 2' },
  { sent: ['valid', 'not-signed'], next: 'Trả lại 1, nhắc nộp 2' },
  { sent: [], next: 'Nhắc nộp' },
  { sent: ['valid', 'not-signed'], next: 'Hết hạn, thiếu 2', isOver: true },
  { sent: ['valid', null], next: 'Chờ kết quả', isOver: true },
  { sent: [], next: 'Hết hạn, chưa nộp', isOver: true },
]
for (const { sent, next, isOver = false } of cases) {
  test(`${isOver ? 'over: ' : ''}after ${sent.map((code) => code ?? 'one that waits').join(', ') || 'nothing'}: ${next || 'nothing'}`, () => {
    const submissions = sent.map((code, index) => {
      const name = `d${index}`
      const judged = code === null ? null : report(name, code, code === 'not-signed' ? [] : undefined)
      return received(name, 24 + index, byCertificate('huc'), judged)
    })
    const now = (campaign.deadline + (isOver ? 1 : -1)) as Instant
    const { units } = countTally(campaign, [unit('huc')], submissions)
    expect(/<td class="todo">(.*?)<\/td>/.exec(String(unitTable(units, now)))?.[1]).toBe(next)
  })
}

test('the numbers of a group are of the whole group, whichever of its units are shown', () => {
  const all = ['huc', 'xy', 'lia'].map((id) => unit(id))
  const sent = ['a', 'b', 'c'].map((name, place) =>
    received(name, 24 + place, byCertificate('huc'), report(name, 'valid')),
  )
  const { units } = countTally(campaign, all, sent)
  for (const shown of [units, units.slice(0, 1), units.slice(1)]) {
    expect(String(unitTable(shown, campaign.deadline, { among: units }))).toContain('1/3 đơn vị đạt')
  }
})

test('a deadline of its own is said beside the last letter', () => {
  const letters = [received('d', 24, byCertificate('huc'), report('d', 'valid'))]
  const { units } = countTally(campaign, [unit('huc')], letters)
  const shown = (common: Instant) => String(unitTable(units, campaign.deadline, { common }))
  expect(shown(campaign.deadline)).not.toContain('hạn riêng')
  expect(shown((campaign.deadline - 1) as Instant)).toContain('(hạn riêng)')
})
