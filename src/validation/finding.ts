/** Findings: what a check concluded, kept with its clause and the facts it saw. */
import type { Instant } from '../lang.ts'
import { CODES, type Code, type TallyEffect } from './code.ts'
import { type Conclusion, notPassed, PASSED, type SubIndication } from './indication.ts'
import type { Finding } from './report.ts'

/** A finding under the sub-indication that its code has by itself. */
export function finding(code: Code, clause: string, facts: Readonly<Record<string, string>> = {}): Finding {
  return { code, subIndication: CODES[code].subIndication, clause, facts }
}

/** One whose code stands for several sub-indications, such as a weak algorithm with or without proof of its time. */
export function findingOf(
  code: Code,
  subIndication: SubIndication,
  clause: string,
  facts: Readonly<Record<string, string>> = {},
): Finding {
  return { code, subIndication, clause, facts }
}

const ORDER = new Map(Object.keys(CODES).map((code, index) => [code, index]))

/** Findings that decide, in the order of the table of codes, the primary one first; mere notes come after them. */
export function ranked(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ code }: Finding) => (CODES[code].effect === 'note' ? 1000 : 0) + (ORDER.get(code) ?? 0)
  return [...findings].sort((a, b) => rank(a) - rank(b))
}

/** Whether the finding is more than a remark. */
export function isDecisive({ code }: Finding): boolean {
  return CODES[code].effect !== 'note'
}

const STRICTNESS: readonly TallyEffect[] = ['note', 'counts', 'once', 'provisional', 'review', 'not']

/** How much the strictest of `findings` costs the signature: 0 where none decides. */
export function strictness(findings: readonly Finding[]): number {
  return Math.max(0, ...findings.map(({ code }) => STRICTNESS.indexOf(CODES[code].effect)))
}

/** Whether nothing but revocation data is missing, so that the verdict settles by itself. */
export function isProvisional(findings: readonly Finding[]): boolean {
  return strictness(findings) <= STRICTNESS.indexOf('provisional')
}

/** What a building block concludes from its findings: the primary one decides. */
export function concludeFrom(findings: readonly Finding[]): Conclusion {
  const primary = ranked(findings).find(isDecisive)
  return primary?.subIndication ? notPassed(primary.subIndication) : PASSED
}

/** Times as facts are written in them: ISO 8601 in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}
