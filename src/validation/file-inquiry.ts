/** The inquiry of one file: what was given, with what the file carries itself. EN 319 102-1, 5.6.2.3. */
import { type Embedded, hashesOf } from './embedded-evidence.ts'
import type { Given } from './judgement.ts'
import { openProofs, type ProofsOfExistence, receipt } from './proofs-of-existence.ts'
import { checkRevocation } from './revocation/check-revocation.ts'
import { type Inquiry, openInquiry } from './revocation/inquiry.ts'

export type FileInquiry = Inquiry & {
  readonly embedded: Embedded
  readonly proofs: ProofsOfExistence
}

/** All that lies in the file existed when the mail server took it in. */
export function openFileInquiry(given: Given, embedded: Embedded): FileInquiry {
  const proofs = openProofs(given)
  proofs.add(hashesOf(embedded), receipt(given))
  const { certificateLists, ocspResponses, heldSince } = given.evidence
  const inquiry = openInquiry({
    given,
    offered: embedded.certificates,
    evidence: {
      certificateLists: [...certificateLists, ...embedded.certificateLists],
      ocspResponses: [...ocspResponses, ...embedded.ocspResponses],
      heldSince,
    },
    knownSince: proofs.earliest,
    checkRevocation,
  })
  return { ...inquiry, embedded, proofs }
}
