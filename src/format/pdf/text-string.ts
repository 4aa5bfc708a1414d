/** Text strings. ISO 32000-2, 7.9.2.2 and annex D.2. */
import { toLatin1 } from '../../bytes.ts'
import type { PdfString } from './object.ts'

/** Where PDFDocEncoding differs from ISO 8859-1. */
const PDF_DOC_ENCODING: ReadonlyMap<number, string> = new Map([
  ...pairs(0x18, '˘ˇˆ˙˝˛˚˜'),
  ...pairs(0x80, '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'),
  ...pairs(0xa0, '€'),
])

const utf16 = new TextDecoder('utf-16be')
const utf8 = new TextDecoder()

/** UTF-16BE or UTF-8 after their byte order marks, else PDFDocEncoding; what is no character becomes U+FFFD. */
export function readText({ bytes }: PdfString): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8.decode(bytes)
  const text = toLatin1(bytes)
  return /[\x18-\x1f\x80-\xa0]/.test(text) ? [...text].map(fromPdfDoc).join('') : text
}

function fromPdfDoc(character: string): string {
  return PDF_DOC_ENCODING.get(character.charCodeAt(0)) ?? character
}

function pairs(first: number, characters: string): readonly (readonly [number, string])[] {
  return [...characters].map((character, index) => [first + index, character] as const)
}
