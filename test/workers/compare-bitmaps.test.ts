/** Where two pictures differ: few boxes, in the order of reading, around what a person would call one place. */
import { describe, expect, test } from 'vitest'
import type { Box } from '../../src/validation/modification/drawn-page.ts'
import { type Bitmap, COMPARE_BUDGET, changedBoxes } from '../../workers/compare-bitmaps.ts'

type Patch = readonly [left: number, top: number, width: number, height: number, grey?: number]

const SIDE = 320

/** White paper with patches on it. */
function paper(patches: readonly Patch[], width = SIDE, height = SIDE): Bitmap {
  const data = new Uint8ClampedArray(4 * width * height).fill(255)
  for (const [left, top, w, h, grey = 0] of patches) {
    for (let y = top; y < top + h; y++) data.fill(grey, 4 * (y * width + left), 4 * (y * width + left + w))
  }
  return { width, height, data }
}

const told = (boxes: readonly Box[]) => boxes.map(({ left, top, width, height }) => `${left} ${top} ${width} ${height}`)

const cases: readonly {
  name: string
  before: readonly Patch[]
  after: readonly Patch[]
  expected: readonly string[]
}[] = [
  { name: 'equal pictures have none', before: [[10, 10, 50, 8]], after: [[10, 10, 50, 8]], expected: [] },
  { name: 'what came is boxed to the pixel', before: [], after: [[100, 37, 5, 9]], expected: ['100 37 5 9'] },
  { name: 'what went is boxed as well', before: [[100, 37, 5, 9]], after: [], expected: ['100 37 5 9'] },
  { name: 'a single pixel in the corner is seen', before: [], after: [[319, 319, 1, 1]], expected: ['319 319 1 1'] },
  {
    name: 'words of a line are one place',
    before: [],
    after: [
      [20, 100, 40, 10],
      [66, 100, 40, 10],
    ],
    expected: ['20 100 86 10'],
  },
  {
    name: 'places far apart are two, the upper one first',
    before: [],
    after: [
      [20, 250, 40, 10],
      [200, 20, 40, 10],
    ],
    expected: ['200 20 40 10', '20 250 40 10'],
  },
  {
    name: 'of two beside each other the left one is first',
    before: [],
    after: [
      [200, 20, 40, 10],
      [20, 20, 40, 10],
    ],
    expected: ['20 20 40 10', '200 20 40 10'],
  },
  {
    name: 'a shade that nobody sees is none',
    before: [[20, 20, 40, 40, 100]],
    after: [[20, 20, 40, 40, 100 + COMPARE_BUDGET.tolerance]],
    expected: [],
  },
  {
    name: 'a shade beyond that is one',
    before: [[20, 20, 40, 40, 100]],
    after: [[20, 20, 40, 40, 101 + COMPARE_BUDGET.tolerance]],
    expected: ['20 20 40 40'],
  },
]

describe('two pictures', () => {
  for (const { name, before, after, expected } of cases) {
    test(name, () => expect(told(changedBoxes(paper(before), paper(after)))).toEqual(expected))
  }

  test('of other sizes are not compared', () => {
    expect(changedBoxes(paper([]), paper([[0, 0, 9, 9]], 300, 320))).toEqual([])
  })

  const specks = Array.from({ length: 25 }, (_, at): Patch => [(at % 5) * 64, Math.floor(at / 5) * 64, 2, 2])

  test('with more places than are listed have them joined until they can be', () => {
    const boxes = changedBoxes(paper([]), paper(specks))
    expect(boxes.length).toBeLessThanOrEqual(COMPARE_BUDGET.boxes)
    const covers = ({ left, top, width, height }: Box, [x, y]: Patch) =>
      x >= left && y >= top && x + 2 <= left + width && y + 2 <= top + height
    expect(specks.filter((speck) => !boxes.some((box) => covers(box, speck)))).toEqual([])
  })

  test('that share nothing have one box around all', () => {
    const dots = Array.from({ length: 10_000 }, (_, at): Patch => [(at % 100) * 3, Math.floor(at / 100) * 3, 1, 1])
    expect(told(changedBoxes(paper([]), paper(dots), 1))).toEqual(['0 0 298 298'])
  })
})
