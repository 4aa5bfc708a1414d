/** ZIP archives, read within limits that are counted on what really comes out. APPNOTE.TXT 6.3. */
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { asBuffer, type Bytes } from '../bytes.ts'
import { decodeText } from './decode-text.ts'
import type { UnopenedReason } from './letter.ts'

/** What is left for all archives of one letter; reading takes from it. */
export type ZipAllowance = { files: number; bytes: number }

/** Four letters of the usual 50 MB, unpacked; a unit that sends a whole year in one archive stays far below. */
export const ZIP_LIMITS: Readonly<ZipAllowance> = { files: 200, bytes: 200 * 1024 * 1024 }

/** Most output for one byte of archive. Scans hardly shrink and texts shrink 10:1; deflate itself ends at 1,032:1. */
const MAX_RATIO = 100
/** So much may come out of any archive, however small: an empty form of a few kilobytes compresses better than 100:1. */
const FREE_BYTES = 1024 * 1024

/** `name` is hostile text, for display only; '' stands for the archive itself. */
export type ZipFinding =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Bytes }
  | { readonly kind: 'unopened'; readonly name: string; readonly reason: UnopenedReason }

/**
 * The files of an archive as its table of contents names them, and what could not be opened. An office document, which
 * is an archive too, is one finding. Encrypted files are one finding for the archive. A symbolic link is a file that
 * holds the words of its target.
 */
export async function* readZip(bytes: Bytes, allowance: ZipAllowance): AsyncGenerator<ZipFinding> {
  const { zip, entries, fault } = await readTable(bytes, allowance.files)
  const office = officeReason(entries.map(nameOf))
  if (office) {
    yield { kind: 'unopened', name: '', reason: office }
    return
  }
  if (fault) yield { kind: 'unopened', name: '', reason: fault }
  if (zip === null) return
  if (entries.some((entry) => entry.isEncrypted())) {
    yield { kind: 'unopened', name: '', reason: 'encrypted-archive' }
  }
  const output = { left: Math.max(FREE_BYTES, MAX_RATIO * bytes.length) }
  for (const entry of entries) {
    if (entry.isEncrypted() || nameOf(entry).endsWith('/')) continue
    const finding = await readEntry(zip, entry, output, allowance)
    yield finding
    if (finding.kind === 'unopened' && finding.reason === 'limit-reached') return
  }
}

/** ISO/IEC 29500-2, 7.2.3 and 12 (digital signatures); OpenDocument 1.2, part 3, 2.2 and 5.1. Null where it is neither. */
function officeReason(names: readonly string[]): UnopenedReason | null {
  const isOffice =
    names.includes('[Content_Types].xml') || (names[0] === 'mimetype' && names.includes('META-INF/manifest.xml'))
  const isSigned = names.some(
    (name) => name.startsWith('_xmlsignatures/') || name === 'META-INF/documentsignatures.xml',
  )
  if (!isOffice) return null
  return isSigned ? 'signed-office' : 'unsupported-format'
}

type Table = {
  readonly zip: ZipFile | null
  readonly entries: readonly Entry[]
  readonly fault: UnopenedReason | null
}

/** Names are taken as bytes (`decodeStrings: false`), so that none of them, `../` included, makes the reader refuse. */
async function readTable(bytes: Bytes, maxFiles: number): Promise<Table> {
  const entries: Entry[] = []
  let zip: ZipFile | null = null
  try {
    zip = await fromBufferPromise(asBuffer(bytes), { lazyEntries: true, decodeStrings: false })
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= maxFiles) return { zip, entries, fault: 'limit-reached' }
      entries.push(entry)
    }
    return { zip, entries, fault: null }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { zip, entries, fault: 'unreadable-archive' }
  }
}

type Output = { left: number }

async function readEntry(zip: ZipFile, entry: Entry, output: Output, allowance: ZipAllowance): Promise<ZipFinding> {
  const name = nameOf(entry)
  allowance.files--
  try {
    const bytes = await inflate(zip, entry, output, allowance)
    if (bytes === null) return { kind: 'unopened', name, reason: 'limit-reached' }
    if (crc32(bytes) !== entry.crc32) return { kind: 'unopened', name, reason: 'unreadable-archive' }
    return { kind: 'file', name, bytes }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { kind: 'unopened', name, reason: 'unreadable-archive' }
  }
}

/** Null where a limit was reached. */
async function inflate(zip: ZipFile, entry: Entry, output: Output, allowance: ZipAllowance): Promise<Bytes | null> {
  const chunks: Bytes[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    output.left -= chunk.length
    allowance.bytes -= chunk.length
    if (output.left < 0 || allowance.bytes < 0) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** APPNOTE.TXT, 4.4.4: bit 11 promises UTF-8; without it the charset is anyone's guess. */
function nameOf(entry: Entry): string {
  return decodeText(entry.fileNameRaw)
}
