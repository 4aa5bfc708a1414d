/** Name and size of a file's content, read piece by piece: for files that are not judged, however large. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Sha256 } from '../src/lang.ts'

export async function identifyFile(path: string): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex') as Sha256, bytes }
}
