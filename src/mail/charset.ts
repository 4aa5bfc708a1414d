/** Bytes to text by the charset that the sender declared, or a guess where that is unknown or wrong. RFC 2978. */
import type { Bytes } from '../bytes.ts'
import { decodeText } from './decode-text.ts'
import { decodeVietnamese } from './vietnamese-charset.ts'

/** NFC. Never throws. */
export function decodeCharset(bytes: Bytes, label: string): string {
  return (decodeVietnamese(bytes, label) ?? decodeDeclared(bytes, label) ?? decodeText(bytes)).normalize('NFC')
}

/** Null where the label is unknown to the platform, or the bytes are not what it says. */
function decodeDeclared(bytes: Bytes, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (error) {
    // RangeError: an unknown label; TypeError: bytes that are not what the label says.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error
    return null
  }
}
