/** The codes a verdict can carry and what each means for the count. docs/verdicts.md lists them with their sentences. */

export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE' | 'NO_SIGNATURE_FOUND'

/** The closed list of EN 319 102-1, 5.1.3 (table 6). */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'

/** What a code means for the count, mildest first: the tally of a signature is the strictest among all its codes. */
export type TallyEffect = 'note' | 'counts' | 'once' | 'provisional' | 'review' | 'not'

type Meaning = {
  readonly indication: Indication | null
  readonly subIndication: SubIndication | null
  readonly effect: TallyEffect
}

const passed = (effect: TallyEffect): Meaning => ({ indication: 'TOTAL-PASSED', subIndication: null, effect })
const failed = (subIndication: SubIndication, effect: TallyEffect): Meaning => ({
  indication: 'TOTAL-FAILED',
  subIndication,
  effect,
})
const unsettled = (subIndication: SubIndication, effect: TallyEffect): Meaning => ({
  indication: 'INDETERMINATE',
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
  'signature-malformed': failed('FORMAT_FAILURE', 'not'),
  'signature-type-unsupported': failed('FORMAT_FAILURE', 'review'),
  'multiple-signers': failed('FORMAT_FAILURE', 'not'),
  'byte-range-invalid': failed('FORMAT_FAILURE', 'not'),
  'signature-object-replaced': failed('FORMAT_FAILURE', 'not'),
  'signature-unlinked': failed('FORMAT_FAILURE', 'review'),
  'duplicate-signature': unsaid('once'),
  'parser-ambiguity': failed('FORMAT_FAILURE', 'review'),
  'unexplained-bytes': failed('FORMAT_FAILURE', 'review'),
  'malformed-tail': failed('FORMAT_FAILURE', 'review'),
  'document-digest-mismatch': failed('HASH_FAILURE', 'not'),
  'signature-value-wrong': failed('SIG_CRYPTO_FAILURE', 'not'),
  'document-changed-after-signing': failed('FORMAT_FAILURE', 'not'),
  'annotation-added': failed('FORMAT_FAILURE', 'review'),
  'page-added': failed('FORMAT_FAILURE', 'not'),
  'page-removed': failed('FORMAT_FAILURE', 'not'),
  'page-order-changed': failed('FORMAT_FAILURE', 'not'),
  'active-content-added': failed('FORMAT_FAILURE', 'not'),
  'certification-violated': failed('FORMAT_FAILURE', 'not'),
  'certification-inconsistent': failed('FORMAT_FAILURE', 'review'),
  'locked-field-changed': failed('FORMAT_FAILURE', 'not'),
  /** Ours: something was changed after signing and the analysis of this version cannot say whether it may be. */
  'later-change-unknown': unsettled('SIG_CONSTRAINTS_FAILURE', 'review'),
  'shadow-content': unsettled('SIG_CONSTRAINTS_FAILURE', 'review'),
  'signer-certificate-missing': unsettled('NO_SIGNING_CERTIFICATE_FOUND', 'review'),
  'signer-certificate-mismatch': unsettled('NO_SIGNING_CERTIFICATE_FOUND', 'not'),
  'untrusted-issuer': unsettled('NO_CERTIFICATE_CHAIN_FOUND', 'not'),
  'trust-ended': unsettled('NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'review'),
  'chain-broken': unsettled('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'not'),
  'wrong-certificate-purpose': unsettled('CHAIN_CONSTRAINTS_FAILURE', 'not'),
  'self-signed': unsettled('NO_CERTIFICATE_CHAIN_FOUND', 'not'),
  'certificate-not-yet-valid': failed('NOT_YET_VALID', 'not'),
  'certificate-expired-at-signing': failed('EXPIRED', 'not'),
  'signing-time-unproven': unsettled('OUT_OF_BOUNDS_NO_POE', 'review'),
  'certificate-revoked': failed('REVOKED', 'not'),
  'revoked-time-unproven': unsettled('REVOKED_NO_POE', 'not'),
  'authority-revoked': unsettled('REVOKED_CA_NO_POE', 'not'),
  'certificate-on-hold': unsettled('TRY_LATER', 'review'),
  'revocation-unknown': unsettled('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'provisional'),
  'revocation-stale': unsettled('TRY_LATER', 'provisional'),
  'revocation-signer-expired': unsettled('REVOCATION_OUT_OF_BOUNDS_NO_POE', 'provisional'),
  'weak-algorithm': unsettled('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'not'),
  'timestamp-invalid': unsettled('SIG_CONSTRAINTS_FAILURE', 'note'),
  'timestamp-order': unsettled('TIMESTAMP_ORDER_FAILURE', 'note'),
  'attribute-missing': unsettled('SIG_CONSTRAINTS_FAILURE', 'note'),
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
  'trailing-bytes',
  'metadata-changed',
  'orphan-object',
  'prefix-bytes',
  'shadow-risk',
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

export function meaningOf(code: Code): Meaning {
  return CODES[code]
}
