/** A stored file that the disk has changed is found, and is no longer judged. */
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openContentFolder } from '../../src/store/content-folder.ts'
import { DamagedFileError, type Files } from '../../src/store/files.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { checkFiles } from '../../src/upkeep/check-files.ts'
import { at, attributeByLetter, contentOf, hashOf, listed } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const NAMES = Array.from({ length: 60 }, (_, index) => `document ${index}`)
const LETTER = hashOf('letter')
const never = new AbortController().signal

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let files: Files
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  files = await openContentFolder(join(folder.path, 'content'), at(Date.now()))
  await store.recordLetter(listed('1'), await files.put(Buffer.from('letter')))
  for (const name of NAMES) await files.put(Buffer.from(name))
  await store.recordContent(LETTER, contentOf(LETTER, ...NAMES.map(hashOf)), attributeByLetter)
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

async function checkAll() {
  for (let run = 0; run < 30; run++) await checkFiles({ store, files, clock: () => at(run) }, run, never)
}

async function flip(name: string) {
  const path = files.path(hashOf(name))
  await chmod(path, 0o600)
  await writeFile(path, name.replace('document', 'Document'))
}

test('thirty nights look at every file, and find nothing where nothing is wrong', async () => {
  const seen: string[] = []
  const check = (sha256: typeof LETTER) => {
    seen.push(sha256)
    return files.check(sha256)
  }
  const watched = { ...files, check }
  for (let run = 30; run < 60; run++) {
    await checkFiles({ store, files: watched, clock: () => at(run) }, run, never)
  }
  expect(seen.toSorted()).toEqual([LETTER, ...NAMES.map(hashOf)].toSorted())
  expect(await store.damagedFiles()).toEqual([])
})

test('one flipped byte and one file that is gone are found, and forgotten once the files are back', async () => {
  await flip('document 7')
  await rm(files.path(hashOf('document 8')))
  await checkAll()
  const found = (await store.damagedFiles()).map(({ sha256, why }) => `${why} ${sha256}`)
  expect(found.toSorted()).toEqual([`changed ${hashOf('document 7')}`, `missing ${hashOf('document 8')}`])
  await rm(files.path(hashOf('document 7')))
  for (const name of ['document 7', 'document 8']) await files.put(Buffer.from(name))
  // Damaged ones are looked at each night, whichever portion they are of.
  await checkFiles({ store, files, clock: () => at(0) }, 0, never)
  expect(await store.damagedFiles()).toEqual([])
})

test('a letter that turned out to be no submission is not missed', async () => {
  const note = await files.put(Buffer.from('note'))
  await store.recordLetter(listed('2'), note)
  const kept = await store.keptContent('0', '~')
  await store.recordContent(note, contentOf(note), attributeByLetter)
  await files.remove(note)
  const late = {
    ...store,
    keptContent: (from: string, to: string) => (to === '~' ? Promise.resolve(kept) : store.keptContent(from, to)),
  }
  for (let run = 0; run < 30; run++) await checkFiles({ store: late, files, clock: () => at(run) }, run, never)
  expect(await store.damagedFiles()).toEqual([])
})

test('what was changed is never read as if it were what came', async () => {
  await flip('document 7')
  await expect(files.get(hashOf('document 7'))).rejects.toThrow(DamagedFileError)
})
