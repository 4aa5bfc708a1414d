/** What the judge finds of changes that came after the first signature of a draft. */
import type { PdfDraft } from '../../fixtures/pdf-draft.ts'
import { CODES } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import type { SignatureReport } from '../../src/validation/report.ts'
import { given } from './given.ts'

/** What came after the first signature, and the codes that decide about it, each once. */
export function found(draft: PdfDraft): readonly string[] {
  const first = firstOf(draft)
  const codes = (first?.findings ?? []).map(({ code }) => code).filter((code) => CODES[code].effect !== 'note')
  return [first?.modification ?? '', ...new Set(codes)]
}

export function firstOf({ bytes }: PdfDraft): SignatureReport | undefined {
  return judge(bytes, given()).report.signatures[0]
}
