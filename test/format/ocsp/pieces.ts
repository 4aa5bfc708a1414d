/** OCSP responses made piece by piece. Nothing in them is really signed. */
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { bits, bytes, der, generalizedTime, integer, NULL, name, octets, oid, sequence } from '../asn1/encode.ts'
import { ALGORITHM } from '../x509/pieces.ts'

export const JULY = generalizedTime('20210702000000Z')
const SHA1 = sequence(oid(OID.sha1), NULL)

export const certId = (serial = '05'): Bytes =>
  sequence(SHA1, octets(bytes('0102')), octets(bytes('0304')), integer(serial))

export const GOOD = der(0x80)
export const UNKNOWN = der(0x82)
export const revoked = (...fields: readonly Bytes[]): Bytes => der(0xa1, ...fields)

export type SingleParts = {
  readonly id?: Bytes
  readonly status?: Bytes
  readonly nextUpdate?: Bytes
  readonly extensions?: readonly Bytes[]
}

export function single({ id = certId(), status = GOOD, nextUpdate, extensions }: SingleParts = {}): Bytes {
  const optional = [nextUpdate && der(0xa0, nextUpdate), extensions && der(0xa1, sequence(...extensions))]
  return sequence(id, status, JULY, ...optional.filter((part) => part !== undefined))
}

export type BasicParts = {
  readonly version?: Bytes
  readonly responder?: Bytes
  readonly producedAt?: Bytes
  readonly responses?: readonly Bytes[]
  readonly extensions?: readonly Bytes[]
  readonly certificates?: readonly Bytes[]
  readonly signature?: Bytes
}

export function basic(parts: BasicParts = {}): Bytes {
  const { version, responder = der(0xa1, name('R')), producedAt = JULY, responses = [single()] } = parts
  const { extensions, certificates, signature = bits(bytes('00')) } = parts
  const tbs = [
    version && der(0xa0, version),
    responder,
    producedAt,
    der(0x30, Buffer.concat(responses)),
    extensions && der(0xa1, sequence(...extensions)),
  ].filter((part) => part !== undefined)
  const certs = certificates ? [der(0xa0, sequence(...certificates))] : []
  return sequence(sequence(...tbs), ALGORITHM, signature, ...certs)
}

export const response = (content: Bytes = basic(), status = '00', type: string = OID.ocspBasic): Bytes =>
  sequence(der(0x0a, bytes(status)), der(0xa0, sequence(oid(type), octets(content))))

export const failure = (status: string): Bytes => sequence(der(0x0a, bytes(status)))
