/** Whatever was asked before, many sorted lists come as one as if they were sorted anew. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openChosen, openMerged } from '../src/merged.ts'

type Item = { readonly at: number; readonly id: number }

const compare = (a: Item, b: Item) => a.at - b.at || a.id - b.id

test('openMerged: lists that change, few or many of them, in any order', () => {
  const place = fc.record({ list: fc.nat(4), ats: fc.array(fc.nat(20), { maxLength: 6 }) })
  const changes = fc.array(fc.oneof(place, fc.nat(5)), { maxLength: 30 })
  fc.assert(
    fc.property(changes, (some) => {
      const merged = openMerged((list: readonly Item[]) => list, compare)
      const isChosen = ({ at }: Item) => at % 2 === 0
      const chosen = openChosen(isChosen, compare)
      let [lists, id]: [readonly (readonly Item[])[], number] = [[[], [], [], [], []], 0]
      for (const change of some) {
        lists =
          typeof change === 'number'
            ? // One visitor sees fewer of them.
              lists.slice(0, change)
            : lists.with(
                Math.min(change.list, Math.max(0, lists.length - 1)),
                [...(lists[change.list] ?? []).slice(1), ...change.ats.map((at) => ({ at, id: id++ }))].toSorted(
                  compare,
                ),
              )
        const sorted = lists.flat().toSorted(compare)
        expect(merged(lists).all).toEqual(sorted)
        expect(chosen(merged(lists))).toEqual(sorted.filter(isChosen))
        if (typeof change === 'number') lists = [...lists, ...Array.from({ length: 5 - lists.length }, () => [])]
      }
    }),
  )
})
