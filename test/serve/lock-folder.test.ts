/** A data folder belongs to one service at a time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockFolder } from '../../src/serve/lock-folder.ts'
import { StartError } from '../../src/serve/start-error.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

test('the second is refused with a sentence that names the folder, until the first has ended', () => {
  const first = lockFolder(folder.path)
  expect(() => lockFolder(folder.path)).toThrow(StartError)
  expect(() => lockFolder(folder.path)).toThrow(folder.path)
  first.release()
  lockFolder(folder.path).release()
})
