/** A small bundle with one of everything; its certificates and lists are no real ones. */
import type { Bundle } from '../../src/bundle/bundle.ts'
import { canonicalJson } from '../../src/canonical-json.ts'
import type { ValidationPolicy } from '../../src/validation/policy.ts'
import { anchorSnapshot, at, hashOf, reportOf } from '../store/sample-rows.ts'

/** Not one that ships, so that the bytes of the sample stay what they are when those change. */
const POLICY: ValidationPolicy = {
  name: 'sample',
  algorithms: {
    asOf: at(1_728_777_600_000),
    digests: { sha1: at(1_343_779_200_000), sha256: null, 'sha3-256': null },
    keys: {
      rsa: [{ bits: 1900, until: at(1_861_920_000_000) }],
      rsaPss: [],
      dsa: [],
      ecdsa: [{ bits: 256, until: null }],
    },
    eddsa: true,
    tolerated: [{ digest: 'sha1', use: 'document', until: at(1_767_225_600_000) }],
  },
  revocation: { maxAgeMs: null, withoutNextUpdateMs: 1_800_000 },
  path: { acceptable: ['2.16.704.1.1'], requireExplicit: false, inhibitMapping: false, inhibitAny: true },
  acceptance: {
    signingTime: 'remarked',
    signingCertificateReference: 'ignored',
    timeStamp: 'required',
    nonRepudiation: 'ignored',
    maxTimeStampDelayMs: 86_400_000,
    signaturePolicies: null,
  },
}

export function sampleBundle(changes: Partial<Bundle> = {}): Bundle {
  const names = ['root', 'issuer', 'list', 'response']
  return {
    programVersion: '0.1.0',
    fileName: 'Kế hoạch.pdf',
    judgedAt: at(1_630_256_400_123),
    receivedAt: at(1_630_000_000_000),
    policy: POLICY,
    trust: {
      anchors: [anchorSnapshot(hashOf('root'), { trustedUntil: at(1_893_456_000_000), roles: ['signer'] })],
      intermediates: [hashOf('issuer')],
    },
    evidence: [
      { kind: 'certificate-list', sha256: hashOf('list'), heldSince: at(1_630_200_000_000) },
      { kind: 'ocsp-response', sha256: hashOf('response'), heldSince: null },
    ],
    report: canonicalJson(reportOf(hashOf('document'))),
    document: Buffer.from('document'),
    content: new Map(names.map((name) => [hashOf(name), Buffer.from(name)])),
    ...changes,
  }
}
