/** Standard input as a file, since the process that judges is told paths only. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Nothing is read, and no file made, before `keep` is called. */
export function stdinFile(stdin: Readable): {
  readonly keep: () => Promise<string>
  readonly remove: () => Promise<void>
} {
  let folder: string | null = null
  return {
    keep: async () => {
      folder = await mkdtemp(join(tmpdir(), 'sokyso-'))
      const path = join(folder, 'stdin')
      await pipeline(stdin, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      return path
    },
    remove: async () => {
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    },
  }
}
