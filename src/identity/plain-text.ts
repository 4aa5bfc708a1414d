/** Text of documents in one spelling: what fonts and writers vary without meaning anything by it. */

/** Hyphens, dashes and minus signs: U+2010–2015, U+2212, and the soft hyphen. */
const DASHES = /[\u2010-\u2015\u2212\u00ad]/g

/** Joiners, marks of direction, byte order marks, control characters. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\p{Cc}]/gu

/** Letters that fonts and old converters write for Đ and đ: U+00D0, U+0189, U+00F0, U+0256. */
const LIKE_D: readonly (readonly [RegExp, string])[] = [
  [/[\u00d0\u0189]/g, 'Đ'],
  [/[\u00f0\u0256]/g, 'đ'],
]

/** NFC, one kind of dash, slash and space, nothing invisible; what a reader sees stays as it is. */
export function plainText(text: string): string {
  const spaced = text.normalize('NFC').replace(/\s/gu, ' ').replace(INVISIBLE, '')
  const dashed = spaced.replace(DASHES, '-').replace(/[\u2044\u2215\uff0f]/g, '/')
  return LIKE_D.reduce((rest, [like, letter]) => rest.replace(like, letter), dashed)
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Lower case without any mark: for comparing what people type without them. */
export function withoutMarks(text: string): string {
  return plainText(text).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
}
