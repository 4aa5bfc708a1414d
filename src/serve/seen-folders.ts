/** Whether the folders of certificates and lists are as the service last saw them, also when it did not run meanwhile. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { sha256 } from '../bytes.ts'
import { stampOfFolder } from '../evidence/folder.ts'
import type { ImportFolders } from '../evidence/imported.ts'
import { orNull } from '../store/missing-file.ts'

export type SeenFolders = {
  /** Changes whenever a file in them comes, goes or is written. */
  readonly stamp: () => Promise<string>
  /** The one that was noted last; null where none ever was. */
  readonly last: () => Promise<string | null>
  /** For what has been acted upon: whoever starts next begins from there. */
  readonly note: (stamp: string) => Promise<void>
}

/** @param file where the stamp is kept. */
export function seenFolders(file: string, { trust, lists }: ImportFolders): SeenFolders {
  const last = () => orNull(readFile(file, 'utf8'))
  return {
    stamp: async () => {
      const stamps = await Promise.all([...trust, ...lists].map(stampOfFolder))
      return sha256(Buffer.from(JSON.stringify(stamps)))
    },
    last,
    note: async (stamp) => {
      if ((await last()) === stamp) return
      await writeFile(`${file}.new`, stamp, { mode: 0o600 })
      await rename(`${file}.new`, file)
    },
  }
}
