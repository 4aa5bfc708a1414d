/** All that waits for a person: documents by the question that they ask, letters and parts of letters. */
import type { UnopenedPart } from '../mail/letter.ts'
import type { WaitingLetter } from '../store/store.ts'
import { keyOf, type ThingKey } from '../tally/decided-thing.ts'
import { type Decision, standingDecisions } from '../tally/decision.ts'
import { type OpenDocument, openDocuments } from '../tally/open-work.ts'
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

/** Letters and parts of letters that a person has set aside. */
function setAside(decisions: readonly Decision[]): ReadonlySet<ThingKey> {
  const aside = new Set<ThingKey>()
  for (const { ruling } of standingDecisions(decisions))
    if (ruling.action === 'set-aside') aside.add(keyOf(ruling.object))
  return aside
}
