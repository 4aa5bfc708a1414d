/** All that waits for a person: documents by the question that they ask, letters and parts of letters. */
import type { UnopenedPart } from '../mail/letter.ts'
import type { WaitingLetter } from '../store/store.ts'
import { keyOf, thingsSetAside } from '../tally/decided-thing.ts'
import { type OpenDocument, openDocuments } from '../tally/open-work.ts'
import { partName } from './part-name.ts'
import type { WebView } from './view.ts'

export type OpenPart = { readonly letter: WaitingLetter; readonly part: UnopenedPart }

export type OpenWork = {
  readonly documents: readonly OpenDocument[]
  /** In quarantine. */
  readonly letters: readonly WaitingLetter[]
  readonly parts: readonly OpenPart[]
}

/** More letters than anybody works through; those behind them follow when these are done. */
const MOST_LETTERS = 1_000

type Rows = Pick<WebView, 'lettersForPerson' | 'decisions'>

export async function readOpenWork(view: Rows & Pick<WebView, 'tally'>): Promise<OpenWork> {
  const { letters, parts } = await readLetters(view)
  return { documents: openDocuments(await view.tally()), letters, parts }
}

/** Letters that were set aside stand among the others in the store: whatever many there are, none of those behind them is left out. */
async function readLetters({ lettersForPerson, decisions }: Rows): Promise<Pick<OpenWork, 'letters' | 'parts'>> {
  const aside = thingsSetAside(await decisions())
  const letters: WaitingLetter[] = []
  const parts: OpenPart[] = []
  for (let offset = 0; letters.length + parts.length < MOST_LETTERS; offset += MOST_LETTERS) {
    const some = await lettersForPerson({ offset, limit: MOST_LETTERS })
    for (const letter of some) {
      if (aside.has(keyOf({ kind: 'letter', letter: letter.sha256 }))) continue
      if (letter.state.kind === 'quarantined') letters.push(letter)
      const open = letter.unopened.filter(
        ({ path }) => !aside.has(keyOf({ kind: 'submission', letter: letter.sha256, partPath: path })),
      )
      parts.push(...open.map((part) => ({ letter, part })))
    }
    if (some.length < MOST_LETTERS) break
  }
  return { letters, parts }
}

export const countOpenWork = ({ documents, letters, parts }: OpenWork): number =>
  documents.length + letters.length + parts.length

/** What its row is called on the page, as long as it waits. */
export const rowOfDocument = ({ question, counted: { submission }, unit }: OpenDocument): string =>
  `${question}-${submission.document.slice(0, 16)}${unit === null ? '' : `-${unit.id}`}`

export const rowOfLetter = ({ sha256 }: Pick<WaitingLetter, 'sha256'>): string => `thu-${sha256.slice(0, 16)}`

export const rowOfPart = ({ letter, part }: OpenPart): string => `${rowOfLetter(letter)}-${partName(part.path)}`

/** In the order of the page. */
export const rowsOf = ({ documents, letters, parts }: OpenWork): readonly string[] => [
  ...documents.map(rowOfDocument),
  ...letters.map(rowOfLetter),
  ...parts.map(rowOfPart),
]
