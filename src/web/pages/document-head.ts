/** The head of a document's page: what its signatures are worth, and what the document is worth in the count. */
import { html } from 'hono/html'
import { ACCEPTED, BY_PERSON_MARK } from '../../report/decision-words.ts'
import { explainDocument } from '../../report/explain.ts'
import { countsForNobody, explainStanding } from '../../report/explain-count.ts'
import type { CountedSubmission, Fate } from '../../tally/tally.ts'
import type { DocumentReport } from '../../validation/report.ts'
import type { Html } from '../markup.ts'
import { standingMark } from './unit.ts'

export type DocumentHead = {
  /** Of the document in the count; '' where there is nothing to say of it. */
  readonly mark: Html | ''
  readonly sentence: string
  readonly nextStep: string
}

/** Of several letters that bring the document, the best speaks: best first. */
const ORDER = [
  'counts',
  'provisional',
  'review',
  'late',
  'duplicate',
  'refused',
  'pending',
  'set-aside',
] as const satisfies readonly Fate['kind'][]

export function documentHead(report: DocumentReport | null, files: readonly CountedSubmission[]): DocumentHead {
  if (report === null)
    return {
      mark: '',
      sentence: 'Tệp đã nhận và đang chờ kiểm tra.',
      nextStep: 'Kết quả tự cập nhật khi kiểm tra xong.',
    }
  const verdict = explainDocument(report)
  const counted = bestOf(files)
  if (!counted || counted.fate.kind === 'pending') return { mark: '', ...verdict }
  const byPerson = counted.decision?.ruling.action === 'accept' ? html` ${BY_PERSON_MARK}` : ''
  const mark = html`${standingMark(counted)}${byPerson}`
  if (counted.decision?.ruling.action === 'accept' && !countsForNobody(counted)) {
    const sentence = `${verdict.sentence} ${ACCEPTED.sentence}`
    return { mark, sentence, nextStep: ACCEPTED.nextStep }
  }
  if (saysTheSame(counted, report)) return { mark, ...verdict }
  const standing = explainStanding(counted)
  const sentence = alsoSaysVerdict(counted) ? standing.sentence : `${verdict.sentence} ${standing.sentence}`
  return { mark, sentence, nextStep: standing.nextStep }
}

function bestOf(counted: readonly CountedSubmission[]): CountedSubmission | undefined {
  const rank = ({ fate }: CountedSubmission) => ORDER.indexOf(fate.kind)
  return counted.toSorted((a, b) => rank(a) - rank(b))[0]
}

/** Sentences that begin with the signature, which holds, and go on with why the document does not count all the same. */
function alsoSaysVerdict(counted: CountedSubmission): boolean {
  return countsForNobody(counted) || ('code' in counted.fate && counted.fate.code === 'signer-not-entitled')
}

/** Whether the verdict on the file already tells all that its fate would. */
function saysTheSame(counted: CountedSubmission, { code }: DocumentReport): boolean {
  const { fate } = counted
  if (fate.kind === 'counts') return !countsForNobody(counted)
  return 'code' in fate && fate.code === code
}
