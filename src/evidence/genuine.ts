/**
 * Whether a list or response was signed by the authority itself or, for a response, by whom it delegated. Nothing is
 * believed for it: it only tells when looking for a better one can end, which the judge alone would find out too late.
 */
import { OID } from '../format/asn1/oid.ts'
import type { OcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { isSignedBy } from '../validation/cryptography.ts'
import { isList, type Material } from './material.ts'

export function isGenuine(item: Material, authority: Certificate): boolean {
  return isList(item) ? isSignedBy(authority, item) === 'good' : isGenuineResponse(item, authority)
}

/** RFC 6960, 4.2.2.2. */
function isGenuineResponse({ basic }: OcspResponse, authority: Certificate): boolean {
  if (basic === null) return false
  const delegated = basic.certificates.filter(
    (one) => one.extendedKeyUsage?.includes(OID.oCSPSigning) && isSignedBy(authority, one) === 'good',
  )
  return [authority, ...delegated].some((responder) => isSignedBy(responder, basic) === 'good')
}
