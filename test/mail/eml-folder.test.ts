/** The folder adapter: the port's contract, half-written files, and what is no letter. */
import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { emlFolder, SETTLE_MS } from '../../src/mail/eml-folder.ts'
import { folderOf, letter, list, mailSourceContract } from './mail-source.contract.ts'

const NEVER = new AbortController().signal
let root: string
let folder: string
let folders = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'letters-'))
})
afterAll(() => rm(root, { recursive: true }))

async function newFolder(): Promise<string> {
  const path = join(root, String(++folders))
  await mkdir(path)
  return path
}

/** As a mail program leaves a file: complete, with its own date. */
async function put(path: string, name: string, raw: Uint8Array, modified: Date): Promise<void> {
  await writeFile(join(path, `${name}.part`), raw)
  await utimes(join(path, `${name}.part`), modified, modified)
  await rename(join(path, `${name}.part`), join(path, name))
}

let names = 0
mailSourceContract('folder of .eml files', {
  mailbox: async () => {
    const path = await newFolder()
    return {
      source: emlFolder({ path }),
      deliver: async (raw, receivedAt) => {
        const name = `Công văn ${++names}.eml`
        await put(path, name, raw, receivedAt)
        return name
      },
      remove: (uid) => rm(join(path, uid)),
    }
  },
})

describe('folder of .eml files', () => {
  const day = new Date('2021-07-26T01:00:00Z')
  beforeEach(async () => {
    folder = await newFolder()
  })

  test('the topmost Received line is the time of arrival, whatever the file says', async () => {
    const received = Buffer.from('Received: from a by b; Mon, 26 Jul 2021 09:30:00 +0700\r\n')
    await put(folder, 'a.eml', Buffer.concat([received, letter('received')]), new Date('2026-01-01T00:00:00Z'))
    const source = emlFolder({ path: folder })
    const session = await source.open(NEVER)
    expect((await list(session, source)).map(({ receivedAt }) => new Date(receivedAt).toISOString())).toEqual([
      '2021-07-26T02:30:00.000Z',
    ])
    await session.close()
  })

  test('only plain files named .eml directly in the folder are letters', async () => {
    await put(folder, 'letter.EML', letter('yes'), day)
    await put(folder, 'note.txt', letter('no'), day)
    await mkdir(join(folder, 'folder.eml'))
    await symlink(join(folder, 'letter.EML'), join(folder, 'link.eml'))
    const source = emlFolder({ path: folder })
    const session = await source.open(NEVER)
    const [listed, ...more] = await list(session, source)
    expect([listed?.key.uid, more]).toEqual(['letter.EML', []])
    for (const uid of ['link.eml', 'folder.eml', 'note.txt', '../x.eml', 'none.eml']) {
      const { fetch } = await folderOf(session, source)
      const key = { account: 'folder', folder, uidValidity: '', uid }
      expect([uid, await fetch({ key, size: 1, receivedAt: 0 as Instant, messageId: null })]).toEqual([uid, null])
    }
    await session.close()
  })

  test('a file that is still being written is left until it has settled, which is news', async () => {
    const clock = { now: day.getTime() + 1 }
    await put(folder, 'young.eml', letter('young'), day)
    const source = emlFolder({ path: folder, clock: () => clock.now as Instant })
    const session = await source.open(NEVER)
    expect(await list(session, source)).toEqual([])
    clock.now = day.getTime() + SETTLE_MS
    await session.news(30_000, NEVER)
    expect(await list(session, source)).toHaveLength(1)
    await session.close()
  })

  test('a file that changed is read anew', async () => {
    await put(folder, 'a.eml', letter('a longer subject'), day)
    const source = emlFolder({ path: folder })
    const session = await source.open(NEVER)
    const [before] = await list(session, source)
    await truncate(join(folder, 'a.eml'), 10)
    await utimes(join(folder, 'a.eml'), day, day)
    const [after] = await list(session, source)
    expect([before?.size, after?.size]).toEqual([letter('a longer subject').length, 10])
    await session.close()
  })

  test('a folder that does not exist, or goes, is folder-missing', async () => {
    await expect(emlFolder({ path: join(folder, 'none') }).open(NEVER)).rejects.toMatchObject({
      fault: 'folder-missing',
    })
    const source = emlFolder({ path: folder })
    const session = await source.open(NEVER)
    await rm(folder, { recursive: true })
    await expect(list(session, source)).rejects.toMatchObject({ fault: 'folder-missing' })
    await session.close()
  })
})
