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

/**
 * Whether authorities of its issuer's name are known, and it was signed by none of them. One that was signed in a way that
 * is not known here is no forgery.
 *
 * @param authorities those of that name that are imported.
 */
export function isForged(item: Material, authorities: readonly Certificate[]): boolean {
  if (authorities.length === 0 || authorities.some((authority) => isGenuine(item, authority))) return false
  if (isList(item)) return authorities.every((authority) => isSignedBy(authority, item) === 'wrong')
  const { basic } = item
  // A response that is not by the authority itself may be by a delegate of a key of it that is not imported.
  return (
    basic !== null && basic.certificates.length === 0 && authorities.every((one) => isSignedBy(one, basic) === 'wrong')
  )
}

/** RFC 6960, 4.2.2.2. */
function isGenuineResponse({ basic }: OcspResponse, authority: Certificate): boolean {
  if (basic === null) return false
  const delegated = basic.certificates.filter(
    (one) => one.extendedKeyUsage?.includes(OID.oCSPSigning) && isSignedBy(authority, one) === 'good',
  )
  return [authority, ...delegated].some((responder) => isSignedBy(responder, basic) === 'good')
}
