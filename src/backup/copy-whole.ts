/** Copies of files that are whole whenever the power fails. */
import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { orNull } from '../store/missing-file.ts'
import { syncFile } from './table-file.ts'

/** Not again where a file of that size is there: ours never change but grow. False where there is nothing to copy. */
export async function copyWhole(from: string, to: string): Promise<boolean> {
  const [source, there] = [await orNull(stat(from)), await orNull(stat(to))]
  if (source === null) return false
  if (there?.size === source.size) return true
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const unfinished = `${to}.${randomUUID()}`
  // It may have gone since: whoever writes beside us gives a file its name once it is whole.
  if ((await orNull(copyFile(from, unfinished).then(() => true))) === null) return false
  await syncFile(unfinished)
  await rename(unfinished, to)
  await syncFile(dirname(to))
  return true
}

export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  await syncFile(path)
}

/** All files below the folder; nothing where it is not there. */
export async function copyTree(from: string, to: string): Promise<void> {
  const entries = (await orNull(readdir(from, { recursive: true, withFileTypes: true }))) ?? []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    await copyWhole(path, join(to, path.slice(from.length)))
  }
}
