/** Objects of an encrypted file as they were before they were encrypted. ISO 32000-2, 7.6.2 and 7.6.3. */
import { type Bytes, fromLatin1 } from '../../../bytes.ts'
import { type Ledger, spend } from '../budget.ts'
import type { Resolve } from '../decode-stream.ts'
import { asName, asStream, asString } from '../narrow.ts'
import type { IndirectObject, PdfArray, PdfDictionary, PdfObject, PdfStream, PdfString } from '../object.ts'
import { decryptAes } from './aes.ts'
import { type Cipher, cryptFilterOf } from './crypt-filter.ts'
import { digest } from './digest.ts'
import type { Encryption } from './encryption-dictionary.ts'
import { rc4 } from './rc4.ts'

/**
 * An object as it lies in the file, decrypted. Each string and each stream is, when somebody first asks for its bytes, so that one
 * which cannot be (some signers forget to encrypt their own) takes nothing else with it.
 */
export type Decipher = (object: IndirectObject, resolve: Resolve, ledger: Ledger) => IndirectObject

type Decrypt = (cipher: Cipher, data: Bytes) => Bytes

/** @param exempt numbers of the objects that are encryption dictionaries or /ID. */
export function openDecipher(fileKey: Bytes, encryption: Encryption, exempt: ReadonlySet<number>): Decipher {
  return (object, resolve, ledger) => {
    if (exempt.has(object.number) || isCrossReferenceStream(object)) return object
    const decrypt = openDecrypt(fileKey, object, ledger)
    return { ...object, value: plainValue(object.value, { encryption, decrypt, resolve }) }
  }
}

function isCrossReferenceStream({ value }: IndirectObject): boolean {
  return asName(asStream(value)?.dictionary.entries.get('Type')) === 'XRef'
}

/** What setting up a cipher costs, in bytes that RC4 decrypts in the same time (measured: 1 and 15 microseconds). */
const SET_UP = { V2: 512, AESV2: 4096, AESV3: 4096 } as const

function openDecrypt(fileKey: Bytes, object: IndirectObject, ledger: Ledger): Decrypt {
  const keys = new Map<Cipher, Bytes>()
  return (cipher, data) => {
    if (cipher === 'Identity' || data.length === 0) return data
    spend(ledger, 'decodedBytes', SET_UP[cipher] + data.length)
    const key = keys.get(cipher) ?? objectKey(fileKey, object, cipher)
    keys.set(cipher, key)
    return cipher === 'V2' ? rc4(key, data) : decryptAes(key, data)
  }
}

const AES_SALT = fromLatin1('sAlT')

/** ISO 32000-2, algorithms 1 and 1.A. */
function objectKey(fileKey: Bytes, { number, generation }: IndirectObject, cipher: Cipher): Bytes {
  if (cipher === 'AESV3') return fileKey
  const low = Uint8Array.of(number, number >> 8, number >> 16, generation, generation >> 8)
  const hash = digest('md5', fileKey, low, cipher === 'AESV2' ? AES_SALT : new Uint8Array())
  return hash.subarray(0, Math.min(fileKey.length + 5, 16))
}

type Place = { readonly encryption: Encryption; readonly decrypt: Decrypt; readonly resolve: Resolve }

/** `value` itself where nothing encrypted is in it. */
function plainValue(value: PdfObject, place: Place): PdfObject {
  if (typeof value !== 'object' || value === null) return value
  switch (value.kind) {
    case 'string':
      return plainString(value, place)
    case 'array':
      return plainArray(value, place)
    case 'dictionary':
      return plainDictionary(value, place)
    case 'stream':
      return plainStream(value, place)
    default:
      return value
  }
}

function plainString(value: PdfString, { decrypt, encryption }: Place): PdfString {
  const { kind, hex, start, end, bytes } = value
  const cipher = encryption.filters.strings
  if (cipher === 'Identity') return value
  const plain = once(() => decrypt(cipher, bytes))
  return {
    kind,
    hex,
    start,
    end,
    get bytes() {
      return plain()
    },
  }
}

/** What cannot be had is tried again, and refused again. */
function once(read: () => Bytes): () => Bytes {
  let known: Bytes | null = null
  return () => {
    known ??= read()
    return known
  }
}

function plainArray(value: PdfArray, place: Place): PdfArray {
  const items = value.items.map((item) => plainValue(item, place))
  return items.every((item, index) => item === value.items[index]) ? value : { ...value, items }
}

function plainDictionary(value: PdfDictionary, place: Place): PdfDictionary {
  const isSignature = isSignatureDictionary(value)
  const changed = [...value.entries].flatMap(([key, entry]): readonly (readonly [string, PdfObject])[] => {
    if (isSignature && key === 'Contents') return []
    const plain = plainValue(entry, place)
    return plain === entry ? [] : [[key, plain]]
  })
  return changed.length === 0 ? value : { ...value, entries: new Map([...value.entries, ...changed]) }
}

/** Those whose /Contents is never encrypted (ISO 32000-2, 7.6.2); some writers leave out /Type (table 255). */
function isSignatureDictionary({ entries }: PdfDictionary): boolean {
  if (!asString(entries.get('Contents'))) return false
  const type = asName(entries.get('Type'))
  return type === 'Sig' || type === 'DocTimeStamp' || entries.has('ByteRange')
}

/** Strings in its dictionary are strings of the object (ISO 32000-2, 7.6.2). */
function plainStream({ kind, dictionary, raw, lengthHolds }: PdfStream, place: Place): PdfStream {
  const plain = once(() => place.decrypt(cipherOf(dictionary, place), raw))
  return {
    kind,
    dictionary: plainDictionary(dictionary, place),
    lengthHolds,
    get raw() {
      return plain()
    },
  }
}

function cipherOf(dictionary: PdfDictionary, { encryption, resolve }: Place): Cipher {
  const { filters, encryptMetadata } = encryption
  const own = cryptFilterOf(dictionary, resolve)
  if (own !== null) return filters.named(own)
  const isOpen = !encryptMetadata && asName(resolve(dictionary.entries.get('Type'))) === 'Metadata'
  return isOpen ? 'Identity' : filters.streams
}
