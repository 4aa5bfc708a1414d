/** Text whose charset nobody declared. */
import type { Bytes } from '../bytes.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const windowsVietnamese = new TextDecoder('windows-1258')

/** UTF-8 where the bytes are that, else Windows-1258, which older Vietnamese systems wrote; NFC. Never throws. */
export function decodeText(bytes: Bytes): string {
  try {
    return strictUtf8.decode(bytes).normalize('NFC')
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return windowsVietnamese.decode(bytes).normalize('NFC')
  }
}
