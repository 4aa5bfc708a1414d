/** The tables of docs/faults.md and of docs/personal-data.md: every fault has its row, and every test that a row names is there. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const rows = ['faults', 'personal-data']
  .flatMap((name) => readFileSync(`${root}docs/${name}.md`, 'utf8').split('\n'))
  .filter((line) => /^\| [FSP]\d+ /.test(line))
  .map((line) => line.split(' | '))

test('every fault has a row', () => {
  const numbers = rows.map(([first = '']) => first.replace('| ', ''))
  expect(numbers.filter((number) => number.startsWith('F'))).toEqual(
    Array.from({ length: 34 }, (_, index) => `F${index + 1}`),
  )
})

for (const [first = '', , , tests = ''] of rows) {
  const fault = first.replace('| ', '')
  test(`the tests of ${fault} are there`, () => {
    let file = ''
    let found = 0
    for (const [, path, title] of tests.matchAll(/`(test\/[^`]+)`|"([^"]+)"/g)) {
      if (path !== undefined) file = path
      if (title === undefined) continue
      found++
      expect(existsSync(`${root}${file}`), file).toBe(true)
      expect(readFileSync(`${root}${file}`, 'utf8')).toContain(title)
    }
    expect(found).toBeGreaterThan(0)
  })
}
