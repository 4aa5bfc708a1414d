/** Checks that a text is Vietnamese that a clerk reads: syllables, and the few signs that stand for themselves. */

const SIGNS = new Set(['pdf', 'sha', 'gmt', 'ubnd', 'ca', 'zip', 'outlook'])

/** Spelling of a syllable without its marks: beginning, vowels, ending. */
const SYLLABLE = /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|ngh?|nh?|p|t)?$/

export function foreignWords(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
  return (plain.match(/\p{L}+/gu) ?? []).filter((word) => !SIGNS.has(word) && !SYLLABLE.test(word))
}

export const LOOKS_LIKE_A_CODE = /[a-z]{2,}-[a-z]{2,}|undefined|null|NaN|\[object/
