/** A submission as the same-document ladder sees it. */
import type { Copy } from '../identity/same-document.ts'
import type { JudgedSubmission } from './tally.ts'

export function copyOf({ submission, report, reading, attribution }: JudgedSubmission): Copy {
  // A signature that is not intact says nothing of what was signed.
  const intact = (report?.signatures ?? []).filter(({ integrity }) => integrity === 'intact')
  return {
    document: submission.document,
    signedContents: intact.flatMap(({ signedContent }) => signedContent ?? []),
    reading,
    owner: attribution.kind === 'unit' ? attribution.unit : null,
  }
}
