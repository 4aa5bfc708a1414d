/** What the judge is given in all measurements: a made world, at one time. */
import type { World } from '../fixtures/authority.ts'
import { OFFICIAL_2021 } from '../src/evidence/policy/read-policy.ts'
import type { Read } from '../src/format/read.ts'
import { readCertificate } from '../src/format/x509/certificate.ts'
import { readCertificateList } from '../src/format/x509/crl.ts'
import type { Instant } from '../src/lang.ts'
import { anchorOf, type Given, NO_EVIDENCE } from '../src/validation/judgement.ts'

/** All that a world knows, read anew. */
export function givenOf(world: World, at: Instant): Given {
  return {
    at,
    receivedAt: at,
    trust: {
      anchors: [anchorOf(valueOrThrow(readCertificate(world.root.certificate)))],
      intermediates: [valueOrThrow(readCertificate(world.issuer.certificate))],
    },
    evidence: {
      ...NO_EVIDENCE,
      certificateLists: world.certificateLists.map((list) => valueOrThrow(readCertificateList(list))),
    },
    policy: OFFICIAL_2021,
  }
}

export function valueOrThrow<T>(read: Read<T>): T {
  if (!read.ok) throw read.error
  return read.value
}
