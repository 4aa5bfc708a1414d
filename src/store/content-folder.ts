/** Content in a folder, each file under its SHA-256 as aa/bb/<sha256>; no word of a sender is ever part of a path. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Bytes, sha256 as hash } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { DamagedFileError, type Files } from './files.ts'
import { hashOfFile } from './hash-of-file.ts'
import { orNull } from './missing-file.ts'

/** What a crash left half written is removed after this time; no write takes as long. */
const ABANDONED_AFTER_MS = 3_600_000

/** Makes the folder where it is missing, for its owner only, and clears it of what an earlier crash left half written. */
export async function openContentFolder(root: string, now: Instant): Promise<Files> {
  const unfinished = join(root, 'unfinished')
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  await removeAbandoned(unfinished, now)
  const path = (sha256: Sha256) => pathOf(root, sha256)
  /** Folders whose names a power cut leaves; there are 65,792 of them at most. */
  const named = new Set<string>()
  return {
    put: async (bytes) => {
      const sha256 = hash(bytes)
      if (!(await isWhole(path(sha256), sha256))) await writeWhole(join(unfinished, randomUUID()), path(sha256), bytes)
      await syncNames(dirname(path(sha256)), 2, named)
      return sha256
    },
    get: async (sha256) => {
      const bytes = await orNull(readFile(path(sha256)))
      if (bytes !== null && hash(bytes) !== sha256) throw new DamagedFileError(sha256)
      return bytes
    },
    check: async (sha256) => {
      const found = await hashOfFile(path(sha256))
      return found === null ? 'missing' : found === sha256 ? 'whole' : 'changed'
    },
    path,
    remove: async (sha256) => {
      await orNull(unlink(path(sha256)))
    },
  }
}

function pathOf(root: string, sha256: Sha256): string {
  // The name may come from the address of a page.
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('Not a SHA-256')
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

/** One that the disk has changed, or gives out no more, is replaced by what came again. */
async function isWhole(path: string, sha256: Sha256): Promise<boolean> {
  if ((await orNull(stat(path))) === null) return false
  return hashOfFile(path).then(
    (found) => found === sha256,
    () => false,
  )
}

/** A file that has its final name is whole, whenever the power fails. */
async function writeWhole(unfinished: string, path: string, bytes: Bytes): Promise<void> {
  // The mode is for those who open it later: nobody changes what has its final name.
  const file = await open(unfinished, 'wx', 0o440)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  if ((await orNull(rename(unfinished, path))) !== null) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await rename(unfinished, path)
}

/** Makes the names in the folder durable, and its own in so many above it, as far as they are not `named` already. */
async function syncNames(folder: string, above: number, named: Set<string>): Promise<void> {
  const folders = [folder]
  for (let at = folder; folders.length <= above && !named.has(at); ) {
    at = dirname(at)
    folders.push(at)
  }
  // Together: a file system with a journal writes all of them at once.
  await Promise.all(folders.map(syncFolder))
  for (const one of folders.slice(0, -1)) named.add(one)
}

async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

async function removeAbandoned(folder: string, now: Instant): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const status = await orNull(stat(file))
    if (status !== null && status.mtimeMs < now - ABANDONED_AFTER_MS) await orNull(unlink(file))
  }
}
