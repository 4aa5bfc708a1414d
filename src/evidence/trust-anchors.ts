/** Which of the certificates that an operator imported are trusted by themselves. */
import { equalBytes } from '../bytes.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { isSignedBy } from '../validation/cryptography.ts'
import type { TrustStore } from '../validation/judgement.ts'
import pins from './pins.json' with { type: 'json' }

/** Roots of the Government's authorities, known by SHA-256 so that it does not matter where the certificate came from. */
const PINNED: ReadonlySet<string> = new Set(pins.map(({ sha256 }) => sha256))

/**
 * A certificate that is pinned or signed by itself is an anchor: whoever puts one into the folder means to trust it.
 * Others only help to build paths. Each appears once.
 */
export function trustStoreOf(certificates: readonly Certificate[], pinned: ReadonlySet<string> = PINNED): TrustStore {
  const distinct = [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()]
  const isAnchor = (certificate: Certificate) => pinned.has(certificate.sha256) || isSelfSigned(certificate)
  return {
    anchors: distinct.filter(isAnchor),
    intermediates: distinct.filter((certificate) => !isAnchor(certificate)),
  }
}

/** RFC 5280, 3.2: self-issued, and the signature is by its own key. */
function isSelfSigned(certificate: Certificate): boolean {
  return equalBytes(certificate.issuer.der, certificate.subject.der) && isSignedBy(certificate, certificate) === 'good'
}
