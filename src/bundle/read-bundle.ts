/** Reads a bundle within limits: the names it must hold and no other, each with the bytes that its hash promises, in one spelling. */
import { open } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type Bytes, equalBytes, sha256 as hash } from '../bytes.ts'
import { explainFileFault } from '../file-fault.ts'
import type { Sha256 } from '../lang.ts'
import { printable } from '../printable.ts'
import { type Bundle, BundleError, DOCUMENT, GET_AGAIN, MANIFEST, namedContent, REPORT } from './bundle.ts'
import { readManifest } from './manifest.ts'
import { writeBundle } from './write-bundle.ts'

const MB = 1024 * 1024

const BUNDLE_LIMITS = {
  /** A trust store has some dozens of certificates, a verdict some dozens of lists and responses. */
  entries: 1_000,
  /** The largest document that is judged has 256 MB, and the largest national lists 60 MB each (validation.md, 3.3). */
  totalBytes: 512 * MB,
} as const

/** Most bytes of one entry, by its name. Those of documents and lists are what judge and evidence take. */
const ENTRY_LIMITS: readonly { readonly name: RegExp; readonly maxBytes: number }[] = [
  { name: /^bundle\.json$/u, maxBytes: 4 * MB },
  // Some 10 KB for each of a thousand signatures.
  { name: /^report\.json$/u, maxBytes: 16 * MB },
  { name: /^document\.pdf$/u, maxBytes: 256 * MB },
  { name: /^certificates\/[0-9a-f]{64}\.cer$/u, maxBytes: MB },
  { name: /^(?:lists\/[0-9a-f]{64}\.crl|responses\/[0-9a-f]{64}\.ors)$/u, maxBytes: 64 * MB },
]

/** @throws BundleError */
export async function readBundle(path: string): Promise<Bundle> {
  const zip = await openZip(path)
  try {
    const bundle = await readOpened(zip)
    await checkSpelling(path, bundle)
    return bundle
  } catch (error) {
    if (error instanceof BundleError || !(error instanceof Error)) throw error
    // yauzl says so of an archive that contradicts itself.
    throw new BundleError(`Tệp ${printable(path)} không phải một tệp ZIP nguyên vẹn. ${GET_AGAIN}`, { cause: error })
  } finally {
    zip.close()
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false })
  } catch (error) {
    // An error of the file system has a code; yauzl's own have none.
    const why = error instanceof Error && 'code' in error ? explainFileFault(error) : 'không phải một tệp ZIP'
    throw new BundleError(`Không mở được bộ chứng cứ ${printable(path)}: ${why}. ${GET_AGAIN}`, { cause: error })
  }
}

async function readOpened(zip: ZipFile): Promise<Bundle> {
  const entries = await listEntries(zip)
  const manifest = readManifest(toText(await readEntry(zip, entries, MANIFEST)))
  const named = namedContent(manifest)
  const expected = new Set([MANIFEST, REPORT, DOCUMENT, ...named.keys()])
  const unexpected = [...entries.keys()].find((name) => !expected.has(name))
  if (unexpected !== undefined) throw new BundleError(`Bộ chứng cứ có tệp lạ: ${printable(unexpected)}`)
  const content = new Map<Sha256, Bytes>()
  for (const [name, sha256] of named) content.set(sha256, await readHashed(zip, entries, name, sha256))
  const { document, report, ...rest } = manifest
  return {
    ...rest,
    report: toText(await readHashed(zip, entries, REPORT, report)),
    document: await readHashed(zip, entries, DOCUMENT, document),
    content,
  }
}

/**
 * The file must be the very bytes that its content makes: other readers of ZIP and JSON might otherwise find something else in it,
 * and one bundle could go by two hashes.
 */
async function checkSpelling(path: string, bundle: Bundle): Promise<void> {
  const written = await writeBundle(bundle)
  const file = await open(path)
  try {
    let offset = 0
    let isSame = (await file.stat()).size === written.bytes
    for await (const chunk of written.stream as AsyncIterable<Bytes>) {
      // The rest of the stream is let go of by leaving the loop.
      if (!isSame) break
      const { buffer, bytesRead } = await file.read(Buffer.alloc(chunk.length), 0, chunk.length, offset)
      isSame = bytesRead === chunk.length && equalBytes(buffer, chunk)
      offset += chunk.length
    }
    if (!isSame)
      throw new BundleError(`Bộ chứng cứ ${printable(path)} không đúng từng byte như khi được lưu. ${GET_AGAIN}`)
  } finally {
    await file.close()
  }
}

type Entries = ReadonlyMap<string, Entry>

async function listEntries(zip: ZipFile): Promise<Entries> {
  const entries = new Map<string, Entry>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, uncompressedSize: bytes } = entry
    const limit = ENTRY_LIMITS.find((one) => one.name.test(name))
    if (!limit || entries.has(name)) throw new BundleError(`Bộ chứng cứ có tệp lạ: ${printable(name)}`)
    total += bytes
    if (bytes > limit.maxBytes || total > BUNDLE_LIMITS.totalBytes) {
      throw new BundleError(`Tệp ${name} trong bộ chứng cứ quá lớn.`)
    }
    entries.set(name, entry)
    if (entries.size > BUNDLE_LIMITS.entries) throw new BundleError('Bộ chứng cứ có quá nhiều tệp.')
  }
  return entries
}

async function readHashed(zip: ZipFile, entries: Entries, name: string, sha256: Sha256): Promise<Bytes> {
  const bytes = await readEntry(zip, entries, name)
  if (hash(bytes) !== sha256) throw new BundleError(`Nội dung tệp ${name} trong bộ chứng cứ đã bị thay đổi.`)
  return bytes
}

/** No more comes out than the entry has declared, and that was within its limit: yauzl sees to it. */
async function readEntry(zip: ZipFile, entries: Entries, name: string): Promise<Bytes> {
  const entry = entries.get(name)
  if (!entry) throw new BundleError(`Bộ chứng cứ thiếu tệp ${name}`)
  const chunks: Bytes[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function toText(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new BundleError('Tệp JSON trong bộ chứng cứ không phải UTF-8.', { cause: error })
  }
}
