/** Certificates and lists made piece by piece, where a fault or a rare field is wanted. Nothing in them is really signed. */
import type { Bytes } from '../../../src/bytes.ts'
import { type Certificate, readCertificate } from '../../../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../../../src/format/x509/crl.ts'
import { bits, boolean, bytes, der, integer, NULL, name, octets, oid, sequence, utcTime } from '../asn1/encode.ts'
import { mustRead } from '../must-read.ts'

export const SHA256_WITH_RSA = oid('1.2.840.113549.1.1.11')
export const ALGORITHM = sequence(SHA256_WITH_RSA, NULL)

export const extension = (type: string, value: Bytes, critical = false): Bytes =>
  sequence(oid(type), ...(critical ? [boolean(true)] : []), octets(value))

export type CertificateParts = {
  readonly version?: Bytes
  readonly extensions?: readonly Bytes[]
  readonly outer?: Bytes
  readonly serial?: Bytes
  readonly signature?: Bytes
  readonly more?: Bytes
}

export function certificateWith(parts: CertificateParts): Bytes {
  const { version, extensions = [], outer = ALGORITHM, serial = integer('05'), more } = parts
  const { signature = bits(bytes('00')) } = parts
  const times = sequence(utcTime('200101000000Z'), utcTime('300101000000Z'))
  const key = sequence(ALGORITHM, bits(bytes('00')))
  const tagged = extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []
  const tbs = sequence(
    ...(version ? [der(0xa0, version)] : []),
    serial,
    ALGORITHM,
    name('I'),
    times,
    name('S'),
    key,
    ...tagged,
    ...(more ? [more] : []),
  )
  return sequence(tbs, outer, signature)
}

export type ListParts = {
  /** None where null. */
  readonly version?: Bytes | null
  readonly entries?: readonly Bytes[]
  readonly nextUpdate?: Bytes
  readonly extensions?: readonly Bytes[]
  readonly more?: Bytes
}

export function listOf({ version = integer('01'), entries = [], nextUpdate, extensions, more }: ListParts): Bytes {
  const optional = [
    nextUpdate,
    // Joined first: a call takes no more than some hundred thousand arguments.
    entries.length > 0 ? der(0x30, Buffer.concat(entries)) : undefined,
    extensions && der(0xa0, sequence(...extensions)),
    more,
  ].filter((part) => part !== undefined)
  return sequence(
    sequence(...(version ? [version] : []), ALGORITHM, name('CA'), utcTime('210701000000Z'), ...optional),
    ALGORITHM,
    bits(bytes('00')),
  )
}

export const entry = (serial: string, time: Bytes, ...extensions: readonly Bytes[]): Bytes =>
  sequence(integer(serial), time, ...(extensions.length > 0 ? [sequence(...extensions)] : []))

export function readableCertificate(encoding: Bytes): Certificate {
  return mustRead(readCertificate(encoding))
}

export function readableList(encoding: Bytes): CertificateList {
  return mustRead(readCertificateList(encoding))
}
