/** Items of which one is fetched while the caller works on the one before. */
import { expect, test } from 'vitest'
import { oneAhead } from '../src/one-ahead.ts'

/** Notes what is asked for, and what the caller works on, in one list. */
function noted(items: readonly (number | Error)[]) {
  const events: string[] = []
  async function* source() {
    try {
      for (const item of items) {
        events.push(`asked for ${item instanceof Error ? 'an error' : item}`)
        await new Promise(setImmediate)
        if (item instanceof Error) throw item
        yield item
      }
    } finally {
      events.push('ended')
    }
  }
  const work = async (item: number) => {
    events.push(`begun ${item}`)
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    events.push(`done ${item}`)
  }
  return { events, source, work }
}

test('the next is asked for before the caller has it, and never more than that one', async () => {
  const { events, source, work } = noted([1, 2, 3])
  for await (const item of oneAhead(source())) await work(item)
  expect(events).toEqual([
    ...['asked for 1', 'asked for 2', 'begun 1', 'done 1', 'asked for 3', 'begun 2', 'done 2'],
    ...['ended', 'begun 3', 'done 3'],
  ])
})

test('an error of the source comes in its place: what was before it is done', async () => {
  const { events, source, work } = noted([1, new Error('away'), 3])
  const all = (async () => {
    for await (const item of oneAhead(source())) await work(item)
  })()
  await expect(all).rejects.toThrow('away')
  expect(events).toEqual(['asked for 1', 'asked for an error', 'begun 1', 'ended', 'done 1'])
})

test('where the caller fails its error is told, and nothing goes on behind its back', async () => {
  const { events, source } = noted([1, new Error('away'), 3])
  const all = (async () => {
    for await (const item of oneAhead(source())) throw new Error(`${item} is too much`)
  })()
  await expect(all).rejects.toThrow('1 is too much')
  expect(events).toEqual(['asked for 1', 'asked for an error', 'ended'])
})

test('nothing is nothing', async () => {
  const { events, source } = noted([])
  for await (const item of oneAhead(source())) expect(item).toBe(null)
  expect(events).toEqual(['ended'])
})
