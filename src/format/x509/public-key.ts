/** SubjectPublicKeyInfo taken apart. RFC 5280, 4.1.2.7. */
import type { Bytes } from '../../bytes.ts'
import { encodeConstructed } from '../asn1/der.ts'
import { parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeBitString } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { type Read, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './certificate.ts'

export type PublicKeyInfo = {
  readonly algorithm: AlgorithmIdentifier
  /** The octets of subjectPublicKey: what key hashes of OCSP are made of (RFC 6960, 4.1.1). */
  readonly bits: Bytes
}

const CLAUSE = 'RFC 5280, 4.1.2.7'

export function readPublicKey(info: Bytes): Read<PublicKeyInfo> {
  return reading(() => {
    const fields = fieldsOf(parseWhole(info, 'DER'), CLAUSE)
    const algorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'algorithm'))
    const bits = decodeBitString(fields.take(TAG.bitString, 'subjectPublicKey'))
    fields.end()
    return { algorithm, bits }
  })
}

/** The same key with the parameters of its issuer's, which it left away (RFC 3279, 2.3.2). */
export function withParameters(info: Bytes, parameters: Bytes): Read<Bytes> {
  return reading(() => {
    const fields = fieldsOf(parseWhole(info, 'DER'), CLAUSE)
    const oid = fieldsOf(fields.take(TAG.sequence, 'algorithm'), CLAUSE).take(TAG.oid, 'algorithm')
    const key = fields.take(TAG.bitString, 'subjectPublicKey')
    const algorithm = encodeConstructed(TAG.sequence, oid.encoding, parameters)
    return encodeConstructed(TAG.sequence, algorithm, key.encoding)
  })
}
