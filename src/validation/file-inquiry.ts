/** The inquiry of one file: what was given, with what the file carries itself. EN 319 102-1, 5.6.2.3. */

import type { Sha256 } from '../lang.ts'
import { type Embedded, hashesOf } from './embedded-evidence.ts'
import type { Given } from './judgement.ts'
import { distinct } from './path/candidate-paths.ts'
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
      certificateLists: inOneOrder(certificateLists, embedded.certificateLists),
      ocspResponses: inOneOrder(ocspResponses, embedded.ocspResponses),
      heldSince,
    },
    knownSince: proofs.earliest,
    checkRevocation,
  })
  return { ...inquiry, embedded, proofs }
}

/**
 * Each once, by hash: wherever the first that is found counts, or an effort ends, it is the same in whatever order the evidence
 * was gathered. What was given comes before what the file carries, so that nobody fills a file to keep it from being heard.
 */
function inOneOrder<T extends { readonly sha256: Sha256 }>(given: readonly T[], carried: readonly T[]): readonly T[] {
  const sorted = (items: readonly T[]) => [...items].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  return distinct([...sorted(given), ...sorted(carried)])
}
