/** BasicOCSPResponse: what the responder signed, and how. RFC 6960, 4.2.1. */
import type { Bytes } from '../../bytes.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { explicitContent, fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeBitString, decodeOctetString, decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG, tagText } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { BudgetError, FormatError, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import { type Certificate, type Extension, readCertificate } from '../x509/certificate.ts'
import { parseExtensions } from '../x509/extension.ts'
import { parseName } from '../x509/name.ts'
import type { BasicOcspResponse, ResponderId } from './ocsp-response.ts'
import { parseSingleResponse } from './single-response.ts'

const CLAUSE = 'RFC 6960, 4.2.1'

const OCSP_BUDGET = {
  /** Certificates that one answer speaks of. Most answer for one; those made in advance, for a few. */
  responses: 1_000,
  /** Certificates that come with an answer: the responder's, seldom with its path. */
  certificates: 100,
} as const

export function parseBasicResponse(der: Bytes): BasicOcspResponse {
  const whole = parseWhole(der, 'DER')
  if (whole.tag !== TAG.sequence) throw new FormatError('Expected a BasicOCSPResponse', CLAUSE, 0)
  const fields = fieldsOf(whole, CLAUSE)
  const tbs = fields.take(TAG.sequence, 'tbsResponseData')
  const signatureAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'signatureAlgorithm'))
  const signature = decodeBitString(fields.take(TAG.bitString, 'signature'))
  const certificates = fields.takeOptional(context(0))
  fields.end()
  return {
    tbs: tbs.encoding,
    ...parseResponseData(tbs),
    signatureAlgorithm,
    signature,
    certificates: certificates ? parseCertificates(certificates) : [],
  }
}

type ResponseData = Omit<BasicOcspResponse, 'tbs' | 'signatureAlgorithm' | 'signature' | 'certificates'>

function parseResponseData(element: Element): ResponseData {
  const fields = fieldsOf(element, CLAUSE)
  checkVersion(fields.takeOptional(context(0)))
  const responder = parseResponderId(fields.takeAny('responderID'))
  const producedAt = decodeInstant(fields.take(TAG.generalizedTime, 'producedAt'))
  const responses = itemsOf(fields.take(TAG.sequence, 'responses'), TAG.sequence, CLAUSE)
  const extensions = parseExtensions(fields.takeOptional(context(1)))
  fields.end()
  checkCount(responses, OCSP_BUDGET.responses)
  return {
    responder,
    producedAt,
    responses: responses.map(parseSingleResponse),
    extensions,
    nonce: nonceOf(extensions),
  }
}

/** Version 1 is 0. Laxer than X.690, 11.5: the default may be written. */
function checkVersion(tagged: Element | null): void {
  if (tagged === null || decodeSmallInteger(explicitContent(tagged, TAG.integer, 'version')) === 0) return
  throw new FormatError('A version other than 1', CLAUSE, tagged.offset)
}

function parseResponderId(element: Element): ResponderId {
  switch (element.tag) {
    case context(1):
      return { kind: 'byName', name: parseName(explicitContent(element, TAG.sequence, 'byName')) }
    case context(2):
      return { kind: 'byKey', keyHash: decodeOctetString(explicitContent(element, TAG.octetString, 'byKey')) }
    default:
      throw new FormatError(`responderID: found ${tagText(element.tag)}`, CLAUSE, element.offset)
  }
}

/** Laxer than RFC 8954, 2.1: older responders, to whom no type was prescribed, put the octets there as they are. */
function nonceOf(extensions: readonly Extension[]): Bytes | null {
  const extension = extensions.find(({ oid }) => oid === OID.ocspNonce)
  if (!extension) return null
  const typed = reading(() => parseWhole(extension.value, 'DER'))
  return typed.ok && typed.value.tag === TAG.octetString ? decodeOctetString(typed.value) : extension.value
}

function parseCertificates(tagged: Element): readonly Certificate[] {
  const items = itemsOf(explicitContent(tagged, TAG.sequence, 'certs'), TAG.sequence, CLAUSE)
  checkCount(items, OCSP_BUDGET.certificates)
  return items.flatMap(({ encoding }) => {
    const certificate = readCertificate(encoding)
    return certificate.ok ? [certificate.value] : []
  })
}

function checkCount(items: readonly Element[], most: number): void {
  const beyond = items[most]
  if (beyond) throw new BudgetError('Too many members', 'OCSP_BUDGET', beyond.offset)
}
