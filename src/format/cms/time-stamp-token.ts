/** Time-stamp tokens. RFC 3161, 2.4.2. */
import type { Bytes } from '../../bytes.ts'
import { keptBy } from '../../kept-by.ts'
import type { Instant } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeBoolean, decodeCount, decodeInteger, decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import type { AlgorithmIdentifier, Extension } from '../x509/certificate.ts'
import { parseExtensionList } from '../x509/extension.ts'
import { type GeneralName, parseGeneralName } from '../x509/general-name.ts'
import { parseSignedData, type SignedData } from './signed-data.ts'

export type TimeStampToken = {
  readonly signedData: SignedData
  /** TSTInfo.messageImprint. */
  readonly imprintAlgorithm: AlgorithmIdentifier
  readonly imprint: Bytes
  readonly genTime: Instant
  readonly policy: string
  readonly serialNumber: string
  /** How far the true time may lie from genTime, either way; null where nothing is said. Down to thousandths of it. */
  readonly accuracyMs: number | null
  /** True where any two tokens of this authority can be ordered by genTime alone. */
  readonly ordering: boolean
  /** Spelled like the serial number. */
  readonly nonce: string | null
  /** Who the authority says it is. */
  readonly tsa: GeneralName | null
  readonly extensions: readonly Extension[]
}

/** Reads a token as a signature carries it or as /Contents hold it; bytes after its end are left to the caller. */
export const readTimeStampToken = keptBy((bytes: Bytes) => reading(() => parseTimeStampToken(bytes)))

function parseTimeStampToken(bytes: Bytes): TimeStampToken {
  const signedData = parseSignedData(bytes)
  if (signedData.contentType !== OID.tstInfo || signedData.content === null) {
    throw new FormatError('No TSTInfo inside', CLAUSE)
  }
  return { signedData, ...parseTstInfo(signedData.content) }
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
  const accuracy = fields.takeOptional(TAG.sequence)
  const ordering = fields.takeOptional(TAG.boolean)
  const nonce = fields.takeOptional(TAG.integer)
  const tsa = fields.takeOptional(context(0))
  const extensions = fields.takeOptional(context(1))
  fields.end()
  return {
    ...imprint,
    genTime,
    policy,
    serialNumber,
    accuracyMs: accuracy && parseAccuracy(accuracy),
    ordering: ordering !== null && decodeBoolean(ordering),
    nonce: nonce && decodeInteger(nonce),
    tsa: tsa && parseTsa(tsa),
    extensions: extensions ? parseExtensionList(extensions) : [],
  }
}

function parseAccuracy(element: Element): number {
  const fields = fieldsOf(element, CLAUSE)
  const part = (tag: number): number => {
    const value = fields.takeOptional(tag)
    return value ? decodeCount(value, CLAUSE) : 0
  }
  const seconds = part(TAG.integer)
  const millis = part(context(0))
  const micros = part(context(1))
  fields.end()
  return seconds * 1000 + millis + micros / 1000
}

/** EXPLICIT, since GeneralName is a CHOICE. X.680, 31.2.7. */
function parseTsa(tagged: Element): GeneralName {
  const fields = fieldsOf(tagged, CLAUSE)
  const tsa = parseGeneralName(fields.takeAny('tsa'))
  fields.end()
  return tsa
}

function parseMessageImprint(element: Element): Pick<TimeStampToken, 'imprintAlgorithm' | 'imprint'> {
  const fields = fieldsOf(element, CLAUSE)
  const imprintAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'hashAlgorithm'))
  const imprint = decodeOctetString(fields.take(TAG.octetString, 'hashedMessage'))
  fields.end()
  return { imprintAlgorithm, imprint }
}
