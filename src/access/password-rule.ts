/** Which passwords may be chosen: long ones that are not in everybody's mind. NIST SP 800-63B, 5.1.1.2: no rule of composition. */
import { COMMON_WORDS } from './common-words.ts'

/** Operations reference S2. */
export const MIN_LENGTH = 12
/** Longer ones would only cost time; NIST asks for at least 64. */
const MAX_LENGTH = 200

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'names-you' | 'too-few-characters'

/** `aaaaaaaaaaaa` and `abababababab` are long and nothing else. */
const MIN_DIFFERENT = 5

/** @param about words that anybody knows of the person, such as the login name. */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  const characters = [...password.normalize('NFC')]
  if (characters.length < MIN_LENGTH) return 'too-short'
  if (characters.length > MAX_LENGTH) return 'too-long'
  if (new Set(characters).size < MIN_DIFFERENT) return 'too-few-characters'
  const letters = plain(password)
  const own = about.flatMap((word) => plain(word).split(/[^a-z0-9]+/)).filter((word) => word.length >= 3)
  if (isMadeOf(letters, own)) return 'names-you'
  return isMadeOf(letters, COMMON_WORDS) ? 'common' : null
}

/** As somebody who guesses writes it: `M@tKhẩu` as `matkhau`. */
function plain(text: string): string {
  const letters = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
  return letters.replace(/[@04$51!3]/g, (character) => LOOKS_LIKE[character] ?? character)
}

const LOOKS_LIKE: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' }

/** Characters that may stand around common words without making a password of them: `-Matkhau-2025!`. */
const SPARE = 6

/** Whether at most `SPARE` characters are left when all the words, longest first, are taken out. */
function isMadeOf(letters: string, words: readonly string[]): boolean {
  let rest = letters
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '')
  return rest !== letters && rest.length <= SPARE
}
