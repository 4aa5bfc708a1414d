import { expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readTimeStampToken } from '../../../src/format/cms/time-stamp-token.ts'
import {
  boolean,
  bytes,
  der,
  generalizedTime,
  indefinite,
  integer,
  NULL,
  name,
  octets,
  oid,
  sequence,
  utcTime,
} from '../asn1/encode.ts'
import { signedDataOf, signerInfoOf } from './made-signed-data.ts'

const IMPRINT = sequence(sequence(oid(OID.sha1), NULL), octets(bytes('0102')))
const TIME = generalizedTime('20210829010203.5Z')

const tstInfo = (time: Bytes, ...more: Bytes[]) =>
  sequence(integer('01'), oid('2.16.704.1.1.1.2'), IMPRINT, integer('00ab'), time, ...more)
const token = (content: Bytes, contentType: string = OID.tstInfo, wrap = der) =>
  signedDataOf({ wrap, contentType, content, signerInfos: [signerInfoOf({})] })

const EXPECTED = {
  imprintAlgorithm: { oid: OID.sha1 },
  imprint: bytes('0102'),
  genTime: Date.UTC(2021, 7, 29, 1, 2, 3, 500),
  policy: '2.16.704.1.1.1.2',
  serialNumber: 'ab',
  signedData: { contentType: OID.tstInfo },
}

const readable: readonly { name: string; encoding: Bytes }[] = [
  { name: 'with what is required', encoding: token(octets(tstInfo(TIME))) },
  {
    name: 'with all that is optional',
    encoding: token(
      octets(
        tstInfo(
          TIME,
          sequence(integer('01')),
          boolean(true),
          integer('7f'),
          der(0xa0, der(0xa4, sequence())),
          der(0xa1),
        ),
      ),
    ),
  },
  { name: 'in BER', encoding: token(indefinite(0x24, octets(tstInfo(TIME))), OID.tstInfo, indefinite) },
  { name: 'with padding behind it', encoding: Buffer.concat([token(octets(tstInfo(TIME))), Buffer.alloc(50)]) },
]
for (const { name, encoding } of readable) {
  test(`a token ${name} is read`, () => {
    const read = readTimeStampToken(encoding)
    expect(read.ok ? read.value : read.error).toMatchObject(EXPECTED)
  })
}

const optional: readonly { name: string; fields: readonly Bytes[]; expected: object }[] = [
  { name: 'nothing more', fields: [], expected: { accuracyMs: null, ordering: false, nonce: null, tsa: null } },
  { name: 'seconds', fields: [sequence(integer('02'))], expected: { accuracyMs: 2000 } },
  {
    name: 'all parts of an accuracy',
    fields: [sequence(integer('01'), der(0x80, bytes('01f4')), der(0x81, bytes('64')))],
    expected: { accuracyMs: 1500.1 },
  },
  { name: 'an accuracy without parts', fields: [sequence()], expected: { accuracyMs: 0 } },
  { name: 'that tokens are ordered', fields: [boolean(true)], expected: { ordering: true } },
  { name: 'that tokens are not ordered', fields: [boolean(false)], expected: { ordering: false } },
  { name: 'a nonce', fields: [integer('00ff01')], expected: { nonce: 'ff01' } },
  {
    name: 'its authority',
    fields: [der(0xa0, der(0xa4, name('T')))],
    expected: { tsa: { kind: 'directoryName', name: { attributes: [{ value: 'T' }] } } },
  },
]
for (const { name, fields, expected } of optional) {
  test(`a token says ${name}`, () => {
    const read = readTimeStampToken(token(octets(tstInfo(TIME, ...fields))))
    expect(read.ok ? read.value : read.error).toMatchObject(expected)
  })
}

const broken: readonly { name: string; encoding: Bytes }[] = [
  { name: 'other content', encoding: token(octets(tstInfo(TIME)), OID.data) },
  { name: 'no content', encoding: signedDataOf({ contentType: OID.tstInfo }) },
  { name: 'bytes after its TSTInfo', encoding: token(octets(Buffer.concat([tstInfo(TIME), Buffer.of(0)]))) },
  { name: 'a UTCTime', encoding: token(octets(tstInfo(utcTime('210829010203Z')))) },
  { name: 'a TSTInfo that ends early', encoding: token(octets(sequence(integer('01')))) },
  {
    name: 'a negative accuracy',
    encoding: token(octets(tstInfo(TIME, sequence(integer('ff'))))),
  },
  {
    name: 'an authority of an unknown kind',
    encoding: token(octets(tstInfo(TIME, der(0xa0, der(0xaf))))),
  },
  {
    name: 'a field too many',
    encoding: token(octets(tstInfo(TIME, der(0xa1), NULL))),
  },
  {
    name: 'its fields in another order',
    encoding: token(octets(tstInfo(TIME, integer('01'), boolean(true)))),
  },
  { name: 'a TSTInfo of another type', encoding: token(octets(NULL)) },
  { name: 'nothing at all', encoding: Buffer.alloc(0) },
]
for (const { name, encoding } of broken) {
  test(`a token with ${name} is refused`, () => {
    expect(readTimeStampToken(encoding).ok).toBe(false)
  })
}
