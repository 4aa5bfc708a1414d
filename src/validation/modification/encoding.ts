/** Encodings of fonts that leave the characters of ASCII where they are. ISO 32000-2, 9.6.5 and annex D. */
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'

const LATIN = new Set(['StandardEncoding', 'MacRomanEncoding', 'WinAnsiEncoding', 'PDFDocEncoding'])

const DIGITS = 'zero one two three four five six seven eight nine'.split(' ')
/** From 0x20 on, in the order of ASCII; digits and letters aside. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ ' ': 'space', '!': 'exclam', '"': 'quotedbl', '#': 'numbersign', $: 'dollar', '%': 'percent', '&': 'ampersand' },
  ...{ '(': 'parenleft', ')': 'parenright', '*': 'asterisk', '+': 'plus', ',': 'comma', '-': 'hyphen', '.': 'period' },
  ...{ '/': 'slash', ':': 'colon', ';': 'semicolon', '<': 'less', '=': 'equal', '>': 'greater', '?': 'question' },
  ...{ '@': 'at', '[': 'bracketleft', '\\': 'backslash', ']': 'bracketright', '^': 'asciicircum', _: 'underscore' },
  ...{ '{': 'braceleft', '|': 'bar', '}': 'braceright', '~': 'asciitilde' },
}
/** Writers exchange straight quotes and those that lean. */
const QUOTES: Readonly<Record<string, readonly string[]>> = {
  "'": ['quotesingle', 'quoteright'],
  '`': ['grave', 'quoteleft'],
}

function isOwnGlyph(code: number, glyph: string): boolean {
  if (code < 0x20 || code > 0x7e) return true
  const character = String.fromCharCode(code)
  if (/[a-z]/iu.test(character)) return glyph === character
  if (/\d/u.test(character)) return glyph === DIGITS[Number(character)]
  return glyph === SIGNS[character] || QUOTES[character]?.includes(glyph) === true
}

/** By its name, or by differences from such a one that concern no character of ASCII. */
export function isLatinEncoding(file: PdfFile, revision: number, encoding: PdfObject): boolean {
  const name = asName(encoding)
  if (name !== null) return LATIN.has(name)
  const entries = asDictionary(encoding)?.entries
  if (!entries) return false
  const base = file.resolve(entries.get('BaseEncoding'), revision)
  const differences = file.resolve(entries.get('Differences'), revision)
  const items = asArray(differences)?.items
  if ((base !== null && !LATIN.has(asName(base) ?? '')) || (differences !== null && !items)) return false
  let code = 0
  return (items ?? []).every((place) => {
    const item = file.resolve(place, revision)
    const glyph = asName(item)
    if (glyph !== null) return isOwnGlyph(code++, glyph)
    if (typeof item !== 'number') return false
    code = item
    return Number.isInteger(code) && code >= 0
  })
}
