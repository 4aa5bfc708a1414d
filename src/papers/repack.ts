/** Office files, which are ZIP files, with the same bytes for the same content: the libraries write the time of day into them. */
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { type Options, ZipFile } from 'yazl'
import { asBuffer, type Bytes } from '../bytes.ts'
import { SAME_EVERYWHERE } from '../zip-entry.ts'

/** XML shrinks 20:1. The same bytes on another machine are worth less here than a file that can be sent by mail. */
const DEFLATED: Options = { ...SAME_EVERYWHERE, compress: true, compressionLevel: 6 }

/** In the order of the entries, and without the times that `docProps/core.xml` holds. */
export async function repack(file: Bytes): Promise<Bytes> {
  const zip = await fromBufferPromise(asBuffer(file), { lazyEntries: true })
  const written = new ZipFile()
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    const { fileName } = entry
    const same = fileName === 'docProps/core.xml' ? Buffer.from(withoutTimes(content.toString())) : content
    written.addBuffer(same, fileName, DEFLATED)
  }
  written.end()
  return buffer(written.outputStream)
}

/** Both elements may be missing (ECMA-376, Part 2, 11.1). */
const withoutTimes = (xml: string) => xml.replace(/<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/g, '')
