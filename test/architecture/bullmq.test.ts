/** Settings of BullMQ that must not be made. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))

async function sources(): Promise<readonly string[]> {
  const names = (await readdir(SRC, { recursive: true })).filter((name) => name.endsWith('.ts'))
  return Promise.all(names.map((name) => readFile(join(SRC, name), 'utf8')))
}

const forbidden = [
  { word: 'skipStalledCheck', why: 'nobody would notice the death of a worker' },
  { word: 'upsertJobScheduler', why: 'what is due when is a matter of the rows, which Redis may lose' },
]
for (const { word, why } of forbidden) {
  test(`${word} is used nowhere: ${why}`, async () => {
    expect((await sources()).filter((text) => text.includes(word))).toEqual([])
  })
}

test('all keys of the queue lie in one slot of a Redis cluster, and the files were looked at', async () => {
  const prefixes = (await sources()).flatMap((text) =>
    [...text.matchAll(/PREFIX = '(.*)'/g)].map(([, prefix]) => prefix),
  )
  expect(prefixes).toEqual(['{sokyso}'])
})
