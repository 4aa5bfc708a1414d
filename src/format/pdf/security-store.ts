/** The document security store: certificates and revocation data kept beside the signatures. ISO 32000-2, 12.8.4.3. */
import type { Bytes } from '../../bytes.ts'
import { exhausted, PDF_BUDGET } from './budget.ts'
import { readCatalog } from './catalog.ts'
import { decodeStream } from './decode-stream.ts'
import type { PdfFile } from './file.ts'
import { asArray, asDictionary, asStream } from './narrow.ts'
import type { PdfDictionary, PdfObject, PdfStream } from './object.ts'
import { readable } from './readable.ts'
import { referencesIn } from './references.ts'

/** Whole encodings, each once however often it is referred to; whether they can be read is not looked at. */
export type SecurityStore = {
  readonly certificates: readonly Bytes[]
  readonly certificateLists: readonly Bytes[]
  /** Each an OCSPResponse. */
  readonly ocspResponses: readonly Bytes[]
  /** /TS of the VRI entries; `key` is the SHA-1 of the signature's /Contents in hex, as the writer spelled it. */
  readonly timeStamps: readonly { readonly key: string; readonly token: Bytes }[]
}

/**
 * The store of `revision`, with what its VRI entries hold for single signatures; null where there is none. A stream or an
 * entry that cannot be read is passed over, as one certificate or answer less. Throws where the store itself cannot be read.
 */
export function readSecurityStore(file: PdfFile, revision: number): SecurityStore | null {
  const store = asDictionary(file.resolve(readCatalog(file, revision)?.entries.get('DSS'), revision))
  if (!store) return null
  const reader = openReader(file, revision)
  const entries = reader.entries(store)
  const collect = (all: string, single: string, limit: StoreLimit): readonly Bytes[] =>
    reader.contents([store.entries.get(all), ...entries.map(({ entry }) => entry.entries.get(single))], limit)
  return {
    certificates: collect('Certs', 'Cert', 'storedCertificates'),
    certificateLists: collect('CRLs', 'CRL', 'storedCertificateLists'),
    ocspResponses: collect('OCSPs', 'OCSP', 'storedOcspResponses'),
    timeStamps: entries.flatMap(({ key, entry }) => {
      const token = reader.content(entry.entries.get('TS'))
      return token ? [{ key, token }] : []
    }),
  }
}

type StoreLimit = 'storedCertificates' | 'storedCertificateLists' | 'storedOcspResponses'

type StoreReader = {
  /** The VRI entries, one for each signature. */
  readonly entries: (store: PdfDictionary) => readonly { readonly key: string; readonly entry: PdfDictionary }[]
  /** What the stream that `value` is contains; null where it is none or cannot be read. */
  readonly content: (value: PdfObject | undefined) => Bytes | null
  /** What the streams in `values`, each a stream or an array of them, contain; each stream once. */
  readonly contents: (values: readonly (PdfObject | undefined)[], limit: StoreLimit) => readonly Bytes[]
}

/** For all revisions: what a stream contains hangs on other objects only where they say how it is packed. */
const decodedOf = new WeakMap<PdfStream, Bytes | null>()

const saysItsFilters = ({ dictionary: { entries } }: PdfStream): boolean =>
  ['Filter', 'DecodeParms'].every((key) => referencesIn(entries.get(key) ?? null).length === 0)

function openReader(file: PdfFile, revision: number): StoreReader {
  const decodedHere = new Map<PdfStream, Bytes | null>()
  let itemsLeft: number = PDF_BUDGET.storeItems
  const resolved = (value: PdfObject | undefined): PdfObject => {
    if (itemsLeft-- === 0) throw exhausted('storeItems')
    const read = readable(() => file.resolve(value, revision))
    return read.ok ? read.value : null
  }
  const decode = (stream: PdfStream): Bytes | null => {
    const decoded = saysItsFilters(stream) ? decodedOf : decodedHere
    const known = decoded.get(stream)
    if (known !== undefined) return known
    const read = readable(() => decodeStream(file, stream, revision))
    const bytes = read.ok ? read.value : null
    decoded.set(stream, bytes)
    return bytes
  }
  const streamsIn = (value: PdfObject | undefined): readonly PdfObject[] => {
    const object = resolved(value)
    return asArray(object)?.items.map(resolved) ?? [object]
  }
  return {
    entries: (store) =>
      [...(asDictionary(resolved(store.entries.get('VRI')))?.entries ?? [])].flatMap(([key, value]) => {
        const entry = asDictionary(resolved(value))
        return entry ? [{ key, entry }] : []
      }),
    content: (value) => {
      const stream = asStream(resolved(value))
      return stream && decode(stream)
    },
    contents: (values, limit) => {
      const streams = new Set(values.flatMap(streamsIn).flatMap((value) => asStream(value) ?? []))
      if (streams.size > PDF_BUDGET[limit]) throw exhausted(limit)
      return [...streams].flatMap((stream) => decode(stream) ?? [])
    },
  }
}
