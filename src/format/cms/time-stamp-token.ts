/** Time-stamp tokens. RFC 3161, 2.4.2. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeInteger, decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import type { AlgorithmIdentifier } from '../x509/certificate.ts'
import { parseSignedData, type SignedData } from './signed-data.ts'

export type TimeStampToken = {
  readonly signedData: SignedData
  /** TSTInfo.messageImprint. */
  readonly imprintAlgorithm: AlgorithmIdentifier
  readonly imprint: Bytes
  readonly genTime: Instant
  readonly policy: string
  readonly serialNumber: string
}

/** Reads a token as a signature carries it or as /Contents hold it; bytes after its end are left to the caller. */
export function readTimeStampToken(bytes: Bytes): Read<TimeStampToken> {
  return reading(() => {
    const signedData = parseSignedData(bytes)
    if (signedData.contentType !== OID.tstInfo || signedData.content === null) {
      throw new FormatError('No TSTInfo inside', CLAUSE)
    }
    return { signedData, ...parseTstInfo(signedData.content) }
  })
}

const CLAUSE = 'RFC 3161, 2.4.2'

function parseTstInfo(content: Bytes): Omit<TimeStampToken, 'signedData'> {
  const tstInfo = parseWhole(content, 'BER')
  if (tstInfo.tag !== TAG.sequence) throw new FormatError('Expected TSTInfo', CLAUSE)
  const fields = fieldsOf(tstInfo, CLAUSE)
  fields.take(TAG.integer, 'version')
  const policy = decodeOid(fields.take(TAG.oid, 'policy'))
  const imprint = parseMessageImprint(fields.take(TAG.sequence, 'messageImprint'))
  const serialNumber = decodeInteger(fields.take(TAG.integer, 'serialNumber'))
  const genTime = decodeInstant(fields.take(TAG.generalizedTime, 'genTime'))
  // accuracy, ordering, nonce, tsa and extensions: nothing is concluded from them.
  return { ...imprint, genTime, policy, serialNumber }
}

function parseMessageImprint(element: Element): Pick<TimeStampToken, 'imprintAlgorithm' | 'imprint'> {
  const fields = fieldsOf(element, CLAUSE)
  const imprintAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'hashAlgorithm'))
  const imprint = decodeOctetString(fields.take(TAG.octetString, 'hashedMessage'))
  fields.end()
  return { imprintAlgorithm, imprint }
}
