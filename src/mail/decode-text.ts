/** Text whose charset nobody declared. */
import type { Bytes } from '../bytes.ts'
import { decodeTcvn } from './vietnamese-charset.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const windowsVietnamese = new TextDecoder('windows-1258')

/** What a name in Vietnamese does not hold: signs and letters beyond ASCII that are not of its alphabet. */
const FOREIGN = /[^\x20-\x7e\u0300\u0301\u0303\u0309\u0323àáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ\s]/giu

/**
 * UTF-8 where the bytes are that, else Windows-1258, which older Vietnamese systems wrote, else TCVN where that reads
 * more like Vietnamese: both give some letter to nearly every byte. NFC. Never throws.
 */
export function decodeText(bytes: Bytes): string {
  try {
    return strictUtf8.decode(bytes).normalize('NFC')
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const windows = windowsVietnamese.decode(bytes).normalize('NFC')
    const tcvn = decodeTcvn(bytes).normalize('NFC')
    return countForeign(tcvn) < countForeign(windows) ? tcvn : windows
  }
}

function countForeign(text: string): number {
  return text.match(FOREIGN)?.length ?? 0
}
