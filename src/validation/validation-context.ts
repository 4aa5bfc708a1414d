/** Validation context initialisation: the signature policy that a signature names, and whether it is accepted. EN 319 102-1, 5.2.4. */
import { readSignaturePolicy } from '../format/cms/signature-policy.ts'
import type { SignerInfo } from '../format/cms/signed-data.ts'
import type { Note } from './code.ts'
import { findingOf } from './finding.ts'
import type { ValidationPolicy } from './policy.ts'
import type { Finding } from './report.ts'

export type ValidationContext = { readonly findings: readonly Finding[]; readonly notes: readonly Note[] }

const CLAUSE = 'EN 319 102-1, 5.2.4'

/** The document of a policy is never fetched: its name is compared, and no more. */
export function initialiseContext(signer: SignerInfo | null, { acceptance }: ValidationPolicy): ValidationContext {
  const read = signer && readSignaturePolicy(signer)
  const named = read?.ok ? read.value : null
  const notes: readonly Note[] = named ? ['policy-referenced'] : []
  const accepted = acceptance.signaturePolicies
  if (!accepted) return { findings: [], notes }
  // Demanded, and the attribute that should name it cannot be read, or names nothing that can be compared.
  if (read && !read.ok) return { findings: [unmet('POLICY_PROCESSING_ERROR', { what: read.error.message })], notes }
  if (named?.kind !== 'identified') return { findings: [unmet('SIGNATURE_POLICY_NOT_AVAILABLE', { named: '' })], notes }
  if (accepted.includes(named.oid)) return { findings: [], notes }
  return { findings: [unmet('POLICY_PROCESSING_ERROR', { named: named.oid, accepted: accepted.join(' ') })], notes }
}

function unmet(
  subIndication: 'POLICY_PROCESSING_ERROR' | 'SIGNATURE_POLICY_NOT_AVAILABLE',
  facts: Readonly<Record<string, string>>,
): Finding {
  return findingOf('signature-policy-unmet', subIndication, CLAUSE, facts)
}
