/** Crypt filters: which cipher strings and streams are encrypted with. ISO 32000-2, 7.6.6. */
import { FormatError } from '../../read.ts'
import type { Resolve } from '../decode-stream.ts'
import { asArray, asDictionary, asName } from '../narrow.ts'
import type { PdfDictionary, PdfObject } from '../object.ts'

/** As /CFM spells them; V2 is RC4. */
export type Cipher = 'Identity' | 'V2' | 'AESV2' | 'AESV3'

export type CryptFilters = {
  readonly strings: Cipher
  readonly streams: Cipher
  /** For a stream that names a filter itself. Throws FormatError for one that is not there or not known. */
  readonly named: (name: string) => Cipher
}

/** Before version 4 of the algorithm there were none. */
const RC4_THROUGHOUT: CryptFilters = { strings: 'V2', streams: 'V2', named: () => 'V2' }

export function readCryptFilters(encryption: PdfDictionary, version: number, resolve: Resolve): CryptFilters {
  if (version < 4) return RC4_THROUGHOUT
  const filters = asDictionary(resolve(encryption.entries.get('CF')))
  const named = (name: string): Cipher => {
    if (name === 'Identity') return name
    const filter = asDictionary(resolve(filters?.entries.get(name)))
    const method = asName(resolve(filter?.entries.get('CFM')))
    if (filter?.duplicateKeys.length === 0) {
      if (version === 4 && (method === 'V2' || method === 'AESV2')) return method
      if (version === 5 && method === 'AESV3') return method
    }
    throw new FormatError(`The crypt filter ${name} is not known (${method})`, 'ISO 32000-2, 7.6.6')
  }
  const standard = (key: string): Cipher => named(asName(resolve(encryption.entries.get(key))) ?? 'Identity')
  return { strings: standard('StrF'), streams: standard('StmF'), named }
}

/** The name by which a stream asks for its own filter, which is then the first one; null where it does not (ISO 32000-2, 7.4.10). */
export function cryptFilterOf({ entries }: PdfDictionary, resolve: Resolve): string | null {
  const first = (value: PdfObject): PdfObject => resolve(asArray(value)?.items[0] ?? value)
  if (asName(first(resolve(entries.get('Filter')))) !== 'Crypt') return null
  const parameters = asDictionary(first(resolve(entries.get('DecodeParms'))))
  return asName(resolve(parameters?.entries.get('Name'))) ?? 'Identity'
}
