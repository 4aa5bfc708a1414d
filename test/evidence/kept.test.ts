/** What is kept survives a process that is killed at any step. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type KeptEvidence, openKeptEvidence } from '../../src/evidence/kept.ts'
import { openMaterialShelf } from '../../src/evidence/material.ts'
import type { Instant } from '../../src/lang.ts'
import { runUntilKilled } from '../store/killed-process.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { certificateList, list, wanted } from './made.ts'
import { hours, NOW } from './times.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let opened: KeptEvidence[]
beforeEach(async () => {
  folder = await temporaryFolder()
  opened = []
})
afterEach(async () => {
  for (const one of opened) await one.close()
  await folder.remove()
})

async function open(now: Instant = NOW): Promise<KeptEvidence> {
  const onFault = () => {
    throw new Error('Nothing is damaged by a crash')
  }
  const one = await openKeptEvidence({
    folder: join(folder.path, 'kept'),
    shelf: openMaterialShelf(),
    clock: () => now,
    onFault,
  })
  opened.push(one)
  return one
}

describe('killed while the third list is being kept', () => {
  const ders = [1, 2, 3].map((number) => list({ number }))
  const items = ders.map(certificateList)
  for (const turns of [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20]) {
    test(`${turns} turns after it began: two are kept, the third is or is not, and can be kept anew`, async () => {
      const lists = join(folder.path, 'lists')
      await mkdir(lists)
      for (const [index, der] of ders.entries()) await writeFile(join(lists, `${index}.crl`), der)
      const program = new URL('./keep-until-killed.ts', import.meta.url)
      await runUntilKilled(program, join(folder.path, 'kept'), lists, String(turns))

      const kept = await open(hours(1))
      const found = kept.concerning(wanted()).map(({ held }) => held.sha256)
      const [first, second, third] = items
      if (!first || !second || !third) throw new Error('There are three lists')
      expect(found).toEqual(expect.arrayContaining([first.sha256, second.sha256]))
      for (const item of items) await kept.keep(item, null)
      expect(await Promise.all(items.map(({ sha256 }) => kept.bytes(sha256)))).toEqual(
        ders.map((der) => Buffer.from(der)),
      )
      expect([first, second].map(({ sha256 }) => kept.get(sha256)?.heldSince)).toEqual([NOW, NOW])
      expect(kept.get(third.sha256)?.heldSince).toBe(found.includes(third.sha256) ? NOW : hours(1))
    })
  }
})

test('the earliest of two processes says since when something is held', async () => {
  const item = certificateList(list())
  const [early, late] = [await open(NOW), await open(hours(5))]
  await late.keep(item, 'http://a.example/crl')
  await early.keep(item, 'http://b.example/crl')
  expect(late.get(item.sha256)?.heldSince).toBe(hours(5))
  await late.catchUp()
  expect(late.get(item.sha256)?.heldSince).toBe(NOW)
  const [restarted] = (await open(hours(9))).concerning(wanted())
  expect(restarted).toEqual({
    held: expect.objectContaining({ sha256: item.sha256 }),
    heldSince: NOW,
    from: new Set(['http://a.example/crl', 'http://b.example/crl']),
  })
})

test('a process that keeps nothing writes nothing', async () => {
  await open()
  expect(await readdir(join(folder.path, 'kept', 'index'))).toEqual([])
})

test('keeping the same again, also at the same time, adds no line that says less', async () => {
  const item = certificateList(list())
  const kept = await open()
  await Promise.all([kept.keep(item, null), kept.keep(item, null)])
  await kept.keep(item, 'http://a.example/crl')
  await kept.keep(item, null)
  expect(kept.get(item.sha256)?.from).toEqual(new Set(['http://a.example/crl']))
})
