/** The document security store: certificates and revocation data kept beside the signatures. ISO 32000-2, 12.8.4.3. */
import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { exhausted, PDF_BUDGET } from './budget.ts'
import { readCatalog } from './catalog.ts'
import { decodeStream } from './decode-stream.ts'
import type { PdfFile } from './file.ts'
import { asArray, asDictionary, asStream } from './narrow.ts'
import { readable } from './readable.ts'

/** The encodings in /Certs; a stream that cannot be read is passed over, as one certificate less. */
export function readStoredCertificates(file: PdfFile, revision: number): readonly Bytes[] {
  const store = asDictionary(file.resolve(readCatalog(file, revision)?.entries.get('DSS'), revision))
  const items = asArray(file.resolve(store?.entries.get('Certs'), revision))?.items ?? []
  if (items.length > PDF_BUDGET.storedCertificates) throw exhausted('storedCertificates')
  return items.flatMap((item) => {
    const read = readable(() => {
      const stream = asStream(file.resolve(item, revision))
      if (!stream) throw new FormatError('A certificate that is no stream', 'ISO 32000-2, 12.8.4.3')
      return decodeStream(file, stream, revision)
    })
    return read.ok ? [read.value] : []
  })
}
