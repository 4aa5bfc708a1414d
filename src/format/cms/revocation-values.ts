/** Certificates, revocation lists and OCSP responses that a signer keeps in attributes. ISO 32000-2, 12.8.3.3.2; EN 319 122-1, A.1. */
import type { Bytes } from '../../bytes.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { explicitContent, fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { context, TAG } from '../asn1/tag.ts'
import { BudgetError, FormatError, type Read, reading, readingOr } from '../read.ts'
import { singleSignedValue } from './attribute-values.ts'
import type { SignerInfo } from './signed-data.ts'

/** Whole encodings; whether they can be read is not looked at. */
export type RevocationArchival = {
  readonly certificateLists: readonly Bytes[]
  /** Each an OCSPResponse. */
  readonly ocspResponses: readonly Bytes[]
}

/** Whole encodings; whether they can be read is not looked at. */
export type RevocationValues = {
  readonly certificateLists: readonly Bytes[]
  /** Each a BasicOCSPResponse, without the envelope. */
  readonly basicOcspResponses: readonly Bytes[]
}

const ARCHIVAL = 'ISO 32000-2, 12.8.3.3.2'
const VALUES = 'EN 319 122-1, A.1'

const REVOCATION_BUDGET = {
  /** Of one signer: one for each authority of its path and of those of its time-stamps and responders, under twenty. */
  certificateLists: 100,
  /** Of one signer: one for each certificate of the same paths. */
  ocspResponses: 100,
  /** Of one signer: the same paths, and a trust bundle that came along. */
  certificates: 1_000,
} as const

/**
 * What adbe-revocationInfoArchival holds; empty where it is absent.
 * Laxer than ISO 32000-2, 12.8.3.3.2: also where it is not signed, since some signers add it later. There, one that cannot be
 * read is passed over.
 */
export function readRevocationArchival(signer: SignerInfo): Read<RevocationArchival> {
  return reading(() => {
    const signed = singleSignedValue(signer, OID.adbeRevocationInfoArchival)
    const { certificateLists, responses } = joined([
      ...(signed ? [parseRevocation(signed, ARCHIVAL)] : []),
      ...unsignedRevocation(signer, OID.adbeRevocationInfoArchival, ARCHIVAL),
    ])
    return { certificateLists, ocspResponses: responses }
  })
}

/** What the unsigned attribute revocation-values holds; one that cannot be read is passed over. EN 319 122-1, A.1.2.2. */
export function readRevocationValues(signer: SignerInfo): Read<RevocationValues> {
  return reading(() => {
    const { certificateLists, responses } = joined(unsignedRevocation(signer, OID.etsRevocationValues, VALUES))
    return { certificateLists, basicOcspResponses: responses }
  })
}

/**
 * Encodings in the unsigned attribute certificate-values. They only help to build paths, so an attribute that cannot be read
 * and certificates beyond the limit are passed over. EN 319 122-1, A.1.1.2.
 */
export function readCertificateValues(signer: SignerInfo): readonly Bytes[] {
  return unsignedValues(signer, OID.etsCertValues)
    .flatMap((value) => {
      const read = reading(() => encodingsIn(parseWhole(value, 'BER'), VALUES))
      return read.ok ? read.value : []
    })
    .slice(0, REVOCATION_BUDGET.certificates)
}

type Revocation = { readonly certificateLists: readonly Bytes[]; readonly responses: readonly Bytes[] }

/** RevocationInfoArchival and RevocationValues, which differ only in the type of their responses. */
function parseRevocation(element: Element, clause: string): Revocation {
  if (element.tag !== TAG.sequence) throw new FormatError('An attribute of another type than its own', clause)
  const fields = fieldsOf(element, clause)
  const lists = fields.takeOptional(context(0))
  const responses = fields.takeOptional(context(1))
  fields.takeOptional(context(2)) // of other kinds, none of which is in use
  fields.end()
  return {
    certificateLists: lists ? encodingsIn(explicitContent(lists, TAG.sequence, 'lists'), clause) : [],
    responses: responses ? encodingsIn(explicitContent(responses, TAG.sequence, 'responses'), clause) : [],
  }
}

function encodingsIn(list: Element, clause: string): readonly Bytes[] {
  return itemsOf(list, TAG.sequence, clause).map(({ encoding }) => encoding)
}

function unsignedRevocation(signer: SignerInfo, oid: string, clause: string): readonly Revocation[] {
  return unsignedValues(signer, oid).flatMap((value) =>
    readingOr(() => [parseRevocation(parseWhole(value, 'BER'), clause)], []),
  )
}

function unsignedValues(signer: SignerInfo, oid: string): readonly Bytes[] {
  return signer.unsignedAttributes.filter((attribute) => attribute.oid === oid).flatMap(({ values }) => values)
}

function joined(parts: readonly Revocation[]): Revocation {
  const certificateLists = parts.flatMap((part) => part.certificateLists)
  const responses = parts.flatMap((part) => part.responses)
  const { certificateLists: mostLists, ocspResponses: mostResponses } = REVOCATION_BUDGET
  if (certificateLists.length > mostLists || responses.length > mostResponses) {
    throw new BudgetError('Too much revocation data', 'REVOCATION_BUDGET')
  }
  return { certificateLists, responses }
}
