/** Bundles as ZIP files: equal bundles have equal bytes, whenever and wherever they are written. */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { asBuffer, type Bytes } from '../bytes.ts'
import { SAME_EVERYWHERE } from '../zip-entry.ts'
import { type Bundle, DOCUMENT, MANIFEST, namedContent, REPORT } from './bundle.ts'
import { writeManifest } from './manifest.ts'

export type WrittenBundle = { readonly stream: Readable; readonly bytes: number }

/** @throws Error where `content` lacks what is named. */
export async function writeBundle(bundle: Bundle): Promise<WrittenBundle> {
  const zip = new ZipFile()
  for (const [name, bytes] of entriesOf(bundle)) zip.addBuffer(asBuffer(bytes), name, SAME_EVERYWHERE)
  const bytes = await new Promise<number>((resolve, reject) => {
    zip.on('error', reject)
    // The declarations of yazl leave out that it is told the size.
    zip.end({ forceZip64Format: false, comment: '' }, (...[size = 0]: readonly number[]) => resolve(size))
  })
  return { stream: Readable.from(zip.outputStream), bytes }
}

/** In the order of their names. */
function entriesOf(bundle: Bundle): readonly (readonly [string, Bytes])[] {
  const content = [...namedContent(bundle)].map(([name, sha256]) => {
    const bytes = bundle.content.get(sha256)
    if (!bytes) throw new Error(`The bundle lacks ${name}`)
    return [name, bytes] as const
  })
  const entries: (readonly [string, Bytes])[] = [
    [MANIFEST, Buffer.from(writeManifest(bundle))],
    [REPORT, Buffer.from(bundle.report)],
    [DOCUMENT, bundle.document],
    ...content,
  ]
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}
