/** What is known of who sent a letter, beside its From: facts to be shown and weighed, none of which decides by itself. */
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'
import { type ReportedResult, reportedResults } from './authentication-results.ts'
import { type DkimFinding, type TxtLookup, verifyDkim } from './dkim/verify.ts'
import { readHeaderBlock } from './header-block.ts'
import type { Letter } from './letter.ts'

export type LetterOrigin = {
  /** A program wrote the letter by itself. */
  readonly isAutomatic: boolean
  /** One a signature, from the top down. */
  readonly dkim: readonly DkimFinding[]
  /** By servers that the office trusts. */
  readonly reported: readonly ReportedResult[]
  /**
   * `confirmed`: the domain of the sender answers for the letter. `inconclusive`: something was checked and does not say
   * so; never evidence against the sender, as servers on the way rewrite letters. `unknown`: nothing could be checked.
   */
  readonly sender: 'confirmed' | 'inconclusive' | 'unknown'
}

/** What the office has configured. */
export type OriginChecks = {
  /** Lower case; none: what servers report is not read. */
  readonly trustedServers: readonly string[]
  /** A fresh one for each letter; null: keys are not looked up. */
  readonly lookup: (() => TxtLookup) | null
}

export async function readLetterOrigin(
  raw: Bytes,
  letter: Letter,
  checks: OriginChecks,
  at: Instant,
): Promise<LetterOrigin> {
  const reported = reportedResults(readHeaderBlock(raw), checks.trustedServers)
  const dkim = await verifyDkim(raw, checks.lookup?.() ?? null, at)
  const domain = letter.sender.kind === 'address' ? letter.sender.address.replace(/^.*@/, '') : null
  return { isAutomatic: letter.isAutomatic, dkim, reported, sender: conclude(domain, dkim, reported) }
}

function conclude(
  domain: string | null,
  dkim: readonly DkimFinding[],
  reported: readonly ReportedResult[],
): LetterOrigin['sender'] {
  const passes = [...dkim, ...reported].filter(({ result }) => result === 'pass')
  if (domain !== null && passes.some((each) => answersFor(each.domain, domain))) return 'confirmed'
  const isChecked = reported.length > 0 || dkim.some(({ result }) => result !== 'unknown')
  return isChecked ? 'inconclusive' : 'unknown'
}

/**
 * The same domain, or one above it, whose owner hands it out. Stricter than RFC 7489, 3.1.1: one below or beside it, under
 * a common owner, is not taken, since nothing in a letter tells who owns what.
 */
function answersFor(signing: string, sender: string): boolean {
  return signing.includes('.') && (signing === sender || sender.endsWith(`.${signing}`))
}
