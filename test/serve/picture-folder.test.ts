/** The folder of pictures: it gives back what was put, and stays within its size. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openPictureFolder } from '../../src/serve/picture-folder.ts'
import type { DrawnPage } from '../../src/validation/modification/drawn-page.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { sha } from '../tally/build.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

const drawing = (bytes: number) => ({ png: Buffer.alloc(bytes, 7), width: 30, height: 20, page: 2 })

const drawn = (bytes = 30): Extract<DrawnPage, { kind: 'drawn' }> => ({
  kind: 'drawn',
  before: null,
  after: drawing(bytes),
  boxes: [{ left: 1, top: 2, width: 3, height: 4, place: null, seal: null }],
  sameSize: true,
})

/** Each use is a minute after the last one. */
function ticking() {
  let now = Date.parse('2021-08-28T09:00:00+07:00')
  return () => {
    now += 60_000
    return now as Instant
  }
}

const open = (maxBytes = 1_000_000) => openPictureFolder(join(folder.path, 'pictures'), maxBytes, ticking())

describe('a folder of pictures', () => {
  test('gives back what was put, and after a new start too', async () => {
    const both = { ...drawn(), before: drawing(20) }
    await (await open()).put(sha('a'), both)
    expect(await (await open()).get(sha('a'))).toEqual(both)
    expect(await (await open()).get(sha('b'))).toBeNull()
  })

  test('is for its owner only', async () => {
    const pictures = await open()
    await pictures.put(sha('a'), drawn())
    const modes = [join(folder.path, 'pictures'), join(folder.path, 'pictures', sha('a'))].map(async (path) =>
      ((await stat(path)).mode & 0o777).toString(8),
    )
    expect(await Promise.all(modes)).toEqual(['700', '600'])
  })

  const damages: readonly { name: string; damage: (text: string) => string }[] = [
    { name: 'cut off', damage: (text) => text.slice(0, 40) },
    { name: 'empty', damage: () => '' },
    { name: 'of another form', damage: () => '{"before":null}' },
    { name: 'with a size that is none', damage: (text) => text.replace('"width":30', '"width":-1') },
  ]
  test.each(damages)('has no picture in a file that is $name', async ({ damage }) => {
    const pictures = await open()
    await pictures.put(sha('a'), drawn())
    const path = join(folder.path, 'pictures', sha('a'))
    await writeFile(path, damage(await readFile(path, 'utf8')))
    expect(await pictures.get(sha('a'))).toBeNull()
  })

  test('gives up what was not asked for the longest where it grows too large', async () => {
    const pictures = await open(7_000)
    for (const name of ['a', 'b', 'c', 'd']) await pictures.put(sha(name), drawn(1_000))
    await pictures.get(sha('a'))
    await pictures.put(sha('e'), drawn(1_000))
    const left = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (name) => (await pictures.get(sha(name))) !== null),
    )
    expect(left).toEqual([true, false, false, true, true])
  })

  test('counts what lay there at the start', async () => {
    const before = await open(7_000)
    for (const name of ['a', 'b', 'c', 'd']) await before.put(sha(name), drawn(1_000))
    await (await open(4_000)).put(sha('e'), drawn(1_000))
    expect(await readdir(join(folder.path, 'pictures'))).toHaveLength(2)
  })
})
