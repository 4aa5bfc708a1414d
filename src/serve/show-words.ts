/** The words of a kept letter for its page, which is shown whatever becomes of them. */
import type { Sha256 } from '../lang.ts'
import { type LetterWords, readLetterWords } from '../mail/letter-words.ts'
import { DamagedFileError, type Files } from '../store/files.ts'
import type { Log } from './log.ts'

type Ports = { readonly files: Pick<Files, 'get'>; readonly log: Pick<Log, 'error'> }

/** Null where the letter is not kept. */
export function showWords({ files, log }: Ports): (letter: Sha256) => Promise<LetterWords | null> {
  return async (letter) => {
    try {
      const raw = await files.get(letter)
      return raw && (await readLetterWords(raw))
    } catch (error) {
      log.error('words-unread', error)
      return { kind: error instanceof DamagedFileError ? 'damaged' : 'unreadable' }
    }
  }
}
