/** Work that is done once for all who ask for it at a time. */
import { expect, test } from 'vitest'
import { together } from '../src/together.ts'

function slowWork() {
  const begun: PromiseWithResolvers<number>[] = []
  const ask = together(() => {
    const run = Promise.withResolvers<number>()
    begun.push(run)
    return run.promise
  })
  return { begun, ask }
}

/** All that can go on by itself has done so. */
const settled = () => new Promise(setImmediate)

test('one run is for all who came before it began, the next for all who came meanwhile', async () => {
  const { begun, ask } = slowWork()
  const first = [ask(), ask()]
  await settled()
  const others = [ask(), ask(), ask()]
  await settled()
  expect(begun).toHaveLength(1)
  begun[0]?.resolve(1)
  expect(await Promise.all(first)).toEqual([1, 1])
  await settled()
  begun[1]?.resolve(2)
  expect(await Promise.all(others)).toEqual([2, 2, 2])
  expect(begun).toHaveLength(2)
})

test('an error is for all of its run, and the next begins all the same', async () => {
  const { begun, ask } = slowWork()
  const first = ask()
  await settled()
  const second = ask()
  begun[0]?.reject(new Error('first'))
  await expect(first).rejects.toThrow('first')
  await settled()
  begun[1]?.resolve(2)
  expect(await second).toBe(2)
})

test('what throws before it begins to wait is an error like any other', async () => {
  const ask = together<number>(() => {
    throw new Error('at once')
  })
  await expect(ask()).rejects.toThrow('at once')
  await expect(ask()).rejects.toThrow('at once')
})
