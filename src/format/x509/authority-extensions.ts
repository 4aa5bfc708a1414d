/** What certificates and lists say of the authority that issued them. RFC 5280, 4.2.1.1 and 4.2.2.1. */
import type { Bytes } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeInteger, decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { type GeneralName, parseGeneralName, parseGeneralNames, urisOf } from './general-name.ts'

export type AuthorityKeyIdentifier = {
  readonly keyIdentifier: Bytes | null
  /** Issuer and serial number of the authority's own certificate; null unless both are given. */
  readonly certificate: { readonly issuer: readonly GeneralName[]; readonly serialNumber: string } | null
}

/** URIs in order: where the status of the certificate can be asked, and where certificates of its issuer are. */
export type AuthorityInformation = { readonly responders: readonly string[]; readonly issuers: readonly string[] }

/** Laxer than RFC 5280, 4.2.1.1: issuer and serial number need not come together; one of them names nothing. */
export function parseAuthorityKeyIdentifier(element: Element): AuthorityKeyIdentifier {
  const fields = fieldsOf(element, 'RFC 5280, 4.2.1.1')
  const keyIdentifier = fields.takeOptional(context(0))
  const issuer = fields.takeOptional(context(1))
  const serialNumber = fields.takeOptional(context(2))
  fields.end()
  const names = issuer && parseGeneralNames(issuer)
  const number = serialNumber && decodeInteger(serialNumber)
  return {
    keyIdentifier: keyIdentifier && decodeOctetString(keyIdentifier),
    certificate: names && number !== null ? { issuer: names, serialNumber: number } : null,
  }
}

/** Locations of other kinds than URI, and access methods beside these two, are passed over. */
export function parseAuthorityInformation(element: Element): AuthorityInformation {
  const descriptions = itemsOf(element, TAG.sequence, 'RFC 5280, 4.2.2.1').map(parseAccessDescription)
  const at = (wanted: string): readonly string[] =>
    urisOf(descriptions.filter(({ method }) => method === wanted).map(({ location }) => location))
  return { responders: at(OID.adOcsp), issuers: at(OID.adCaIssuers) }
}

function parseAccessDescription(element: Element): { readonly method: string; readonly location: GeneralName } {
  const fields = fieldsOf(element, 'RFC 5280, 4.2.2.1')
  const method = decodeOid(fields.take(TAG.oid, 'accessMethod'))
  const location = parseGeneralName(fields.takeAny('accessLocation'))
  fields.end()
  return { method, location }
}
