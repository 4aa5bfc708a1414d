/** Where somebody goes on who comes back to the list of what waits: at a row, and not at the top. */
import type { Sha256 } from '../lang.ts'
import type { DecisionId } from '../tally/decision.ts'
import { openDocuments } from '../tally/open-work.ts'
import type { Tally } from '../tally/tally.ts'
import { type OpenWork, readOpenWork, rowOfDocument, rowsOf } from './open-work.ts'
import { DONE_NOTE } from './pages/done-note.ts'
import type { WebView } from './view.ts'

/** Back at a document that was not decided about. */
export function placeOfDocument(tally: Tally, document: Sha256): string {
  const open = openDocuments(tally).find(({ counted }) => counted.submission.document === document)
  return `/can-xu-ly${open === undefined ? '' : `#${rowOfDocument(open)}`}`
}

/**
 * Behind what was decided about.
 *
 * @param before what waited then; what is not named waits unchanged.
 */
export async function workPlace(
  view: Pick<WebView, 'tally' | 'lettersForPerson' | 'decisions'>,
  done: DecisionId,
  before: Partial<OpenWork>,
): Promise<string> {
  const now = await readOpenWork(view)
  const next = nextRow(rowsOf({ ...now, ...before }), new Set(rowsOf(now)))
  return `/can-xu-ly?da=${done}#${next ?? DONE_NOTE}`
}

/** The first that is left behind the first that is gone; at the end of the list the last one that is left. */
function nextRow(before: readonly string[], left: ReadonlySet<string>): string | undefined {
  const gone = before.findIndex((row) => !left.has(row))
  if (gone === -1) return undefined
  return before.slice(gone).find((row) => left.has(row)) ?? before.slice(0, gone).at(-1)
}
