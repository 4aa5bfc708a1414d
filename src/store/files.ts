/** PORT. Content by its SHA-256: raw letters and the documents found in them. */
import type { Bytes } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import type { Damage } from './upkeep-store.ts'

export type Files = {
  /** Written, synced and renamed into place before it returns; writing the same content again mends it where it was damaged. */
  readonly put: (bytes: Bytes) => Promise<Sha256>
  /**
   * Null where it is not there.
   *
   * @throws DamagedFileError where it is no longer what it was.
   */
  readonly get: (sha256: Sha256) => Promise<Bytes | null>
  /** Reads it piece by piece, however large. */
  readonly check: (sha256: Sha256) => Promise<'whole' | Damage>
  /** For readers that open the file themselves, such as the validation process. */
  readonly path: (sha256: Sha256) => string
  /** For letters that turn out to be no submission. */
  readonly remove: (sha256: Sha256) => Promise<void>
}

/** The disk has changed a file under its name: whatever would be read from it is not what came. */
export class DamagedFileError extends Error {
  readonly file: Sha256

  constructor(file: Sha256) {
    super(`The content of ${file} was changed on the disk`)
    this.name = 'DamagedFileError'
    this.file = file
  }
}
