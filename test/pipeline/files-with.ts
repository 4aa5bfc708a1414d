/** Where a text was left behind. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Names of all files under the folder whose bytes hold the text. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    if ((await readFile(join(entry.parentPath, entry.name))).includes(text)) found.push(entry.name)
  }
  return found
}
