/** What a person types to find something, and the texts it is looked for in: Vietnamese without its marks, words in any order. */

/** Longer is no search that anybody types; and each word is one more look at each text. */
const SEARCH_LIMITS = { characters: 100, words: 8 } as const

/** What one text adds to a key: a subject that goes on for pages is found by its beginning. */
const KEY_CHARACTERS = 1_000

export type Search = {
  /** As it was typed, cut: hostile text, to be escaped where it is shown. */
  readonly typed: string
  /** Letters and digits alone; none where nothing is looked for. */
  readonly words: readonly string[]
}

/** @param typed as it stands in the address; none where nothing was typed. */
export function readSearch(typed: string | undefined): Search {
  const cut = (typed ?? '').slice(0, SEARCH_LIMITS.characters).toWellFormed().replace(/\s+/gu, ' ').trim()
  return { typed: cut, words: [...new Set(wordsOf(cut))].slice(0, SEARCH_LIMITS.words) }
}

/** The texts as they are looked through: " phong noi vu 12 bc ubnd", with a space before each word and nowhere else. */
export function searchKey(...texts: readonly (string | null | undefined)[]): string {
  return texts
    .flatMap((text) => wordsOf((text ?? '').slice(0, KEY_CHARACTERS)))
    .map((word) => ` ${word}`)
    .join('')
}

/**
 * Those of which each word that was typed begins a word: "hoa" finds "Hoà", "Hóa" and "Hoá", and not "Khoa". All, where
 * nothing is looked for.
 *
 * @param keyOf its `searchKey`.
 */
export function foundAmong<T>(search: Search, items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  if (search.words.length === 0) return items
  const isFound = findsIn(search)
  return items.filter((item) => isFound(keyOf(item)))
}

/** Whether a `searchKey` is of what is looked for, as `foundAmong` says. */
export function findsIn({ words }: Search): (key: string) => boolean {
  const beginnings = words.map((word) => ` ${word}`)
  return (key) => beginnings.every((beginning) => key.includes(beginning))
}

/**
 * Decomposed, so that marks can be dropped; đ, and what fonts and old converters write for it (U+00F0, U+0256), is a
 * letter of its own that has no mark to drop. Compatibility forms as well: offices paste full-width digits.
 */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[đðɖ]/g, 'd')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
