/** A submission as the same-document ladder sees it. */
import type { UnitId } from '../campaign/unit.ts'
import type { Copy } from '../identity/same-document.ts'
import type { DecidedSubmission } from './decided.ts'

/** @param owner the unit that answers for it. */
export function copyOf({ submission, report, reading }: DecidedSubmission, owner: UnitId | null): Copy {
  // A signature that is not intact says nothing of what was signed.
  const intact = (report?.signatures ?? []).filter(({ integrity }) => integrity === 'intact')
  return {
    document: submission.document,
    signedContents: intact.flatMap(({ signedContent }) => signedContent ?? []),
    reading,
    owner,
  }
}
