/** What changes in the folders is noticed by the next service, too. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seenFolders } from '../../src/serve/seen-folders.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const path = (name: string) => join(folder.path, name)
const open = () => seenFolders(path('seen'), { trust: [path('trust')], lists: [path('lists')] })

beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of ['trust', 'lists']) await mkdir(path(name))
})
afterAll(() => folder.remove())

test('nothing was ever seen', async () => expect(await open().last()).toBeNull())

test('what was noted is known to the next; a file that comes or goes makes another stamp', async () => {
  const before = await open().stamp()
  await open().note(before)
  expect(await open().last()).toBe(before)
  expect(await open().stamp()).toBe(before)
  await writeFile(path('lists/a.crl'), 'a list')
  const after = await open().stamp()
  expect(after).not.toBe(before)
  await rm(path('lists/a.crl'))
  expect(await open().stamp()).toBe(before)
  await open().note(after)
  expect(await open().last()).toBe(after)
})
