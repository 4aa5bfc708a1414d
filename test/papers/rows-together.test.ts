/** Which rows of a table no page separates. */
import { expect, test } from 'vitest'
import { rowsTogether, type TableRow } from '../../src/papers/paper.ts'

const row = (name: string): TableRow => ({
  look: name.startsWith('G') ? 'group' : name.startsWith('T') ? 'total' : 'plain',
  cells: [name],
})

const cases = [
  { name: 'rows stand alone', rows: 'a b c', together: 'a|b|c' },
  { name: 'a group is named above its first row', rows: 'G a b G c', together: 'G a|b|G c' },
  { name: 'sums follow the last row', rows: 'G a b T1 T2', together: 'G a|b T1 T2' },
  { name: 'a group of one row', rows: 'G a T1 T2', together: 'G a T1 T2' },
  { name: 'a sum of nothing', rows: 'T', together: 'T' },
  { name: 'no rows', rows: '', together: '' },
] as const

for (const { name, rows, together } of cases) {
  test(name, () => {
    const given = rows.split(' ').filter((each) => each !== '')
    const words = rowsTogether(given.map(row)).map((each) => each.map(({ cells }) => cells[0]).join(' '))
    expect(words.join('|')).toBe(together)
  })
}
