/** Text whose charset nobody declared. */
import type { Bytes } from '../bytes.ts'
import { decodeTcvn } from './vietnamese-charset.ts'

const utf8 = new TextDecoder('utf-8')
const windowsVietnamese = new TextDecoder('windows-1258')

/** What a name in Vietnamese does not hold: signs and letters beyond ASCII that are not of its alphabet. */
const FOREIGN = /[^\x20-\x7eàáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ\s]/giu

/**
 * UTF-8 where the bytes are that, cut or broken ones too, else Windows-1258, which older Vietnamese systems wrote, else
 * TCVN where that reads more like Vietnamese: both give some letter to nearly every byte. NFC. Never throws.
 */
export function decodeText(bytes: Bytes): string {
  const text = utf8.decode(bytes)
  const broken = count(text, /\ufffd/g)
  if (broken === 0 || broken <= count(text, /[\u0080-\ufffc]/g)) return text.normalize('NFC')
  const windows = windowsVietnamese.decode(bytes).normalize('NFC')
  const tcvn = decodeTcvn(bytes).normalize('NFC')
  return count(tcvn, FOREIGN) < count(windows, FOREIGN) ? tcvn : windows
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0
}
