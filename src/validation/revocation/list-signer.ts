/** Who signed a revocation list, and whether that one may. RFC 5280, 6.3.3 (f) and (g). */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { CertificateList } from '../../format/x509/crl.ts'
import type { Sha256 } from '../../lang.ts'
import { checkUse } from '../algorithm-constraints.ts'
import { sameName } from '../distinguished-name.ts'
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
  const authority = authorityOf(signer, list.sha256, path, index, inquiry)
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
  return distinct([
    ...(own ? [own] : []),
    ...path.certificates,
    ...anchors,
    ...given.trust.intermediates,
    ...offered,
  ]).filter(({ subject, keyUsage }) => sameName(subject, issuer) && (keyUsage === null || keyUsage.has('cRLSign')))
}

/** Empty for an authority of the path itself, which is judged anyway; for another one, what is open about its own path. */
function authorityOf(
  signer: Certificate,
  list: Sha256,
  path: Path,
  index: number,
  inquiry: Inquiry,
): RevocationAuthority | null {
  if (path.certificates.slice(index + 1).includes(signer)) return { reservations: [], isCircular: false }
  // A machine for responses or time-stamps is none for lists, whatever its issuer wrote into the key usage.
  if (signer.extendedKeyUsage && !signer.extendedKeyUsage.includes(OID.anyExtendedKeyUsage)) return null
  // RFC 6960, 4.2.2.2.1: only for a responder may its issuer say that nobody need ask about it.
  if (signer.extensions.some(({ oid }) => oid === OID.ocspNocheck)) return null
  return checkRevocationAuthority(signer, list, path.anchor, inquiry)
}
