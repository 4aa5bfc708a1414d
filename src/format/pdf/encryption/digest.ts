/** The hashes by which keys are derived. ISO 32000-2, 7.6.4.3. */
import { createHash } from 'node:crypto'
import type { Bytes } from '../../../bytes.ts'

export function digest(algorithm: 'md5' | 'sha256' | 'sha384' | 'sha512', ...parts: readonly Bytes[]): Bytes {
  const hash = createHash(algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
