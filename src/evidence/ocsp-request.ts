/** A question to an OCSP responder about one certificate. RFC 6960, 4.1; RFC 9654. */
import { hash } from 'node:crypto'
import { type Bytes, fromHex } from '../bytes.ts'
import type { RevocationRequest } from '../validation/judgement.ts'

/** RFC 9654, 2.1: at least 32 octets from whoever asks, and no more where RFC 8954, 2.1 still holds. */
export const NONCE_OCTETS = 32

/** The encodings of AlgorithmIdentifier { sha1 (1.3.14.3.2.26), NULL } and of id-pkix-ocsp-nonce (1.3.6.1.5.5.7.48.1.2). */
const SHA1 = fromHex('300906052b0e03021a0500')
const OCSP_NONCE = fromHex('06092b0601050507300102')

const SEQUENCE = 0x30
const OCTET_STRING = 0x04
const INTEGER = 0x02
/** `[2] EXPLICIT`, the extensions of the request. */
const EXTENSIONS = 0xa2

/**
 * SHA-1 names the issuer: responders in use know no other digest, and here it protects nothing
 * (RFC 6960, 4.3; RFC 9654 does not change it). What the response names is compared by the judge.
 *
 * @param nonce returned by responders that make each answer anew, and left away by those that make them in advance.
 */
export function buildOcspRequest(
  { issuerName, issuerKey, serialNumber }: Pick<RevocationRequest, 'issuerName' | 'issuerKey' | 'serialNumber'>,
  nonce: Bytes,
): Bytes {
  const certId = encode(
    SEQUENCE,
    SHA1,
    encode(OCTET_STRING, hash('sha1', fromHex(issuerName), 'buffer')),
    encode(OCTET_STRING, hash('sha1', fromHex(issuerKey), 'buffer')),
    encode(INTEGER, integerOctets(serialNumber)),
  )
  // The octets of the nonce are an OCTET STRING within that of the extension (RFC 9654, 2.1).
  const extension = encode(SEQUENCE, OCSP_NONCE, encode(OCTET_STRING, encode(OCTET_STRING, nonce)))
  const requests = encode(SEQUENCE, encode(SEQUENCE, certId))
  return encode(SEQUENCE, encode(SEQUENCE, requests, encode(EXTENSIONS, encode(SEQUENCE, extension))))
}

/** The content octets that `Certificate.serialNumber` spells: a minus stands before those of a negative number. X.690, 8.3. */
function integerOctets(serialNumber: string): Bytes {
  if (serialNumber.startsWith('-')) return fromHex(serialNumber.slice(1))
  const octets = fromHex(serialNumber)
  return (octets[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), octets]) : octets
}

/** Definite lengths in the shortest form, up to 65,535 octets (X.690, 10.1): far beyond any request. */
function encode(tag: number, ...contents: readonly Bytes[]): Bytes {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  if (length <= 0xff) return Buffer.concat([Buffer.of(tag, 0x81, length), content])
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), content])
}
