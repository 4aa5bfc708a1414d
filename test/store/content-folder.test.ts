import { chmod, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import { openContentFolder } from '../../src/store/content-folder.ts'
import { DamagedFileError, type Files } from '../../src/store/files.ts'
import { at, hashOf } from './sample-rows.ts'
import { temporaryFolder } from './temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let files: Files
beforeEach(async () => {
  folder = await temporaryFolder()
  files = await openContentFolder(folder.path, at(Date.now()))
})
afterEach(() => folder.remove())

const CONTENT = Buffer.from('nội dung')
const NAME = hashOf('nội dung')

test('content lies under its hash, read-only, and nothing else is left', async () => {
  expect(await files.put(CONTENT)).toBe(NAME)
  expect(relative(folder.path, files.path(NAME))).toBe(join(NAME.slice(0, 2), NAME.slice(2, 4), NAME))
  expect((await stat(files.path(NAME))).mode & 0o777).toBe(0o440)
  expect(await files.get(NAME)).toEqual(CONTENT)
  expect(await readdir(join(folder.path, 'unfinished'))).toEqual([])
})

test('putting the same content again, or many times at once, changes nothing', async () => {
  await Promise.all([files.put(CONTENT), files.put(CONTENT), files.put(CONTENT)])
  await files.put(CONTENT)
  expect(await files.get(NAME)).toEqual(CONTENT)
})

test('what the disk has changed is whole again once it is put again', async () => {
  await files.put(CONTENT)
  await chmod(files.path(NAME), 0o640)
  await writeFile(files.path(NAME), 'nội dunh')
  await expect(files.get(NAME)).rejects.toThrow(DamagedFileError)
  expect(await files.put(CONTENT)).toBe(NAME)
  expect(await files.get(NAME)).toEqual(CONTENT)
  expect(await files.check(NAME)).toBe('whole')
})

test('content that is not there is null, and can be removed', async () => {
  expect(await files.get(NAME)).toBeNull()
  await files.remove(NAME)
  await files.put(CONTENT)
  await files.remove(NAME)
  expect(await files.get(NAME)).toBeNull()
})

test('no other name than a hash leads anywhere', () => {
  for (const name of ['../../etc/passwd', '', NAME.toUpperCase(), `${NAME}/..`]) {
    expect(() => files.path(name as Sha256)).toThrow(TypeError)
  }
})

test('what a crash left half written is removed at the next start, unless it may be still in work', async () => {
  const unfinished = join(folder.path, 'unfinished')
  for (const name of ['old', 'new']) await writeFile(join(unfinished, name), 'half')
  await utimes(join(unfinished, 'old'), 1000, 1000)
  await utimes(join(unfinished, 'new'), 5000, 5000)
  await openContentFolder(folder.path, at(5_000_000))
  expect(await readdir(unfinished)).toEqual(['new'])
})
