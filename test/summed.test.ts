/** Whatever was asked before, the sums are those of the rows that are given. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSummed } from '../src/summed.ts'

type Row = readonly (readonly [string, number])[]

test('openSummed: rows that change, come and go, in any order', () => {
  const row = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2, max: 2 })), { maxLength: 3 })
  // One of another length, or one in which a few rows are others.
  const change = fc.oneof(fc.array(row, { maxLength: 5 }), fc.tuple(fc.nat(4), row))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const summed = openSummed((each: Row) => each)
      let rows: readonly Row[] = []
      for (const each of changes) {
        rows =
          typeof each[0] === 'number' ? rows.map((old, at) => (at === each[0] ? each[1] : old) as Row) : (each as Row[])
        const expected = new Map<string, number>()
        for (const [key, number] of rows.flat()) expected.set(key, (expected.get(key) ?? 0) + number)
        expect(summed(rows)).toEqual(new Map([...expected].filter(([, sum]) => sum !== 0)))
      }
    }),
  )
})
