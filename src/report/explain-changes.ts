/** All that came after a signature, a line each: the verdict names only the gravest. */
import type { Code } from '../validation/code.ts'
import type { SignatureReport } from '../validation/report.ts'
import { unexplainedChange } from './change-words.ts'
import { explainCode } from './explain.ts'

/** Codes of later changes, and of what was prepared for them. */
const CHANGES: ReadonlySet<Code> = new Set<Code>([
  'document-changed-after-signing',
  'annotation-added',
  'page-added',
  'page-removed',
  'page-order-changed',
  'active-content-added',
  'certification-violated',
  'locked-field-changed',
  'later-change-unknown',
  'shadow-content',
])

/** In the order of their gravity, each once; empty where there is one or none, which the verdict itself says. */
export function explainChanges({ signer, findings }: SignatureReport): readonly string[] {
  const changes = findings.filter(({ code }) => CHANGES.has(code))
  const lines = [
    ...new Set(
      changes.map(({ code, facts }) => {
        // What the verdict says of all of them need not be repeated for each.
        const unexplained = code === 'later-change-unknown' ? unexplainedChange(facts) : null
        return unexplained ? `${unexplained}.` : explainCode(code, { signer, facts }).sentence
      }),
    ),
  ]
  return lines.length > 1 ? lines : []
}
