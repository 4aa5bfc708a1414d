/** All that waits for a person: documents by the question that they ask, letters and parts of letters. */
import type { UnopenedPart } from '../mail/letter.ts'
import type { WaitingLetter } from '../store/store.ts'
import { keyOf, type ThingKey } from '../tally/decided-thing.ts'
import { type Decision, standingDecisions } from '../tally/decision.ts'
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

export async function readOpenWork(view: Pick<WebView, 'tally' | 'lettersForPerson' | 'decisions'>): Promise<OpenWork> {
  const letters = await view.lettersForPerson(MOST_LETTERS)
  const aside = setAside(await view.decisions())
  const waiting = letters.filter(({ sha256 }) => !aside.has(keyOf({ kind: 'letter', letter: sha256 })))
  return {
    documents: openDocuments(await view.tally()),
    letters: waiting.filter(({ state }) => state.kind === 'quarantined'),
    parts: waiting.flatMap((letter) =>
      letter.unopened
        .filter(({ path }) => !aside.has(keyOf({ kind: 'submission', letter: letter.sha256, partPath: path })))
        .map((part) => ({ letter, part })),
    ),
  }
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

/** Letters and parts of letters that a person has set aside. */
function setAside(decisions: readonly Decision[]): ReadonlySet<ThingKey> {
  const aside = new Set<ThingKey>()
  for (const { ruling } of standingDecisions(decisions))
    if (ruling.action === 'set-aside') aside.add(keyOf(ruling.object))
  return aside
}
