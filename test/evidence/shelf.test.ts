/** The shelf keeps what was used last, within its bytes. */
import { expect, test } from 'vitest'
import { openShelf } from '../../src/evidence/shelf.ts'
import type { Sha256 } from '../../src/lang.ts'

const key = (name: string) => name as Sha256

function shelf(maxBytes: number) {
  const loads: string[] = []
  const opened = openShelf<string>(maxBytes, (item) => item.length)
  const get = (name: string, item: string | null = name) =>
    opened.get(key(name), async () => {
      loads.push(name)
      return item
    })
  return { get, loads, put: (name: string) => opened.put(key(name), name) }
}

test('what is at hand is not loaded again', async () => {
  const { get, loads } = shelf(10)
  expect([await get('aaaa'), await get('aaaa')]).toEqual(['aaaa', 'aaaa'])
  expect(loads).toEqual(['aaaa'])
})

test('what was used longest ago goes first', async () => {
  const { get, loads } = shelf(10)
  for (const name of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'aaaa', 'bbbb']) await get(name)
  expect(loads).toEqual(['aaaa', 'bbbb', 'cccc', 'bbbb'])
})

test('what is larger than the shelf is given and not kept', async () => {
  const { get, loads } = shelf(3)
  expect([await get('aaaa'), await get('aaaa')]).toEqual(['aaaa', 'aaaa'])
  expect(loads.length).toBe(2)
})

test('asked twice at once it loads once, and again after a failure', async () => {
  const { get, loads } = shelf(10)
  await Promise.all([get('aaaa'), get('aaaa')])
  expect(loads).toEqual(['aaaa'])
  const failing = openShelf<string>(10, (item) => item.length)
  const fail = () => Promise.reject(new Error('disk'))
  await expect(failing.get(key('a'), fail)).rejects.toThrow('disk')
  expect(await failing.get(key('a'), async () => 'a')).toBe('a')
})

test('what was not found is looked for again', async () => {
  const { get, loads } = shelf(10)
  expect([await get('aaaa', null), await get('aaaa')]).toEqual([null, 'aaaa'])
  expect(loads.length).toBe(2)
})

test('putting the same thing twice weighs once', async () => {
  const { get, loads, put } = shelf(8)
  put('aaaa')
  put('aaaa')
  put('bbbb')
  await get('aaaa')
  expect(loads).toEqual([])
})
