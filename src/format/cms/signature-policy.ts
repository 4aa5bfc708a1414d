/** What the signer commits to: the signature policy and the types of commitment. EN 319 122-1, 5.2.3 and 5.2.9. */
import type { Bytes } from '../../bytes.ts'
import { childrenOf, type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import type { AlgorithmIdentifier } from '../x509/certificate.ts'
import { singleSignedValue } from './attribute-values.ts'
import type { SignerInfo } from './signed-data.ts'

export type SignaturePolicy =
  /** The policy follows from the content or from elsewhere. */
  | { readonly kind: 'implied' }
  /** `hash` of the policy document by `hashAlgorithm`; both null where none is given. */
  | {
      readonly kind: 'identified'
      readonly oid: string
      readonly hashAlgorithm: AlgorithmIdentifier | null
      readonly hash: Bytes | null
    }

const POLICY = 'EN 319 122-1, 5.2.9'
const COMMITMENT = 'EN 319 122-1, 5.2.3'

/** Null where the attribute is absent; qualifiers are passed over. */
export function readSignaturePolicy(signer: SignerInfo): Read<SignaturePolicy | null> {
  return reading(() => {
    const value = singleSignedValue(signer, OID.etsSigPolicyId)
    return value && parseSignaturePolicy(value)
  })
}

function parseSignaturePolicy(element: Element): SignaturePolicy {
  if (element.tag === TAG.null) return { kind: 'implied' }
  if (element.tag !== TAG.sequence) throw new FormatError('Expected a SignaturePolicy', POLICY)
  const fields = fieldsOf(element, POLICY)
  const oid = decodeOid(fields.take(TAG.oid, 'sigPolicyId'))
  const next = fields.takeOptional(TAG.sequence)
  const hash = next && isHash(next) ? parsePolicyHash(next) : { hashAlgorithm: null, hash: null }
  if (hash.hash !== null) fields.takeOptional(TAG.sequence) // sigPolicyQualifiers
  fields.end()
  return { kind: 'identified', oid, ...hash }
}

/** Both SEQUENCEs after the identifier are optional; only the hash has an OCTET STRING in its second place. */
function isHash(element: Element): boolean {
  return childrenOf(element)[1]?.tag === TAG.octetString
}

function parsePolicyHash(element: Element): { readonly hashAlgorithm: AlgorithmIdentifier; readonly hash: Bytes } {
  const fields = fieldsOf(element, POLICY)
  const hashAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'hashAlgorithm'))
  const hash = decodeOctetString(fields.take(TAG.octetString, 'hashValue'))
  fields.end()
  return { hashAlgorithm, hash }
}

/** The identifiers in all signed attributes of this type, in order; qualifiers are passed over. */
export function readCommitmentTypes(signer: SignerInfo): Read<readonly string[]> {
  return reading(() =>
    signer.signedAttributes
      .filter(({ oid }) => oid === OID.etsCommitmentType)
      .flatMap(({ values }) => values)
      .map(parseCommitmentType),
  )
}

function parseCommitmentType(value: Bytes): string {
  const element = parseWhole(value, 'BER')
  if (element.tag !== TAG.sequence) throw new FormatError('Expected a CommitmentTypeIndication', COMMITMENT)
  const fields = fieldsOf(element, COMMITMENT)
  const type = decodeOid(fields.take(TAG.oid, 'commitmentTypeId'))
  fields.takeOptional(TAG.sequence) // commitmentTypeQualifier
  fields.end()
  return type
}
