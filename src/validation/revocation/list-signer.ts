/** Who signed a revocation list, and whether that one may. RFC 5280, 6.3.3 (f) and (g). */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { CertificateList } from '../../format/x509/crl.ts'
import type { Sha256 } from '../../lang.ts'
import { checkUse } from '../algorithm-constraints.ts'
import { sameName } from '../distinguished-name.ts'
import { finding } from '../finding.ts'
import { distinct } from '../path/candidate-paths.ts'
import { isSignedAlong, issuerAt, type Path } from '../path/path.ts'
import type { Finding } from '../report.ts'
import { type Inquiry, isSignedWithin } from './inquiry.ts'
import { checkRevocationAuthority, type RevocationAuthority, reservationOfExpiry } from './revocation-authority.ts'

export type EvidenceSigner = {
  /** Tells one signing certificate from another. */
  readonly key: Sha256
  readonly reservations: readonly Finding[]
  /** As in `Answer`. */
  readonly isCircular: boolean
}

/** Null where nobody who may sign it has signed it. */
export function signerOfList(
  list: CertificateList,
  path: Path,
  index: number,
  inquiry: Inquiry,
): EvidenceSigner | null {
  const signer = candidates(list, path, index, inquiry).find(
    (one) => isSignedWithin(one, list, inquiry) || isSignedAlong(path, path.certificates.indexOf(one), list) === 'good',
  )
  if (!signer) return null
  const authority = authorityOf(signer, list, path, index, inquiry)
  if (!authority) return null
  const weak = checkUse(
    list.signatureAlgorithm,
    signer,
    'revocation',
    inquiry.knownSince(list.sha256),
    inquiry.given.policy,
  )
  return {
    key: signer.sha256,
    reservations: [
      ...authority.reservations,
      ...reservationOfExpiry(signer, list.sha256, list.thisUpdate, inquiry),
      ...weak.findings,
    ],
    isCircular: authority.isCircular,
  }
}

/** The issuer of the certificate before all others of the list's issuer's name. */
function candidates(
  { issuer }: CertificateList,
  path: Path,
  index: number,
  { given, offered }: Inquiry,
): readonly Certificate[] {
  const own = issuerAt(path, index)
  const anchors = given.trust.anchors.map(({ certificate }) => certificate)
  const others = [...given.trust.intermediates, ...offered].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  return distinct([...(own ? [own] : []), ...path.certificates, ...anchors, ...others]).filter(
    ({ subject, keyUsage }) => sameName(subject, issuer) && (keyUsage === null || keyUsage.has('cRLSign')),
  )
}

/** Empty for an authority of the path itself, which is judged anyway; for another one, what is open about its own path. */
function authorityOf(
  signer: Certificate,
  list: CertificateList,
  path: Path,
  index: number,
  inquiry: Inquiry,
): RevocationAuthority | null {
  if (path.certificates.slice(index + 1).includes(signer)) return { reservations: [], isCircular: false }
  if (isMachine(signer) || !isEntitled(signer, list, path, index, inquiry)) return null
  // RFC 6960, 4.2.2.2.1: only for a responder may its issuer say that nobody need ask about it.
  if (signer.extensions.some(({ oid }) => oid === OID.ocspNocheck)) return null
  const authority = checkRevocationAuthority(signer, list.sha256, path.anchor, inquiry)
  // A list signer is on its own list, silently; through any other circle it would be a witness for whoever vouches for it.
  if (!authority?.isCircular || signer.sha256 === path.certificates[index]?.sha256) return authority
  const { sha256, serialNumber } = signer
  const unknown = finding('revocation-unknown', 'RFC 5280, 6.3.3 (f)', { certificate: sha256, serialNumber })
  return { ...authority, reservations: [...authority.reservations, unknown] }
}

/** A machine for responses or time-stamps is none for lists, whatever its issuer wrote into the key usage; a CA is no machine. */
function isMachine({ extendedKeyUsage, basicConstraints }: Certificate): boolean {
  return !basicConstraints?.ca && extendedKeyUsage !== null && !extendedKeyUsage.includes(OID.anyExtendedKeyUsage)
}

/**
 * Stricter than RFC 5280, 6.3.3 (f), which is content with the same anchor: whoever signs under the name of the issuer is
 * certified by the key of the issuer, or of the one above it. Any other CA could certify such a one, and take revocations back.
 */
function isEntitled(
  signer: Certificate,
  { issuer }: CertificateList,
  path: Path,
  index: number,
  inquiry: Inquiry,
): boolean {
  const own = issuerAt(path, index)
  if (!own || !sameName(issuer, own.subject)) return true // an indirect list: the certificate names its issuer
  return [index + 1, index + 2].some((at) => {
    const above = path.certificates[at]
    return (
      above &&
      sameName(above.subject, signer.issuer) &&
      (isSignedWithin(above, signer, inquiry) || isSignedAlong(path, at, signer) === 'good')
    )
  })
}
