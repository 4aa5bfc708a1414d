/** Writing a file that a running service may look at in the same moment. */
import { randomUUID } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bytes } from '../bytes.ts'

/** Whoever looks into the folder finds the whole file or none. */
export async function writeWhole(folder: string, name: string, bytes: Bytes): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}`)
  try {
    const file = await open(unfinished, 'wx', 0o644)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await unlink(unfinished).catch(() => undefined) // The first error tells more than that this file is not there.
    throw error
  }
}
