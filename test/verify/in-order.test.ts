/** Results in the order of the items, however long each takes. */
import { expect, test } from 'vitest'
import { inOrder } from '../../src/verify/in-order.ts'

async function* items(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i
}

async function collect<T>(results: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const result of results) all.push(result)
  return all
}

test('the first result waits for nobody behind it, and nobody overtakes it', async () => {
  const first = Promise.withResolvers<number>()
  const ended: number[] = []
  const work = async (item: number) => {
    const result = item === 0 ? await first.promise : item
    ended.push(item)
    if (item === 2) first.resolve(0)
    return result
  }
  expect(await collect(inOrder(items(5), 3, work))).toEqual([0, 1, 2, 3, 4])
  expect(ended.slice(0, 3)).toEqual([1, 2, 0])
})

test('no more are begun than were allowed', async () => {
  let busy = 0
  let most = 0
  const work = async () => {
    busy++
    most = Math.max(most, busy)
    await new Promise((resolve) => setImmediate(resolve))
    busy--
  }
  await collect(inOrder(items(20), 4, work))
  expect(most).toBe(4)
})

test('a rejection comes in its turn and ends the rest', async () => {
  const seen: number[] = []
  const results = inOrder(items(9), 3, async (item) => {
    if (item === 1) throw new Error('the second')
    return item
  })
  const reading = (async () => {
    for await (const result of results) seen.push(result)
  })()
  await expect(reading).rejects.toThrow('the second')
  expect(seen).toEqual([0])
})
