/** The codes a verdict can carry and what each means for the count. docs/verdicts.md lists them with their sentences. */

import { type Indication, SUB_INDICATIONS, type SubIndication } from './indication.ts'

/** What a code means for the count, mildest first: the tally of a signature is the strictest among all its codes. */
export type TallyEffect = 'note' | 'counts' | 'once' | 'provisional' | 'review' | 'not'

type Meaning = {
  readonly indication: Indication | null
  readonly subIndication: SubIndication | null
  readonly effect: TallyEffect
}

const passed = (effect: TallyEffect): Meaning => ({ indication: 'TOTAL-PASSED', subIndication: null, effect })
const fails = (subIndication: SubIndication, effect: TallyEffect): Meaning => ({
  indication: SUB_INDICATIONS[subIndication],
  subIndication,
  effect,
})
const none = (effect: TallyEffect): Meaning => ({ indication: 'NO_SIGNATURE_FOUND', subIndication: null, effect })
const unsaid = (effect: TallyEffect): Meaning => ({ indication: null, subIndication: null, effect })

/** In the order of precedence: of several hits the first one here that is not positive is the primary code. */
export const CODES = {
  valid: passed('counts'),
  'valid-later-signature': passed('counts'),
  'valid-form-filled': passed('review'),
  'valid-at-receipt': passed('counts'),
  'not-signed': none('not'),
  'field-unsigned': none('not'),
  'not-a-pdf': unsaid('not'),
  'file-damaged': unsaid('not'),
  'password-needed': unsaid('review'),
  'resource-limit': unsaid('review'),
  'signature-malformed': fails('FORMAT_FAILURE', 'not'),
  'signature-type-unsupported': fails('FORMAT_FAILURE', 'review'),
  'multiple-signers': fails('FORMAT_FAILURE', 'not'),
  'byte-range-invalid': fails('FORMAT_FAILURE', 'not'),
  'signature-object-replaced': fails('FORMAT_FAILURE', 'not'),
  'signature-unlinked': fails('FORMAT_FAILURE', 'review'),
  'duplicate-signature': unsaid('once'),
  'parser-ambiguity': fails('FORMAT_FAILURE', 'review'),
  'unexplained-bytes': fails('FORMAT_FAILURE', 'review'),
  'malformed-tail': fails('FORMAT_FAILURE', 'review'),
  'document-digest-mismatch': fails('HASH_FAILURE', 'not'),
  'signature-value-wrong': fails('SIG_CRYPTO_FAILURE', 'not'),
  'document-changed-after-signing': fails('FORMAT_FAILURE', 'not'),
  'annotation-added': fails('FORMAT_FAILURE', 'review'),
  'page-added': fails('FORMAT_FAILURE', 'not'),
  'page-removed': fails('FORMAT_FAILURE', 'not'),
  'page-order-changed': fails('FORMAT_FAILURE', 'not'),
  'active-content-added': fails('FORMAT_FAILURE', 'not'),
  'certification-violated': fails('FORMAT_FAILURE', 'not'),
  'certification-inconsistent': fails('FORMAT_FAILURE', 'review'),
  'locked-field-changed': fails('FORMAT_FAILURE', 'not'),
  /** Ours: something was changed after signing and the analysis of this version cannot say whether it may be. */
  'later-change-unknown': fails('SIG_CONSTRAINTS_FAILURE', 'review'),
  'shadow-content': fails('SIG_CONSTRAINTS_FAILURE', 'review'),
  'shadow-risk': fails('SIG_CONSTRAINTS_FAILURE', 'note'),
  'signer-certificate-missing': fails('NO_SIGNING_CERTIFICATE_FOUND', 'review'),
  'signer-certificate-mismatch': fails('NO_SIGNING_CERTIFICATE_FOUND', 'not'),
  'untrusted-issuer': fails('NO_CERTIFICATE_CHAIN_FOUND', 'not'),
  'trust-ended': fails('NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'review'),
  'chain-broken': fails('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'not'),
  'wrong-certificate-purpose': fails('CHAIN_CONSTRAINTS_FAILURE', 'not'),
  'self-signed': fails('NO_CERTIFICATE_CHAIN_FOUND', 'not'),
  'certificate-not-yet-valid': fails('NOT_YET_VALID', 'not'),
  'certificate-expired-at-signing': fails('EXPIRED', 'not'),
  'signing-time-unproven': fails('OUT_OF_BOUNDS_NO_POE', 'review'),
  'certificate-revoked': fails('REVOKED', 'not'),
  'revoked-time-unproven': fails('REVOKED_NO_POE', 'not'),
  'authority-revoked': fails('REVOKED_CA_NO_POE', 'not'),
  'certificate-on-hold': fails('TRY_LATER', 'review'),
  'revocation-unknown': fails('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'provisional'),
  'revocation-stale': fails('TRY_LATER', 'provisional'),
  'revocation-signer-expired': fails('REVOCATION_OUT_OF_BOUNDS_NO_POE', 'provisional'),
  'weak-algorithm': fails('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'not'),
  'timestamp-invalid': fails('SIG_CONSTRAINTS_FAILURE', 'note'),
  'timestamp-order': fails('TIMESTAMP_ORDER_FAILURE', 'note'),
  'attribute-missing': fails('SIG_CONSTRAINTS_FAILURE', 'note'),
  /** Ours: the policy in force demands what the signature lacks, such as a time-stamp. */
  'requirement-unmet': fails('SIG_CONSTRAINTS_FAILURE', 'review'),
  /** Ours: the policy in force demands a signature policy that this signature was not made under. */
  'signature-policy-unmet': fails('POLICY_PROCESSING_ERROR', 'review'),
  'signer-not-entitled': passed('not'),
  'duplicate-submission': unsaid('once'),
  'internal-error': unsaid('review'),
} as const satisfies Readonly<Record<string, Meaning>>

export type Code = keyof typeof CODES

/** Remarks that never decide. */
export const NOTES = [
  'weak-digest-sha1',
  'weak-key',
  'no-timestamp',
  'claimed-time-shifted',
  'contents-padding',
  'trailing-bytes',
  'metadata-changed',
  'orphan-object',
  'prefix-bytes',
  'annotation-overlap',
  'freed-unused-object',
  'duplicate-key',
  'shadowed-object-number',
  'hybrid-reference',
  'xref-repaired',
  'sigflags-missing',
  'policy-referenced',
  'vri-timestamp',
] as const

export type Note = (typeof NOTES)[number] | Code

export const isCode = (text: string): text is Code => Object.hasOwn(CODES, text)

export function meaningOf(code: Code): Meaning {
  return CODES[code]
}
