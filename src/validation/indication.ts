/** What a check concludes, in the closed vocabulary of EN 319 102-1, 5.1.3. */

export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE' | 'NO_SIGNATURE_FOUND'

/** Each sub-indication with the main indication that it belongs to (EN 319 102-1, table 6). */
export const SUB_INDICATIONS = {
  FORMAT_FAILURE: 'TOTAL-FAILED',
  HASH_FAILURE: 'TOTAL-FAILED',
  SIG_CRYPTO_FAILURE: 'TOTAL-FAILED',
  REVOKED: 'TOTAL-FAILED',
  EXPIRED: 'TOTAL-FAILED',
  NOT_YET_VALID: 'TOTAL-FAILED',
  SIG_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  CHAIN_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'INDETERMINATE',
  CRYPTO_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'INDETERMINATE',
  POLICY_PROCESSING_ERROR: 'INDETERMINATE',
  SIGNATURE_POLICY_NOT_AVAILABLE: 'INDETERMINATE',
  TIMESTAMP_ORDER_FAILURE: 'INDETERMINATE',
  NO_SIGNING_CERTIFICATE_FOUND: 'INDETERMINATE',
  NO_CERTIFICATE_CHAIN_FOUND: 'INDETERMINATE',
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: 'INDETERMINATE',
  REVOKED_NO_POE: 'INDETERMINATE',
  REVOKED_CA_NO_POE: 'INDETERMINATE',
  OUT_OF_BOUNDS_NOT_REVOKED: 'INDETERMINATE',
  OUT_OF_BOUNDS_NO_POE: 'INDETERMINATE',
  REVOCATION_OUT_OF_BOUNDS_NO_POE: 'INDETERMINATE',
  NO_POE: 'INDETERMINATE',
  TRY_LATER: 'INDETERMINATE',
  SIGNED_DATA_NOT_FOUND: 'INDETERMINATE',
} as const satisfies Readonly<Record<string, Indication>>

export type SubIndication = keyof typeof SUB_INDICATIONS

/** Of one building block: PASSED, or one sub-indication that says why not. */
export type Conclusion =
  | { readonly indication: 'PASSED'; readonly subIndication: null }
  | { readonly indication: 'FAILED' | 'INDETERMINATE'; readonly subIndication: SubIndication }

export const PASSED: Conclusion = { indication: 'PASSED', subIndication: null }

/** EN 319 102-1, 5.1.3: the sub-indication decides the indication. */
export function notPassed(subIndication: SubIndication): Conclusion {
  return {
    indication: SUB_INDICATIONS[subIndication] === 'TOTAL-FAILED' ? 'FAILED' : 'INDETERMINATE',
    subIndication,
  }
}
