/** Real material beside the checkout, which not every machine has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder ../shared/`path`, or null where it is absent. */
export function sharedFolder(path: string): string | null {
  const folder = fileURLToPath(new URL(`../../../shared/${path}/`, import.meta.url))
  return existsSync(folder) ? folder : null
}

export function filesIn(folder: string | null, ending: RegExp): readonly { name: string; bytes: Uint8Array }[] {
  if (folder === null) return []
  const names = readdirSync(folder).filter((name) => ending.test(name))
  return names.map((name) => ({ name, bytes: readFileSync(folder + name) }))
}
