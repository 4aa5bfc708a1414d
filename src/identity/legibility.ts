/** Whether text is Vietnamese that somebody typed, or letters that a recognition program guessed from a picture. */
import type { DocumentIdentity } from './identity.ts'
import { plainText } from './plain-text.ts'

const ONSET = '(?:ngh|ng|nh|gh|gi|ch|kh|ph|th|tr|qu|[bcdđghklmnpqrstvx])?'
const NUCLEUS = '[aăâeêioôơuưy]{1,3}'
const CODA = '(?:ch|ng|nh|[cmnpt])?'

/** One syllable of Vietnamese without its tone. Foreign words and names are few, and may fail. */
const SYLLABLE = new RegExp(`^${ONSET}${NUCLEUS}${CODA}$`, 'u')

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Letters with marks, đ among them; of the words of official texts two in three have one. */
const MARKED = /[^\x00-\x7f]/

const LEGIBILITY = {
  /** Words below which nothing can be told: a stamp over a scan, the mark of a scanning program. */
  words: 8,
  /** Share of words that are syllables. Typed documents reach 0.9 and more, the garbled scan that was seen 0.5. */
  syllables: 0.75,
  /** Share of words with a mark. Typed documents reach 0.6, recognised ones without Vietnamese 0.2 at most. */
  marked: 0.3,
} as const

/** @param text of the pages alone: what signing programs write into widgets is always typed. */
export function legibilityOf(text: string): DocumentIdentity['text'] {
  const words = plainText(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(isWord)
  if (words.length === 0) return 'none'
  if (words.length < LEGIBILITY.words) return words.some((word) => MARKED.test(word)) ? 'garbled' : 'none'
  const share = (holds: (word: string) => boolean) => words.filter(holds).length / words.length
  const isTyped = share(isSyllable) >= LEGIBILITY.syllables && share((word) => MARKED.test(word)) >= LEGIBILITY.marked
  return isTyped ? 'legible' : 'garbled'
}

/** Numbers and abbreviations in capitals (UBND, QĐ) tell nothing. */
const isWord = (word: string): boolean => /\p{L}/u.test(word) && !/^[\p{Lu}\d]{1,5}$/u.test(word)

function isSyllable(word: string): boolean {
  // A capital within a word, or a digit, is what recognition makes of a mark.
  if (!/^(?:\p{L}\p{Ll}*|\p{Lu}+)$/u.test(word)) return false
  return SYLLABLE.test(word.toLowerCase().normalize('NFD').replace(TONES, '').normalize('NFC'))
}
