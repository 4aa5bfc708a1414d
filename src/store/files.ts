/** PORT. Content by its SHA-256: raw letters and the documents found in them. */
import type { Bytes } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'

export type Files = {
  /** Written, synced and renamed into place before it returns; writing the same content again changes nothing. */
  readonly put: (bytes: Bytes) => Promise<Sha256>
  readonly get: (sha256: Sha256) => Promise<Bytes | null>
  /** For readers that open the file themselves, such as the validation process. */
  readonly path: (sha256: Sha256) => string
  /** For letters that turn out to be no submission. */
  readonly remove: (sha256: Sha256) => Promise<void>
}
