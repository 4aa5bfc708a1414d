/** The objects of a file, decrypted where it is encrypted and the empty password opens it. ISO 32000-2, 7.6. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import type { Ledger } from '../budget.ts'
import type { Resolve } from '../decode-stream.ts'
import type { PdfFile, Revision } from '../file.ts'
import { asArray, asReference, asString } from '../narrow.ts'
import type { PdfDictionary } from '../object.ts'
import { openObjects } from '../objects.ts'
import { readable } from '../readable.ts'
import { type Decipher, openDecipher } from './decipher.ts'
import { type Encryption, readEncryption } from './encryption-dictionary.ts'
import { fileKey } from './file-key.ts'
import { fileKey256 } from './file-key-256.ts'

/** The encryption dictionary of the last trailer counts for the objects of all revisions, as it does for viewers. */
export function openDecrypted(
  bytes: Bytes,
  revisions: readonly Revision[],
  ledger: Ledger,
): Pick<PdfFile, 'object' | 'outline' | 'resolve' | 'locked'> {
  const objects = openObjects(bytes, revisions, ledger)
  const trailer = revisions.at(-1)?.trailer
  if (!trailer || !(trailer.entries.has('Encrypt') || trailer.duplicateKeys.includes('Encrypt'))) {
    return { ...objects, locked: null }
  }
  const decipher = readable(() => unlock(trailer, revisions, (value) => objects.resolve(value, revisions.length)))
  if (!decipher.ok) return { ...objects, locked: decipher.error }
  return { ...openObjects(bytes, revisions, ledger, decipher.value), locked: null }
}

function unlock(trailer: PdfDictionary, revisions: readonly Revision[], resolve: Resolve): Decipher {
  // Viewers differ in which of the two they take, a null included.
  if (trailer.duplicateKeys.includes('Encrypt') || trailer.duplicateKeys.includes('ID')) {
    throw new FormatError('The trailer says twice how it is encrypted', 'ISO 32000-2, 7.3.7')
  }
  const encryption = readEncryption(resolve(trailer.entries.get('Encrypt')), resolve)
  // Laxer than ISO 32000-2, table 15: without /ID the key is derived from none, as its writer must have done.
  const id = asString(resolve(asArray(resolve(trailer.entries.get('ID')))?.items[0]))?.bytes ?? new Uint8Array()
  const key = keyOf(encryption, id)
  if (!key) throw new FormatError('The empty password does not open the file', 'ISO 32000-2, 7.6.4.1')
  return openDecipher(key, encryption, exemptFrom(revisions))
}

function keyOf({ passwords, encryptMetadata }: Encryption, id: Bytes): Bytes | null {
  return 'userKey' in passwords ? fileKey256(passwords) : fileKey({ ...passwords, id, encryptMetadata })
}

/** ISO 32000-2, 7.6.2: strings of the encryption dictionary and of /ID are not encrypted, wherever they lie. */
function exemptFrom(revisions: readonly Revision[]): ReadonlySet<number> {
  const places = revisions.flatMap(({ trailer }) => [trailer.entries.get('Encrypt'), trailer.entries.get('ID')])
  return new Set(places.flatMap((place) => asReference(place)?.number ?? []))
}
