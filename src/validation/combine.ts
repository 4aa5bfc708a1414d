/** What several signatures say of the whole file. docs/verdicts.md. */
import type { Code } from './code.ts'
import { CODES } from './code.ts'
import { finding, ranked } from './finding.ts'
import type { DocumentReport, SignatureReport } from './report.ts'

export type Conclusion = Pick<DocumentReport, 'outcome' | 'code'>

/**
 * Invalid when any signature is broken or anything after it is suspicious; valid when all are intact and one of them is valid. A
 * time-stamp of the document that is faulty in itself is passed over.
 * Stricter than the first design: a later change that nobody understood keeps the whole file from being valid.
 */
export function combine(signatures: readonly SignatureReport[]): Conclusion | null {
  if (signatures.length === 0) return null
  const telling = signatures.filter((one) => !isFaultyToken(one))
  const broken = telling.filter((one) => one.integrity === 'broken' || one.modification === 'suspicious')
  if (broken.length > 0) return { outcome: 'invalid', code: firstCode(broken) }
  const open = telling.filter((one) => one.integrity !== 'intact' || one.modification === 'unknown')
  if (open.length > 0) return { outcome: 'indeterminate', code: firstCode(open) }
  const valid = signatures.filter((one) => one.outcome === 'valid' && one.kind === 'signature')
  // The first of several signatures alone tells that others came after it: its code says more than plain `valid`.
  if (valid.length > 0) return { outcome: 'valid', code: valid.find(({ code }) => code !== 'valid')?.code ?? 'valid' }
  const signers = signatures.filter((one) => one.kind === 'signature')
  // A time-stamp says when a document existed, not who stands for it.
  if (signers.length === 0) return { outcome: 'unsigned', code: 'not-signed' }
  return { outcome: 'indeterminate', code: mildest(signers) }
}

/** Faults of a token itself: of the bytes that it covers they say nothing. */
const OF_TOKEN: ReadonlySet<Code> = new Set([
  'signature-malformed',
  'multiple-signers',
  'signature-value-wrong',
  'signer-certificate-missing',
  'signer-certificate-mismatch',
])

/**
 * A document time-stamp that proves nothing is passed over (EN 319 102-1, 5.6.3), as one within a signature is: whoever signed did not
 * make it. Not where the bytes that it covers have changed, or nobody can say what came after it.
 */
function isFaultyToken({ kind, integrity, modification, code }: SignatureReport): boolean {
  return (
    kind === 'document-timestamp' &&
    integrity !== 'intact' &&
    modification !== 'unknown' &&
    modification !== 'suspicious' &&
    OF_TOKEN.has(code)
  )
}

function firstCode(signatures: readonly SignatureReport[]): Code {
  const [first] = ranked(signatures.map(({ code }) => finding(code, '')))
  return first?.code ?? 'internal-error'
}

/** Of signatures none of which is valid, the one nearest to it speaks for the file. */
function mildest(signatures: readonly SignatureReport[]): Code {
  const order = ['provisional', 'review', 'not']
  const rank = ({ code }: SignatureReport) => order.indexOf(CODES[code].effect)
  const [first] = [...signatures].sort((a, b) => rank(a) - rank(b))
  return first?.code ?? 'not-signed'
}
