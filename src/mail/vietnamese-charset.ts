/** Vietnamese charsets from before Unicode that the platform lacks: TCVN 5712:1993 (VN1), VISCII (RFC 1456), VPS and VNI for Windows. */
import { type Bytes, toLatin1 } from '../bytes.ts'

/** What 80 to FF stand for, sixteen a line; the capitals that all three keep among the control characters are left out. */
const TCVN = [
  'ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ',
  'ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ',
  '\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ',
  '\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ',
  'ẮẦẨẪẤỀặầẩẫấậèỂẻẽ',
  'éẹềểễếệìỉỄẾỒĩíịò',
  'Ổỏõóọồổỗốộờởỡớợù',
  'ỖủũúụừửữứựỳỷỹýỵỐ',
].join('')
const VISCII = [
  'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ',
  'ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ',
  'Õắằặấầẩậẽẹếềểễệố',
  'ồổỗỠƠộờởịỰỨỪỬơớƯ',
  'ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ',
  'ĐứÒÓÔạỷừửÙÚỹỵÝỡư',
  'àáâãảăữẫèéêẻìíĩỉ',
  'đựòóôõỏọụùúũủýợỮ',
].join('')
/** Of the Vietnamese Professionals Society. No standard defines it: as GNU recode has it; another table agrees in all small letters. */
const VPS = [
  'ÀẢÃẤẦẨọỗĂếềểệẮẰẲ',
  'Ế\ufffd\ufffdỀỂỄỐỒỔ\ufffdýỷỵỚỜỞ',
  '\ufffdắằẳẵặỠớÙờởỡŨỨợỪ',
  'ổỬỲỸÍÌộỈĨÓửữÒỎÕự',
  'ầÁÂấẩẫậđẻÉÊẹỉễịỹ',
  'ƯỦồốÔỏơÈừứÚũưÝẺ\ufffd',
  'àáâãảạă\ufffdèéêẽìí\ufffdĩ',
  'ẴĐòóôõ\ufffdƠụùúủ\ufffdỶẼỳ',
].join('')

/** Labels in mail: those of IANA, of old browsers, and of the fonts (TCVN3) that the charset came with. */
const LABELS: ReadonlyMap<string, (bytes: Bytes) => string> = new Map([
  ...['tcvn', 'tcvn3', 'tcvn-5712', 'tcvn5712', 'tcvn5712-1', 'x-viet-tcvn5712', 'x-viet-tcvn'].map(
    (label) => [label, decodeTcvn] as const,
  ),
  ...['viscii', 'csviscii', 'viscii1.1-1', 'x-viet-viscii'].map(
    (label) => [label, (bytes: Bytes) => byTable(bytes, VISCII)] as const,
  ),
  ...['vps', 'x-viet-vps'].map((label) => [label, (bytes: Bytes) => byTable(bytes, VPS)] as const),
  ...['vni', 'vni-win', 'x-viet-vni'].map((label) => [label, decodeVni] as const),
])

/** Null where `label` names none of them. */
export function decodeVietnamese(bytes: Bytes, label: string): string | null {
  return LABELS.get(label.trim().toLowerCase())?.(bytes) ?? null
}

export function decodeTcvn(bytes: Bytes): string {
  return byTable(bytes, TCVN)
}

function byTable(bytes: Bytes, table: string): string {
  return toLatin1(bytes).replace(/[\x80-\xff]/g, (character) => table.charAt(character.charCodeAt(0) - 0x80))
}

/** VNI: a vowel of Windows-1252, and behind it a second letter that carries circumflex, breve and tone. */
const VNI_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }),
)
const VNI_MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ù: '\u0301',
    ø: '\u0300',
    û: '\u0309',
    õ: '\u0303',
    ï: '\u0323',
    â: '\u0302',
    á: '\u0302\u0301',
    à: '\u0302\u0300',
    å: '\u0302\u0309',
    ã: '\u0302\u0303',
    ä: '\u0302\u0323',
    ê: '\u0306',
    é: '\u0306\u0301',
    è: '\u0306\u0300',
    ú: '\u0306\u0309',
    ü: '\u0306\u0303',
    ë: '\u0306\u0323',
  }),
)

function decodeVni(bytes: Bytes): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return text
    .replace(
      /([aeiouyôö])([ùøûõïâáàåãäêéèúüë])/gi,
      (_, vowel, mark) => vniLetter(vowel) + VNI_MARKS.get(mark.toLowerCase()),
    )
    .replace(/[ôöñæóòî]/gi, vniLetter)
    .normalize('NFC')
}

function vniLetter(letter: string): string {
  const lower = VNI_LETTERS.get(letter.toLowerCase()) ?? letter.toLowerCase()
  return letter === letter.toLowerCase() ? lower : lower.toUpperCase()
}
