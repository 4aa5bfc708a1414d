/** By which a letter names a reason, so that a unit can say it on the telephone. docs/reason-codes.md lists them; none is ever given to another reason. */
import type { UnopenedReason } from '../mail/letter.ts'
import type { Fate } from '../tally/tally.ts'
import type { Code } from '../validation/code.ts'

/** Of the file and its signatures. */
const OF_FILES = {
  valid: 'SKS-S01',
  'valid-later-signature': 'SKS-S02',
  'valid-form-filled': 'SKS-S03',
  'valid-at-receipt': 'SKS-S04',
  'not-signed': 'SKS-S05',
  'field-unsigned': 'SKS-S06',
  'not-a-pdf': 'SKS-S07',
  'file-damaged': 'SKS-S08',
  'password-needed': 'SKS-S09',
  'resource-limit': 'SKS-S10',
  'signature-malformed': 'SKS-S11',
  'signature-type-unsupported': 'SKS-S12',
  'multiple-signers': 'SKS-S13',
  'byte-range-invalid': 'SKS-S14',
  'signature-object-replaced': 'SKS-S15',
  'signature-unlinked': 'SKS-S16',
  'duplicate-signature': 'SKS-S17',
  'parser-ambiguity': 'SKS-S18',
  'unexplained-bytes': 'SKS-S19',
  'malformed-tail': 'SKS-S20',
  'document-digest-mismatch': 'SKS-S21',
  'signature-value-wrong': 'SKS-S22',
  'document-changed-after-signing': 'SKS-S23',
  'annotation-added': 'SKS-S24',
  'page-added': 'SKS-S25',
  'page-removed': 'SKS-S26',
  'page-order-changed': 'SKS-S27',
  'active-content-added': 'SKS-S28',
  'certification-violated': 'SKS-S29',
  'certification-inconsistent': 'SKS-S30',
  'locked-field-changed': 'SKS-S31',
  'later-change-unknown': 'SKS-S32',
  'shadow-content': 'SKS-S33',
  'shadow-risk': 'SKS-S34',
  'signer-certificate-missing': 'SKS-S35',
  'signer-certificate-mismatch': 'SKS-S36',
  'untrusted-issuer': 'SKS-S37',
  'trust-ended': 'SKS-S38',
  'chain-broken': 'SKS-S39',
  'wrong-certificate-purpose': 'SKS-S40',
  'self-signed': 'SKS-S41',
  'certificate-not-yet-valid': 'SKS-S42',
  'certificate-expired-at-signing': 'SKS-S43',
  'signing-time-unproven': 'SKS-S44',
  'certificate-revoked': 'SKS-S45',
  'revoked-time-unproven': 'SKS-S46',
  'authority-revoked': 'SKS-S47',
  'certificate-on-hold': 'SKS-S48',
  'revocation-unknown': 'SKS-S49',
  'revocation-stale': 'SKS-S50',
  'revocation-signer-expired': 'SKS-S51',
  'weak-algorithm': 'SKS-S52',
  'timestamp-invalid': 'SKS-S53',
  'timestamp-order': 'SKS-S54',
  'attribute-missing': 'SKS-S55',
  'requirement-unmet': 'SKS-S56',
  'signature-policy-unmet': 'SKS-S57',
  'signer-not-entitled': 'SKS-S58',
  'duplicate-submission': 'SKS-S59',
  'internal-error': 'SKS-S60',
} as const satisfies Record<Code, string>

type CodeOfFate = Extract<Fate, { readonly code: string }>['code']

/** Of what the plan asks for, and of the word of a person. */
const OF_RULES = {
  late: 'SKS-Q01',
  'same-number': 'SKS-Q02',
  'near-text': 'SKS-Q03',
  'two-units': 'SKS-Q04',
  'receipt-disputed': 'SKS-Q05',
  'by-decision': 'SKS-Q06',
  'weak-digest': 'SKS-Q07',
  'no-time-stamp': 'SKS-Q08',
  'no-organization-signature': 'SKS-Q09',
  'no-person-signature': 'SKS-Q10',
  'second-officer': 'SKS-Q11',
} as const satisfies Record<Exclude<CodeOfFate, Code> | 'late', string>

/** Of parts of a letter that were not opened. */
const OF_PARTS = {
  'encrypted-archive': 'SKS-T01',
  'unreadable-archive': 'SKS-T02',
  'unsupported-archive': 'SKS-T03',
  'limit-reached': 'SKS-T04',
  'unsupported-format': 'SKS-T05',
  'signed-office': 'SKS-T06',
  'signed-xml': 'SKS-T07',
  'signed-wrapper': 'SKS-T08',
  'detached-signature': 'SKS-T09',
  'unreadable-winmail': 'SKS-T10',
  'encrypted-letter': 'SKS-T11',
  'unreadable-letter': 'SKS-T12',
  'partial-letter': 'SKS-T13',
  'links-only': 'SKS-T14',
} as const satisfies Record<UnopenedReason, string>

export const SHORT_CODES = { ...OF_FILES, ...OF_RULES, ...OF_PARTS } as const

export type Reason = keyof typeof SHORT_CODES
