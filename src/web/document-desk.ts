/** A document on the desk of whoever decides about it: what the machine says of it, what people have said, and what is asked. */
import { sha256 } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import type { DocumentRow } from '../store/store.ts'
import type { Submission } from '../submission/submission.ts'
import { worthOf } from '../tally/counting-rule.ts'
import { decisionsAbout, keysOfSubmission, type ThingKey } from '../tally/decided-thing.ts'
import type { Decision, DecisionId, FileObject, MachineView, Ruling } from '../tally/decision.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'
import { filesOfDocuments, findCounted } from './counted.ts'
import { stampOf } from './decide.ts'
import type { WebView } from './view.ts'

export type DocumentDesk = {
  readonly document: DocumentRow
  readonly tally: Tally
  /** Each letter's file of it, as it is counted; never empty. */
  readonly files: readonly CountedSubmission[]
  /** The file that the desk is about, or the first. */
  readonly file: CountedSubmission
  /** That file of that letter alone, or the document wherever it comes. */
  readonly object: FileObject
  readonly machine: MachineView
  /** What it says of all files, as a form carries it: which of them is meant, the form chooses. */
  readonly stamp: string
  readonly about: ReadonlySet<ThingKey>
  readonly decisions: readonly Decision[]
  readonly seen: DecisionId
}

/** @param scope of one file, by `scopeOf`; '' means the document. Null where there is none, or it is not counted. */
export async function readDesk(
  view: Pick<WebView, 'document' | 'tally' | 'decisions'>,
  hash: Sha256,
  scope: string,
): Promise<DocumentDesk | null> {
  const document = await view.document(hash)
  if (document === null) return null
  const tally = await view.tally()
  const counted = filesOfDocuments(tally, [hash])
  const files = document.submissions.flatMap(({ submission }) => findCounted(counted, submission) ?? [])
  const chosen = files.find(({ submission }) => scopeOf(submission) === scope)
  // What was meant of one file is never said of all.
  const file = scope === '' ? files[0] : chosen
  if (file === undefined) return null
  const { letter, partPath } = file.submission
  const all = await view.decisions()
  const about = new Set(files.flatMap(({ submission }) => keysOfSubmission(submission)))
  return {
    ...{ document, tally, files, file, about, decisions: all },
    object: chosen ? { kind: 'submission', letter, partPath } : { kind: 'document', document: hash },
    machine: machineOf(document, file),
    stamp: stampOf(files.map((each) => machineOf(document, each))),
    seen: lastOf(all),
  }
}

/** Short, and nothing that a form could spell otherwise: paths hold whatever the sender wrote. */
export const scopeOf = ({ letter, partPath }: Pick<Submission, 'letter' | 'partPath'>): string =>
  sha256(Buffer.from(`${letter} ${partPath}`)).slice(0, 16)

export const lastOf = (decisions: readonly Decision[]): DecisionId => decisions.at(-1)?.id ?? 0

export const decisionsOn = ({ decisions, about }: DocumentDesk): readonly Decision[] => decisionsAbout(decisions, about)

type ProposedAcceptance = Decision & { readonly ruling: Extract<Ruling, { readonly action: 'propose' }> }

/** What one of two officers has said of it, and the other has yet to confirm. */
export function proposedAcceptance({ files }: Pick<DocumentDesk, 'files'>): ProposedAcceptance | null {
  const found = files.flatMap(({ decision }) => (decision !== null && isProposed(decision) ? [decision] : []))
  return found[0] ?? null
}

const isProposed = (decision: Decision): decision is ProposedAcceptance => decision.ruling.action === 'propose'

/** Without what people have said: of a file that one has decided about, what its verdict alone is worth. */
function machineOf({ submissions }: DocumentRow, file: CountedSubmission): MachineView {
  const { report, fate, decision, submission } = file
  const bare = submissions.find((each) => scopeOf(each.submission) === scopeOf(submission))?.attribution
  return {
    outcome: report?.outcome ?? null,
    code: report?.code ?? null,
    fate: decision === null ? fate.kind : report && worthOf(report).kind,
    unit: bare?.kind === 'unit' ? bare.unit : null,
  }
}
