/** Findings: what a check concluded, kept with its clause and the facts it saw. */
import type { Instant } from '../lang.ts'
import { CODES, type Code } from './code.ts'
import type { Finding } from './report.ts'

export function finding(code: Code, clause: string, facts: Readonly<Record<string, string>> = {}): Finding {
  return { code, clause, facts }
}

const ORDER = new Map(Object.keys(CODES).map((code, index) => [code, index]))

/** Findings that decide, in the order of the table of codes, the primary one first; mere notes come after them. */
export function ranked(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ code }: Finding) => (CODES[code].effect === 'note' ? 1000 : 0) + (ORDER.get(code) ?? 0)
  return [...findings].sort((a, b) => rank(a) - rank(b))
}

/** Times as facts are written in them: ISO 8601 in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}
