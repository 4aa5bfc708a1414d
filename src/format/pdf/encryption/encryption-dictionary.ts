/** The encryption dictionary of the standard security handler. ISO 32000-2, tables 20 and 21. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import type { Resolve } from '../decode-stream.ts'
import { asCount, asDictionary, asName, asString } from '../narrow.ts'
import type { PdfObject } from '../object.ts'
import { type CryptFilters, readCryptFilters } from './crypt-filter.ts'

export type Encryption = {
  readonly filters: CryptFilters
  /** Whether streams of metadata are encrypted as all others. */
  readonly encryptMetadata: boolean
  readonly passwords: PasswordEntries | PasswordEntries256
}

/** What keys of up to 128 bits are derived from and checked against. */
export type PasswordEntries = {
  readonly revision: 2 | 3 | 4
  /** Bytes that the file key may have, the likeliest first. */
  readonly keyLengths: readonly number[]
  /** 32 bytes each. */
  readonly owner: Bytes
  readonly user: Bytes
  /** As an unsigned number. */
  readonly permissions: number
}

/** The same for keys of 256 bits. */
export type PasswordEntries256 = {
  readonly revision: 5 | 6
  /** 48 bytes each: hash, validation salt, key salt. */
  readonly owner: Bytes
  readonly user: Bytes
  /** 32 bytes each: the file key, encrypted. */
  readonly ownerKey: Bytes
  readonly userKey: Bytes
}

/** Throws FormatError for what is malformed, for other security handlers and for unknown algorithms. */
export function readEncryption(value: PdfObject, resolve: Resolve): Encryption {
  const dictionary = asDictionary(value)
  if (!dictionary) throw malformed('/Encrypt leads to no dictionary', '7.6.1')
  if (dictionary.duplicateKeys.length > 0) throw malformed('The encryption dictionary names a key twice', '7.3.7')
  const at = (key: string): PdfObject => resolve(dictionary.entries.get(key))
  const handler = asName(at('Filter'))
  if (handler !== 'Standard') throw malformed(`The security handler ${handler} is not known`, '7.6.2')
  const version = asCount(at('V')) ?? 0
  const revision = asCount(at('R')) ?? 0
  return {
    passwords: version === 5 ? readEntries256(revision, at) : readEntries(version, revision, at),
    filters: readCryptFilters(dictionary, version, resolve),
    // ISO 32000-2, table 21: of no meaning before version 4.
    encryptMetadata: version < 4 || at('EncryptMetadata') !== false,
  }
}

type At = (key: string) => PdfObject

function readEntries(version: number, revision: number, at: At): PasswordEntries {
  const known = version === 1 || version === 2 || version === 4
  if (!known || (revision !== 2 && revision !== 3 && revision !== 4)) throw unknown(version, revision)
  const permissions = at('P')
  if (typeof permissions !== 'number' || !Number.isSafeInteger(permissions)) throw malformed('/P is no integer')
  return {
    revision,
    keyLengths: keyLengths(revision, asCount(at('Length'))),
    owner: octets(at, 'O', 32),
    user: octets(at, 'U', 32),
    permissions: permissions >>> 0,
  }
}

function readEntries256(revision: number, at: At): PasswordEntries256 {
  if (revision !== 5 && revision !== 6) throw unknown(5, revision)
  return {
    revision,
    owner: octets(at, 'O', 48),
    user: octets(at, 'U', 48),
    ownerKey: octets(at, 'OE', 32),
    userKey: octets(at, 'UE', 32),
  }
}

/** Laxer than ISO 32000-2, table 21: what follows is dropped; writers pad these strings with zeros to 127 bytes. */
function octets(at: At, key: string, length: number): Bytes {
  const { bytes } = asString(at(key)) ?? { bytes: new Uint8Array() }
  if (bytes.length < length) throw malformed(`/${key} has not ${length} bytes`)
  return bytes.subarray(0, length)
}

/**
 * Laxer than ISO 32000-2, table 20: where the file key is not as long as /Length says, or nothing is said, the two lengths in
 * use are tried whatever the version; which one is right the check of the password tells.
 */
function keyLengths(revision: number, stated: number | null): readonly number[] {
  const isSaid = stated !== null && stated % 8 === 0 && stated >= 40 && stated <= 128
  // ISO 32000-2, algorithm 2, step i.
  return revision === 2 ? [5] : [...new Set([...(isSaid ? [stated / 8] : []), 16, 5])]
}

function unknown(version: number, revision: number): FormatError {
  return malformed(`Version ${version}, revision ${revision} of encryption is not known`, '7.6.2')
}

function malformed(message: string, clause = '7.6.4.2'): FormatError {
  return new FormatError(message, `ISO 32000-2, ${clause}`)
}
