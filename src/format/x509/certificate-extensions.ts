/** The certificate extensions whose contents become fields of `Certificate`. RFC 5280, 4.2.1 and 4.2.2. */
import type { Bytes } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeBoolean, decodeCount, decodeNamedBits, decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import {
  type AuthorityInformation,
  type AuthorityKeyIdentifier,
  parseAuthorityInformation,
  parseAuthorityKeyIdentifier,
} from './authority-extensions.ts'
import type { BasicConstraints, Extension, KeyUsage } from './certificate.ts'
import { type DistributionPoint, parseDistributionPoints } from './distribution-point.ts'
import { parseExtensionValue } from './extension-value.ts'
import { type GeneralName, parseGeneralNames, urisOf } from './general-name.ts'
import { type NameConstraints, parseNameConstraints } from './name-constraints.ts'
import {
  type PolicyConstraints,
  type PolicyMapping,
  parseCertificatePolicies,
  parsePolicyConstraints,
  parsePolicyMappings,
} from './policies.ts'

/**
 * Null or empty where the extension is absent. One that is present but unreadable makes the certificate unreadable: who
 * passed over it would not know what it forbids.
 */
export type CertificateExtensions = {
  readonly basicConstraints: BasicConstraints | null
  readonly keyUsage: ReadonlySet<KeyUsage> | null
  readonly extendedKeyUsage: readonly string[] | null
  readonly subjectKeyIdentifier: Bytes | null
  readonly authorityKeyIdentifier: Bytes | null
  /** Of the issuer's certificate, where the authority key identifier gives both. */
  readonly authorityCertIssuer: AuthorityKeyIdentifier['certificate']
  readonly nameConstraints: NameConstraints | null
  /** Identifiers in order. */
  readonly certificatePolicies: readonly string[] | null
  readonly policyMappings: readonly PolicyMapping[]
  readonly policyConstraints: PolicyConstraints | null
  readonly inhibitAnyPolicy: number | null
  readonly subjectAltNames: readonly GeneralName[]
  /** Those of `subjectAltNames` that are rfc822Name. */
  readonly emails: readonly string[]
  readonly distributionPoints: readonly DistributionPoint[]
  /** URIs of `distributionPoints`, in order; points that are named otherwise cannot be fetched and are left out. */
  readonly crlDistributionPoints: readonly string[]
  /** Where lists of changes are. RFC 5280, 4.2.1.15. */
  readonly freshestCrl: readonly DistributionPoint[]
  readonly authorityInformation: AuthorityInformation
}

/** In the order of the bits. RFC 5280, 4.2.1.3. */
const KEY_USAGES: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

export function parseCertificateExtensions(extensions: readonly Extension[]): CertificateExtensions {
  const value = <T>(oid: string, tag: number, parse: (element: Element) => T): T | null =>
    parseExtensionValue(extensions, oid, tag, parse)
  const { sequence } = TAG
  const authority = value(OID.authorityKeyIdentifier, sequence, parseAuthorityKeyIdentifier)
  const subjectAltNames = value(OID.subjectAltName, sequence, parseGeneralNames) ?? []
  const distributionPoints = value(OID.cRLDistributionPoints, sequence, parseDistributionPoints) ?? []
  return {
    basicConstraints: value(OID.basicConstraints, sequence, parseBasicConstraints),
    keyUsage: value(OID.keyUsage, TAG.bitString, (bits) => decodeNamedBits(bits, KEY_USAGES)),
    extendedKeyUsage: value(OID.extKeyUsage, sequence, parseExtendedKeyUsage),
    subjectKeyIdentifier: value(OID.subjectKeyIdentifier, TAG.octetString, decodeOctetString),
    authorityKeyIdentifier: authority?.keyIdentifier ?? null,
    authorityCertIssuer: authority?.certificate ?? null,
    nameConstraints: value(OID.nameConstraints, sequence, parseNameConstraints),
    certificatePolicies: value(OID.certificatePolicies, sequence, parseCertificatePolicies),
    policyMappings: value(OID.policyMappings, sequence, parsePolicyMappings) ?? [],
    policyConstraints: value(OID.policyConstraints, sequence, parsePolicyConstraints),
    inhibitAnyPolicy: value(OID.inhibitAnyPolicy, TAG.integer, (skip) => decodeCount(skip, 'RFC 5280, 4.2.1.14')),
    subjectAltNames,
    emails: subjectAltNames.flatMap((name) => (name.kind === 'rfc822Name' ? [name.value] : [])),
    distributionPoints,
    crlDistributionPoints: distributionPoints.flatMap(urisOfPoint),
    freshestCrl: value(OID.freshestCRL, sequence, parseDistributionPoints) ?? [],
    authorityInformation: value(OID.authorityInfoAccess, sequence, parseAuthorityInformation) ?? NOWHERE,
  }
}

const NOWHERE: AuthorityInformation = { responders: [], issuers: [] }

/** RFC 5280, 4.2.1.9. */
function parseBasicConstraints(element: Element): BasicConstraints {
  const fields = fieldsOf(element, 'RFC 5280, 4.2.1.9')
  const ca = fields.takeOptional(TAG.boolean)
  const pathLength = fields.takeOptional(TAG.integer)
  fields.end()
  return {
    ca: ca !== null && decodeBoolean(ca),
    pathLength: pathLength && decodeCount(pathLength, 'RFC 5280, 4.2.1.9'),
  }
}

/** RFC 5280, 4.2.1.12. */
function parseExtendedKeyUsage(element: Element): readonly string[] {
  return itemsOf(element, TAG.oid, 'RFC 5280, 4.2.1.12').map(decodeOid)
}

function urisOfPoint({ name }: DistributionPoint): readonly string[] {
  return name?.kind === 'fullName' ? urisOf(name.names) : []
}
