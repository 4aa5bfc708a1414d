/** The time-stamps that a signature carries: over its value, and over the document before it. EN 319 102-1, 5.4 and 5.5.4. */
import { contentTimeStampTokens, timeStampTokens } from '../format/cms/attribute-values.ts'
import type { Instant } from '../lang.ts'
import { finding } from './finding.ts'
import type { Integrity } from './integrity.ts'
import type { Finding } from './report.ts'
import type { Inquiry } from './revocation/inquiry.ts'
import { contentOf, type SignedContent } from './signed-content.ts'
import { type CheckedToken, checkTokenBytes, type TimeStamp, validateTimeStamp } from './time-stamp.ts'

/** Tokens of each kind of one signature that are looked at; real ones carry one. */
const MAX_TOKENS = 8

type Stamped = { readonly checked: CheckedToken; readonly stamp: TimeStamp }

export type SignatureStamps = {
  /** Over the signature value, in the order of the attributes. */
  readonly own: readonly Stamped[]
  /** Over the document before it was signed. */
  readonly content: readonly Stamped[]
  /** Contradictions between their times. */
  readonly order: readonly Finding[]
}

/**
 * EN 319 102-1, 5.4: each token over what it stamps.
 *
 * @param known when the file, or a time-stamp over it, proves that the tokens existed.
 */
export function validateStamps({ signer, range }: Integrity, known: Instant, inquiry: Inquiry): SignatureStamps {
  if (!signer || !range) return { own: [], content: [], order: [] }
  const atHand = [...inquiry.given.trust.intermediates, ...inquiry.offered]
  const validate = (tokens: readonly Uint8Array[], stamped: SignedContent) =>
    tokens.slice(0, MAX_TOKENS).map((bytes): Stamped => {
      const checked = checkTokenBytes(bytes, stamped, atHand)
      return { checked, stamp: validateTimeStamp(checked, known, inquiry) }
    })
  const own = validate(timeStampTokens(signer), contentOf(signer.signature))
  const content = validate(contentTimeStampTokens(signer), range.content)
  return { own, content, order: checkOrder(own, content) }
}

/** EN 319 102-1, 5.5.4, step 5: what was stamped before signing cannot be younger than what was stamped after it. */
function checkOrder(own: readonly Stamped[], content: readonly Stamped[]): readonly Finding[] {
  const times = (stamps: readonly Stamped[]) =>
    stamps.flatMap(({ stamp }) => (stamp.outcome !== 'invalid' && stamp.time !== null ? [stamp.time] : []))
  return Math.max(...times(content)) > Math.min(...times(own))
    ? [finding('timestamp-order', 'EN 319 102-1, 5.5.4', { what: 'content' })]
    : []
}

/** What a time-stamp that proves nothing means for the signature: a remark, its own reasons kept as facts. */
export function remarkOn({ outcome, because }: TimeStamp): readonly Finding[] {
  if (outcome !== 'invalid') return []
  const [reason] = because
  const code = reason?.code === 'timestamp-order' ? 'timestamp-order' : 'timestamp-invalid'
  return [finding(code, reason?.clause ?? 'EN 319 102-1, 5.4', { ...reason?.facts, reason: reason?.code ?? '' })]
}
