/** What a case gives, read as the judge wants it. */
import type { GivenPlan, PolicyPlan } from '../../fixtures/case.ts'
import type { Bytes } from '../../src/bytes.ts'
import { SHIPPED_POLICIES } from '../../src/evidence/policy/read-policy.ts'
import { readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import type { Read } from '../../src/format/read.ts'
import { readCertificate } from '../../src/format/x509/certificate.ts'
import { readCertificateList } from '../../src/format/x509/crl.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import { anchorOf, type Given } from '../../src/validation/judgement.ts'
import type { ValidationPolicy } from '../../src/validation/policy.ts'

export function givenOf({ at, receivedAt, policy, heldSince, ...plan }: GivenPlan): Given {
  const readable = <T>(read: (bytes: Bytes) => Read<T>, all: readonly Bytes[]): readonly T[] =>
    all.map((bytes) => orThrow(read(bytes)))
  const certificateLists = readable(readCertificateList, plan.certificateLists)
  const ocspResponses = readable(readOcspResponse, plan.ocspResponses)
  const since = (from: readonly Bytes[], read: readonly { readonly sha256: Sha256 }[]) =>
    read.flatMap(({ sha256 }, index): readonly (readonly [Sha256, Instant])[] => {
      const bytes = from[index]
      const held = bytes && heldSince.get(bytes)
      return held === undefined ? [] : [[sha256, held]]
    })
  return {
    at,
    receivedAt,
    trust: {
      anchors: plan.anchors.map(({ certificate, ...limits }) => ({
        ...anchorOf(orThrow(readCertificate(certificate))),
        ...limits,
      })),
      intermediates: readable(readCertificate, plan.intermediates),
    },
    evidence: {
      certificateLists,
      ocspResponses,
      heldSince: new Map([
        ...since(plan.certificateLists, certificateLists),
        ...since(plan.ocspResponses, ocspResponses),
      ]),
    },
    policy: policyOf(policy),
  }
}

function policyOf({ name, revocation, path, acceptance }: PolicyPlan): ValidationPolicy {
  const shipped = SHIPPED_POLICIES.get(name)
  if (!shipped) throw new Error(`No policy ${name} is shipped`)
  return {
    ...shipped,
    revocation: { ...shipped.revocation, ...revocation },
    path: { ...shipped.path, ...path },
    acceptance: { ...shipped.acceptance, ...acceptance },
  }
}

function orThrow<T>(read: Read<T>): T {
  if (!read.ok) throw read.error
  return read.value
}
