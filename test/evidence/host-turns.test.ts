/** One request at a time for each host, and three a minute. */
import { expect, test } from 'vitest'
import { hostTurns } from '../../src/evidence/host-turns.ts'
import type { Instant } from '../../src/lang.ts'

function turns() {
  let now = 1_000_000
  const pass = (ms: number) => {
    now += ms
  }
  return { turns: hostTurns(() => now as Instant), pass }
}

const work = async () => 'done'

test('three requests at once, and then one for each twenty seconds', async () => {
  const { turns: hosts, pass } = turns()
  const ask = () => hosts.inTurn('a', work) !== null
  expect([ask(), ask(), ask(), ask()]).toEqual([true, true, true, false])
  pass(19_999)
  expect(ask()).toBe(false)
  pass(1)
  expect([ask(), ask()]).toEqual([true, false])
  pass(600_000)
  expect([ask(), ask(), ask(), ask()]).toEqual([true, true, true, false])
})

test('a clock that is set back gives nothing', () => {
  const { turns: hosts, pass } = turns()
  for (let i = 0; i < 3; i++) hosts.inTurn('a', work)
  pass(-3_600_000)
  expect(hosts.inTurn('a', work)).toBeNull()
  pass(20_000)
  expect(hosts.inTurn('a', work)).not.toBeNull()
})

test('other hosts are not kept waiting', () => {
  const { turns: hosts } = turns()
  for (let i = 0; i < 4; i++) hosts.inTurn('a', work)
  expect(hosts.inTurn('b', work)).not.toBeNull()
})

test('one at a time, in order, also after one that failed', async () => {
  const { turns: hosts } = turns()
  const told: string[] = []
  const first = Promise.withResolvers<void>()
  const begun = [
    hosts.inTurn('a', async () => {
      told.push('first begins')
      await first.promise
      told.push('first ends')
      throw new Error('reset')
    }),
    hosts.inTurn('a', async () => void told.push('second')),
  ]
  const settled = Promise.allSettled(begun)
  await Promise.resolve()
  first.resolve()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(told).toEqual(['first begins', 'first ends', 'second'])
})
