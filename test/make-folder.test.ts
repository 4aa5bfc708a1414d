/** Folders that somebody has named. */
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from '../src/make-folder.ts'
import { temporaryFolder } from './store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeFile(join(folder.path, 'file'), '')
})
afterAll(() => folder.remove())

test('is made with all that lies above it, for its owner alone where that is asked, also by several at once', async () => {
  const path = join(folder.path, 'a', 'b', 'c')
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(path, 0o700)))
  await makeFolder(path)
  expect([((await stat(path)).mode & 0o777).toString(8), (await stat(path)).isDirectory()]).toEqual(['700', true])
})

const refused = [
  { name: 'where a file lies', path: () => join(folder.path, 'file') },
  { name: 'below a file', path: () => join(folder.path, 'file', 'a') },
  { name: 'where the system makes none', path: () => '/proc/x' },
  { name: 'below that', path: () => '/proc/x/y/z' },
]
test.each(refused)('is refused $name, and it ends', async ({ path }) => {
  await expect(makeFolder(path())).rejects.toThrow(/^(EEXIST|ENOTDIR|ENOENT|EACCES)/)
})
