/** The ESS signing-certificate attributes, versions 1 and 2. RFC 2634, 5.4; RFC 5035, 3. */
import type { Bytes } from '../../bytes.ts'
import { childrenOf, type Element } from '../asn1/element.ts'
import { explicitContent, type Fields, fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeInteger, decodeOctetString } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import type { AlgorithmIdentifier } from '../x509/certificate.ts'
import { singleSignedValue } from './attribute-values.ts'
import type { SignerInfo } from './signed-data.ts'

export type EssCertId = {
  /** SHA-1 for version 1; SHA-256 where version 2 names none. */
  readonly hashAlgorithm: AlgorithmIdentifier
  readonly certHash: Bytes
  /** Spelled as `Certificate.serialNumber`, and the directory name's encoding, where given. */
  readonly issuerSerial: { readonly issuer: Bytes | null; readonly serialNumber: string } | null
}

/**
 * The references of the attribute, first the one of the signer itself; empty where there is none. Where both versions
 * are present, those of version 2 come first.
 */
export function readSigningCertificates(signer: SignerInfo): Read<readonly EssCertId[]> {
  return reading(() => [
    ...parseReferences(singleSignedValue(signer, OID.signingCertificateV2), parseEssCertIdV2),
    ...parseReferences(singleSignedValue(signer, OID.signingCertificate), parseEssCertId),
  ])
}

const CLAUSE = 'RFC 5035, 3'

/** SigningCertificate and SigningCertificateV2; the policies after the references are passed over. */
function parseReferences(attribute: Element | null, parse: (element: Element) => EssCertId): readonly EssCertId[] {
  if (attribute === null) return []
  if (attribute.tag !== TAG.sequence) throw new FormatError('Expected SigningCertificate', CLAUSE)
  const certs = fieldsOf(attribute, CLAUSE).take(TAG.sequence, 'certs')
  return itemsOf(certs, TAG.sequence, CLAUSE).map(parse)
}

/** RFC 2634, 5.4.1. */
function parseEssCertId(element: Element): EssCertId {
  return { hashAlgorithm: { oid: OID.sha1, parameters: null }, ...parseRest(fieldsOf(element, CLAUSE)) }
}

/** RFC 5035, 4. */
function parseEssCertIdV2(element: Element): EssCertId {
  const fields = fieldsOf(element, CLAUSE)
  const named = fields.takeOptional(TAG.sequence)
  const hashAlgorithm = named ? parseAlgorithmIdentifier(named) : { oid: OID.sha256, parameters: null }
  return { hashAlgorithm, ...parseRest(fields) }
}

function parseRest(fields: Fields): Pick<EssCertId, 'certHash' | 'issuerSerial'> {
  const certHash = decodeOctetString(fields.take(TAG.octetString, 'certHash'))
  const issuerSerial = fields.takeOptional(TAG.sequence)
  fields.end()
  return { certHash, issuerSerial: issuerSerial && parseIssuerSerial(issuerSerial) }
}

function parseIssuerSerial(element: Element): EssCertId['issuerSerial'] {
  const fields = fieldsOf(element, CLAUSE)
  const names = childrenOf(fields.take(TAG.sequence, 'issuer'))
  const serialNumber = decodeInteger(fields.take(TAG.integer, 'serialNumber'))
  fields.end()
  const directoryName = names.find(({ tag }) => tag === context(4))
  const issuer = directoryName ? explicitContent(directoryName, TAG.sequence, 'directoryName').encoding : null
  return { issuer, serialNumber }
}
