/** The counting rule for one file: what its report alone is worth, before time, unit and other copies are looked at. */
import { type Code, meaningOf, type TallyEffect } from '../validation/code.ts'
import type { DocumentReport, SignatureReport } from '../validation/report.ts'
import type { Fate } from './tally.ts'

type Judged = Pick<DocumentReport, 'outcome' | 'code' | 'signatures'>

export type Worth =
  | Extract<Fate, { readonly kind: 'counts' | 'provisional' }>
  | { readonly kind: 'review'; readonly code: Code }
  | { readonly kind: 'refused'; readonly code: Code }

const SEVERITY = { note: 0, counts: 1, once: 2, provisional: 3, review: 4, not: 5 } as const satisfies Record<
  TallyEffect,
  number
>

/**
 * A second defect never softens the first: the strictest of all codes of a signature holds. Of several signatures of a
 * file that nobody altered the best one holds, because one good signature suffices; of an altered file the worst.
 * A file whose outcome is not `valid` never counts, whatever its codes say.
 */
export function worthOf(report: Judged): Worth {
  const code = decidingCode(report)
  const { effect } = meaningOf(code)
  switch (effect) {
    case 'not':
      return { kind: 'refused', code }
    case 'review':
      return { kind: 'review', code }
    case 'provisional':
      return report.outcome === 'invalid' ? { kind: 'refused', code } : { kind: 'provisional', code }
    case 'note':
    case 'counts':
    case 'once':
      return withoutObjection(report, code)
  }
}

function withoutObjection({ outcome }: Judged, code: Code): Worth {
  switch (outcome) {
    case 'valid':
      return { kind: 'counts', isLate: false }
    case 'invalid':
    case 'unsigned':
      return { kind: 'refused', code }
    case 'indeterminate':
    case 'unreadable':
      return { kind: 'review', code }
  }
}

function decidingCode(report: Judged): Code {
  const { code, outcome, signatures } = report
  const deciding = signatures.filter(({ kind }) => kind === 'signature')
  const pick = outcome === 'invalid' ? strictest : mildest
  const objections = deciding
    .filter((signature) => outcome !== 'invalid' || signature.outcome === 'invalid')
    .map((signature) => strictest(codesOf(signature)))
  const saysMore = !deciding.some((signature) => codesOf(signature).includes(code))
  return objections.length === 0 ? code : strictest([...(saysMore ? [code] : []), pick(objections)])
}

/**
 * Notes are left out: they never decide, and an empty field beside a good signature is one. A signature that passed is
 * its primary code alone, since that is positive only where every other finding is a mere remark.
 */
function codesOf({ code, outcome, findings }: SignatureReport): readonly Code[] {
  return outcome === 'valid' ? [code] : [code, ...findings.map((finding) => finding.code)]
}

/** Of equals the first, so that a primary code stays the one that is shown. */
function strictest(codes: readonly Code[]): Code {
  return codes.reduce((worst, code) => (severity(code) > severity(worst) ? code : worst))
}

function mildest(codes: readonly Code[]): Code {
  return codes.reduce((best, code) => (severity(code) < severity(best) ? code : best))
}

function severity(code: Code): number {
  return SEVERITY[meaningOf(code).effect]
}
