/** Files as text, opened for a test. */
import { fromLatin1 } from '../../../src/bytes.ts'
import { type PdfFile, readPdf } from '../../../src/format/pdf/file.ts'

/** Throws the FormatError of a file that is refused. */
export function open(text: string): PdfFile {
  const read = readPdf(fromLatin1(text))
  if (!read.ok) throw read.error
  return read.value
}
