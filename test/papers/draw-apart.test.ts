/** Papers are drawn in a thread of their own: the same bytes, and nobody waits meanwhile. */
import { expect, test } from 'vitest'
import { draw } from '../../src/papers/draw.ts'
import { drawApart } from '../../src/papers/draw-apart.ts'
import { reportPaper } from '../../src/papers/report-paper.ts'
import { tallySheet } from '../../src/papers/tally-sheet.ts'
import { hostileCount } from './hostile.ts'

const count = hostileCount()

test('the bytes are those that this thread would draw', async () => {
  const paper = reportPaper(count)
  const drawings = [{ kind: 'word', paper } as const, { kind: 'excel', sheet: tallySheet(count) } as const]
  for (const drawing of drawings) {
    expect(Buffer.compare(await drawApart(drawing), await draw(drawing))).toBe(0)
  }
}, 60_000)

test('what cannot be drawn is told to whoever asked, and holds up nobody behind it', async () => {
  const nothing = { name: '', titles: [], columns: [], rows: [], notes: [] }
  const broken = drawApart({ kind: 'excel', sheet: { ...nothing, titles: ['x'.repeat(3)], name: '/:*?' } })
  const good = drawApart({ kind: 'excel', sheet: tallySheet(count) })
  await expect(broken).rejects.toThrow()
  expect((await good).length).toBeGreaterThan(1_000)
}, 60_000)
