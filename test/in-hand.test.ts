/** Items that are worked on while the next are on their way. */
import { expect, test } from 'vitest'
import { workInHand } from '../src/in-hand.ts'

const weightOf = (item: string) => (item === item.toUpperCase() ? 2 : 1)

/** All that can go on by itself has done so. */
const settled = () => new Promise(setImmediate)

/** A source and a worker of which the test says how each goes on; `events` holds what has happened. A capital weighs two. */
function watched(items: readonly (string | Error)[], room: number) {
  const events: string[] = []
  const working = new Map<string, PromiseWithResolvers<void>>()
  async function* source() {
    try {
      for (const item of items) {
        if (item instanceof Error) throw item
        events.push(`had ${item}`)
        yield item
      }
    } finally {
      events.push('no more')
    }
  }
  const all = workInHand(source(), room, weightOf, (item) => {
    events.push(`begun ${item}`)
    const work = Promise.withResolvers<void>()
    working.set(item, work)
    return work.promise
  })
  let outcome: unknown = 'in hand'
  all.then(
    () => (outcome = 'done'),
    (error: unknown) => (outcome = error),
  )
  return { events, all, outcome: () => outcome, end: (item: string) => working.get(item) }
}

test('so many are in hand at a time, and the next comes as soon as one is done', async () => {
  const { events, end, outcome } = watched(['a', 'b', 'c'], 2)
  await settled()
  expect(events).toEqual(['had a', 'begun a', 'had b', 'begun b'])
  end('b')?.resolve()
  await settled()
  expect(events.slice(4)).toEqual(['had c', 'begun c'])
  end('a')?.resolve()
  await settled()
  expect([events.slice(6), outcome()]).toEqual([['no more'], 'in hand'])
  end('c')?.resolve()
  await settled()
  expect(outcome()).toBe('done')
})

test('a heavy one takes the room of several: no other comes before it is done', async () => {
  const { events, end } = watched(['a', 'B', 'c', 'd'], 2)
  await settled()
  expect(events).toEqual(['had a', 'begun a', 'had B', 'begun B'])
  end('a')?.resolve()
  await settled()
  expect(events.slice(4)).toEqual([])
  end('B')?.resolve()
  await settled()
  expect(events.slice(4)).toEqual(['had c', 'begun c', 'had d', 'begun d'])
})

test('after one that failed no other is begun, and its error is told when those in hand have ended', async () => {
  const { events, all, end, outcome } = watched(['a', 'b', 'c', 'd'], 2)
  await settled()
  end('a')?.reject(new Error('a is too much'))
  await settled()
  expect([events.slice(4), outcome()]).toEqual([['had c', 'no more'], 'in hand'])
  end('b')?.resolve()
  await expect(all).rejects.toThrow('a is too much')
})

test('an error of the source is told when what was before it has ended', async () => {
  const { events, all, end, outcome } = watched(['a', new Error('away'), 'b'], 2)
  await settled()
  expect([events, outcome()]).toEqual([['had a', 'begun a', 'no more'], 'in hand'])
  end('a')?.resolve()
  await expect(all).rejects.toThrow('away')
})

test('of two errors the first is told: what was stored failed before the source went away', async () => {
  const failing = async function* () {
    yield 'a'
    await settled()
    throw new Error('away')
  }
  const all = workInHand(failing(), 2, weightOf, () => Promise.reject(new Error('a is too much')))
  await expect(all).rejects.toThrow('a is too much')
})

test('nothing is nothing', async () => {
  const { events, all } = watched([], 2)
  await all
  expect(events).toEqual(['no more'])
})
