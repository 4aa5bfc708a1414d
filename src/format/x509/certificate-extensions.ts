/** The certificate extensions whose contents become fields of `Certificate`. RFC 5280, 4.2.1. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { childrenOf, type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import {
  decodeBoolean,
  decodeNamedBits,
  decodeOctetString,
  decodeOid,
  decodeSmallInteger,
  primitiveContent,
} from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { BasicConstraints, Certificate, Extension, KeyUsage } from './certificate.ts'

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

/** GeneralName. RFC 5280, 4.2.1.6. */
const RFC822_NAME = context(1)
const URI = context(6)

type ExtensionFields = Pick<
  Certificate,
  | 'basicConstraints'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'emails'
  | 'crlDistributionPoints'
>

export function parseCertificateExtensions(extensions: readonly Extension[]): ExtensionFields {
  const parsed = <T>(oid: string, tag: number, parse: (element: Element) => T): T | null => {
    const extension = extensions.find((candidate) => candidate.oid === oid)
    return extension ? parse(parseValue(extension.value, tag)) : null
  }
  return {
    basicConstraints: parsed(OID.basicConstraints, TAG.sequence, parseBasicConstraints),
    keyUsage: parsed(OID.keyUsage, TAG.bitString, (element) => decodeNamedBits(element, KEY_USAGES)),
    extendedKeyUsage: parsed(OID.extKeyUsage, TAG.sequence, parseExtendedKeyUsage),
    subjectKeyIdentifier: parsed(OID.subjectKeyIdentifier, TAG.octetString, decodeOctetString),
    authorityKeyIdentifier: parsed(OID.authorityKeyIdentifier, TAG.sequence, parseAuthorityKeyIdentifier),
    emails: parsed(OID.subjectAltName, TAG.sequence, (names) => ia5Names(names, RFC822_NAME)) ?? [],
    crlDistributionPoints: parsed(OID.cRLDistributionPoints, TAG.sequence, parseDistributionPoints) ?? [],
  }
}

function parseValue(value: Bytes, tag: number): Element {
  const element = parseWhole(value, 'DER')
  if (element.tag !== tag) throw new FormatError('An extension of another type than its own', 'RFC 5280, 4.2')
  return element
}

/** RFC 5280, 4.2.1.9. */
function parseBasicConstraints(element: Element): BasicConstraints {
  const fields = fieldsOf(element, 'RFC 5280, 4.2.1.9')
  const ca = fields.takeOptional(TAG.boolean)
  const pathLength = fields.takeOptional(TAG.integer)
  fields.end()
  return { ca: ca !== null && decodeBoolean(ca), pathLength: pathLength && decodeSmallInteger(pathLength) }
}

/** RFC 5280, 4.2.1.12. */
function parseExtendedKeyUsage(element: Element): readonly string[] {
  return itemsOf(element, TAG.oid, 'RFC 5280, 4.2.1.12').map(decodeOid)
}

/** RFC 5280, 4.2.1.1. */
function parseAuthorityKeyIdentifier(element: Element): Bytes | null {
  const keyIdentifier = fieldsOf(element, 'RFC 5280, 4.2.1.1').takeOptional(context(0))
  return keyIdentifier && decodeOctetString(keyIdentifier)
}

/** RFC 5280, 4.2.1.13: the URIs of fullName; points that are named otherwise cannot be fetched and are left out. */
function parseDistributionPoints(element: Element): readonly string[] {
  return itemsOf(element, TAG.sequence, 'RFC 5280, 4.2.1.13').flatMap((point) => {
    const name = fieldsOf(point, 'RFC 5280, 4.2.1.13').takeOptional(context(0))
    const fullNames = name === null ? [] : childrenOf(name).filter(({ tag }) => tag === context(0))
    return fullNames.flatMap((names) => ia5Names(names, URI))
  })
}

function ia5Names(names: Element, tag: number): readonly string[] {
  return childrenOf(names)
    .filter((name) => name.tag === tag)
    .map((name) => toLatin1(primitiveContent(name)))
}
