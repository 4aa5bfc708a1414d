/** The SHA-256 of a file, read piece by piece, however large it is. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Sha256 } from '../lang.ts'
import { orNull } from './missing-file.ts'

/** Null where it is not there. */
export function hashOfFile(path: string): Promise<Sha256 | null> {
  return orNull(readAndHash(path))
}

async function readAndHash(path: string): Promise<Sha256> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path)) digest.update(chunk)
  return digest.digest('hex') as Sha256
}
