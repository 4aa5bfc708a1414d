/** Whatever was asked before, a key is found in the rows that are given. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openIndexed } from '../src/indexed.ts'

const KEYS = ['a', 'b', 'c', 'd'] as const
type Row = ReadonlySet<string>

test('openIndexed: rows that change, come and go, in any order', () => {
  const row = fc.subarray([...KEYS]).map((keys): Row => new Set(keys))
  const change = fc.oneof(fc.record({ rows: fc.array(row, { maxLength: 6 }) }), fc.record({ at: fc.nat(5), row }))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const indexed = openIndexed((each: Row) => each)
      let rows: readonly Row[] = []
      for (const each of changes) {
        rows = 'rows' in each ? each.rows : rows.map((old, at) => (at === each.at ? each.row : old))
        const find = indexed(rows)
        for (const key of KEYS) expect(find(key)).toEqual(rows.filter((one) => one.has(key)))
      }
    }),
  )
})
