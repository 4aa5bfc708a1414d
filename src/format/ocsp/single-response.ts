/** What a responder says of one certificate. RFC 6960, 4.2.1 and 4.4. */
import type { Element } from '../asn1/element.ts'
import { explicitContent, fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeCount, decodeInteger, decodeOctetString, primitiveContent } from '../asn1/primitive.ts'
import { context, TAG, tagText } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import { parseExtensions } from '../x509/extension.ts'
import { parseExtensionValue } from '../x509/extension-value.ts'
import type { CertId, CertStatus, SingleResponse } from './ocsp-response.ts'

const CLAUSE = 'RFC 6960, 4.2.1'

export function parseSingleResponse(element: Element): SingleResponse {
  const fields = fieldsOf(element, CLAUSE)
  const certId = parseCertId(fields.take(TAG.sequence, 'certID'))
  const status = parseCertStatus(fields.takeAny('certStatus'))
  const thisUpdate = decodeInstant(fields.take(TAG.generalizedTime, 'thisUpdate'))
  const next = fields.takeOptional(context(0))
  const extensions = parseExtensions(fields.takeOptional(context(1)))
  fields.end()
  return {
    certId,
    status,
    thisUpdate,
    nextUpdate: next && decodeInstant(explicitContent(next, TAG.generalizedTime, 'nextUpdate')),
    extensions,
    certHash: parseExtensionValue(extensions, OID.certHash, TAG.sequence, parseCertHash),
    archiveCutoff: parseExtensionValue(extensions, OID.ocspArchiveCutoff, TAG.generalizedTime, decodeInstant),
    invalidityDate: parseExtensionValue(extensions, OID.invalidityDate, TAG.generalizedTime, decodeInstant),
  }
}

function parseCertId(element: Element): CertId {
  const fields = fieldsOf(element, 'RFC 6960, 4.1.1')
  const hashAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'hashAlgorithm'))
  const issuerNameHash = decodeOctetString(fields.take(TAG.octetString, 'issuerNameHash'))
  const issuerKeyHash = decodeOctetString(fields.take(TAG.octetString, 'issuerKeyHash'))
  const serialNumber = decodeInteger(fields.take(TAG.integer, 'serialNumber'))
  fields.end()
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
}

function parseCertStatus(element: Element): CertStatus {
  switch (element.tag) {
    case context(0):
      expectNull(element)
      return { kind: 'good' }
    case context(1):
      return parseRevokedInfo(element)
    case context(2):
      expectNull(element)
      return { kind: 'unknown' }
    default:
      throw new FormatError(`certStatus: found ${tagText(element.tag)}`, CLAUSE, element.offset)
  }
}

function expectNull(element: Element): void {
  if (primitiveContent(element).length > 0) throw new FormatError('NULL with contents', 'X.690, 8.8.2', element.offset)
}

function parseRevokedInfo(element: Element): CertStatus {
  const fields = fieldsOf(element, CLAUSE)
  const revokedAt = decodeInstant(fields.take(TAG.generalizedTime, 'revocationTime'))
  const reason = fields.takeOptional(context(0))
  fields.end()
  return {
    kind: 'revoked',
    revokedAt,
    reason: reason && decodeCount(explicitContent(reason, TAG.enumerated, 'revocationReason'), CLAUSE),
  }
}

/** CertHash. */
function parseCertHash(element: Element): NonNullable<SingleResponse['certHash']> {
  const fields = fieldsOf(element, 'Common PKI, part 4')
  const algorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'hashAlgorithm'))
  const digest = decodeOctetString(fields.take(TAG.octetString, 'certificateHash'))
  fields.end()
  return { algorithm, digest }
}
