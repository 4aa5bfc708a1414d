/** Vietnamese names made comparable: one spelling for all that a reader would call the same words, and no more. */

/** Tones: grave, acute, tilde, hook above, dot below. A syllable has at most one, so its place says nothing. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Letters that fonts and old converters write for đ: eth (U+00F0) and the African d with tail (U+0256). */
const LOOKS_LIKE_D = /[\u00f0\u0256]/g

/** Abbreviations that stand for the same words in every name of an office. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['ubnd', 'ủy ban nhân dân'],
  ['hđnd', 'hội đồng nhân dân'],
])

/**
 * The words of a name, lower case, one space between them: case, Unicode form, dashes, dots, spaces, the place of the
 * tone (hoà, hòa) and the abbreviations UBND and HĐND no longer matter. Diacritics stay (Trương is not TRƯỜNG), and so
 * does every letter of another script that merely looks alike and every invisible control character.
 *
 * Only for comparison: the result is decomposed and no text to show.
 */
export function foldName(name: string): string {
  return wordsOf(name)
    .flatMap((word) => wordsOf(ABBREVIATIONS.get(word) ?? word))
    .map(moveToneToEnd)
    .join(' ')
}

/** True when the folded `phrase` stands in the folded `text` as whole words. */
export function containsPhrase(text: string, phrase: string): boolean {
  return ` ${text} `.includes(` ${phrase} `)
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFC').toLowerCase().replace(LOOKS_LIKE_D, 'đ').replaceAll('&', ' và ')
  return plain.match(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu) ?? []
}

function moveToneToEnd(word: string): string {
  const letters = word.normalize('NFD')
  return letters.replace(TONE, '') + (letters.match(TONE) ?? []).join('')
}
