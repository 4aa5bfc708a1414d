/** Evidence that somebody damaged: each reader answers with a value, an error of the format included, and never throws. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onePage, pdfText, streamText } from '../../fixtures/pdf-text.ts'
import { type Bytes, fromLatin1 } from '../../src/bytes.ts'
import { OID } from '../../src/format/asn1/oid.ts'
import {
  readCertificateValues,
  readRevocationArchival,
  readRevocationValues,
} from '../../src/format/cms/revocation-values.ts'
import { readCommitmentTypes, readSignaturePolicy } from '../../src/format/cms/signature-policy.ts'
import type { SignerInfo } from '../../src/format/cms/signed-data.ts'
import { readTimeStampToken } from '../../src/format/cms/time-stamp-token.ts'
import { readBasicOcspResponse, readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import { readSecurityStore } from '../../src/format/pdf/security-store.ts'
import { FormatError, type Read, reading } from '../../src/format/read.ts'
import { readCertificate } from '../../src/format/x509/certificate.ts'
import { readCertificateList } from '../../src/format/x509/crl.ts'
import {
  boolean,
  bytes,
  der,
  generalizedTime,
  integer,
  NULL,
  name,
  octets,
  oid,
  sequence,
  utcTime,
  utf8,
} from './asn1/encode.ts'
import { signedDataOf, signerInfoOf, signerWith } from './cms/made-signed-data.ts'
import { basic, certId, JULY, response, revoked, single } from './ocsp/pieces.ts'
import { certificateWith, entry, extension, listOf } from './x509/pieces.ts'

const uri = (text: string) => der(0x86, Buffer.from(text))
const directory = der(0xa4, name('x'))
const point = sequence(der(0xa0, der(0xa0, uri('http://a/'))), der(0x81, bytes('0560')), der(0xa2, directory))

const certificate = certificateWith({
  version: integer('02'),
  extensions: [
    extension(OID.basicConstraints, sequence(boolean(true), integer('02')), true),
    extension(OID.keyUsage, der(0x03, bytes('0106')), true),
    extension(OID.subjectAltName, sequence(der(0x81, Buffer.from('a@b')), der(0x87, bytes('7f000001')), directory)),
    extension(OID.nameConstraints, sequence(der(0xa0, sequence(directory)), der(0xa1, sequence(der(0x82))))),
    extension(OID.certificatePolicies, sequence(sequence(oid('1.2.3'), sequence(NULL)), sequence(oid(OID.anyPolicy)))),
    extension(OID.policyMappings, sequence(sequence(oid('1.2.3'), oid('1.2.4')))),
    extension(OID.policyConstraints, sequence(der(0x80, bytes('00')), der(0x81, bytes('01')))),
    extension(OID.inhibitAnyPolicy, integer('00')),
    extension(OID.cRLDistributionPoints, sequence(point)),
    extension(OID.freshestCRL, sequence(point)),
    extension(OID.authorityInfoAccess, sequence(sequence(oid(OID.adOcsp), uri('http://o/')))),
    extension(
      OID.authorityKeyIdentifier,
      sequence(der(0x80, bytes('01')), der(0xa1, directory), der(0x82, bytes('05'))),
    ),
  ],
})

const july = utcTime('210702000000Z')
const list = listOf({
  nextUpdate: july,
  entries: [
    entry('01', july, extension(OID.cRLReasons, der(0x0a, bytes('01')))),
    entry('02', july, extension(OID.certificateIssuer, sequence(directory), true)),
    entry('03', july, extension(OID.invalidityDate, generalizedTime('20210101000000Z'))),
    entry('01', july, extension(OID.certificateIssuer, sequence(uri('http://c/')), true)),
  ],
  extensions: [
    extension(OID.cRLNumber, integer('07')),
    extension(OID.deltaCRLIndicator, integer('06'), true),
    extension(
      OID.issuingDistributionPoint,
      sequence(der(0xa0, der(0xa0, uri('http://a/'))), der(0x84, bytes('ff'))),
      true,
    ),
    extension(OID.expiredCertsOnCRL, generalizedTime('20200101000000Z')),
  ],
})

const answer = basic({
  version: integer('00'),
  responses: [
    single({ status: revoked(JULY, der(0xa0, der(0x0a, bytes('01')))), nextUpdate: JULY }),
    single({
      id: certId('06'),
      extensions: [
        extension(OID.certHash, sequence(sequence(oid(OID.sha256)), octets(bytes('aa')))),
        extension(OID.ocspArchiveCutoff, JULY),
      ],
    }),
  ],
  extensions: [extension(OID.ocspNonce, octets(bytes('0a')))],
  certificates: [certificateWith({})],
})

const tstInfo = sequence(
  integer('01'),
  oid('1.2.3'),
  sequence(sequence(oid(OID.sha256)), octets(bytes('aa'))),
  integer('05'),
  JULY,
  sequence(integer('01'), der(0x80, bytes('05'))),
  boolean(true),
  integer('09'),
  der(0xa0, directory),
)
const token = signedDataOf({ contentType: OID.tstInfo, content: octets(tstInfo), signerInfos: [signerInfoOf({})] })

const revocation = sequence(der(0xa0, sequence(sequence())), der(0xa1, sequence(sequence())))
const policy = sequence(oid('1.2.3'), sequence(sequence(oid(OID.sha256)), octets(bytes('aa'))), sequence(utf8('x')))

/** A reader of one attribute, signed or not, as one of its bytes alone. */
const ofAttribute =
  (type: string, read: (signer: SignerInfo) => Read<unknown>) =>
  (value: Bytes): Read<unknown> => {
    const attribute = { oid: type, values: [value], raw: value }
    read(signerWith([], [attribute]))
    return read(signerWith([attribute]))
  }

/** Reads all, and asks what can be asked later. */
function readListAndAsk(encoding: Bytes): Read<unknown> {
  const read = readCertificateList(encoding)
  if (read.ok) for (const serial of ['01', '02', '03', '']) read.value.entriesOf(serial)
  return read
}

function readStore(file: Bytes): Read<unknown> {
  const pdf = readPdf(file)
  return pdf.ok ? reading(() => readSecurityStore(pdf.value, pdf.value.revisions.length)) : pdf
}

const store = '<< /Certs [11 0 R 12 0 R] /CRLs 13 0 R /VRI << /AB << /Cert [12 0 R] /OCSP 14 0 R /TS 11 0 R >> >> >>'
const file = pdfText([
  {
    objects: {
      ...onePage,
      1: `<< /Type /Catalog /Pages 2 0 R /DSS ${store} >>`,
      11: streamText('one'),
      12: streamText('2a2b>', '/Filter /ASCIIHexDecode'),
      13: '[11 0 R]',
      14: '[15 0 R 12 0 R]',
      15: '12 0 R',
    },
  },
])

const subjects: readonly {
  name: string
  whole: Bytes
  read: (bytes: Bytes) => Read<unknown>
  cutIsRefused: boolean
}[] = [
  { name: 'a certificate', whole: certificate, read: readCertificate, cutIsRefused: true },
  { name: 'a revocation list', whole: list, read: readListAndAsk, cutIsRefused: true },
  { name: 'an OCSP response', whole: response(answer), read: readOcspResponse, cutIsRefused: true },
  { name: 'a basic OCSP response', whole: answer, read: readBasicOcspResponse, cutIsRefused: true },
  { name: 'a time-stamp token', whole: token, read: readTimeStampToken, cutIsRefused: true },
  {
    name: 'archived revocation data',
    whole: revocation,
    read: ofAttribute(OID.adbeRevocationInfoArchival, readRevocationArchival),
    cutIsRefused: true,
  },
  {
    name: 'revocation values',
    whole: revocation,
    read: ofAttribute(OID.etsRevocationValues, readRevocationValues),
    cutIsRefused: false,
  },
  {
    name: 'certificate values',
    whole: sequence(sequence(), sequence()),
    read: ofAttribute(OID.etsCertValues, (signer) => ({ ok: true, value: readCertificateValues(signer) })),
    cutIsRefused: false,
  },
  { name: 'a policy', whole: policy, read: ofAttribute(OID.etsSigPolicyId, readSignaturePolicy), cutIsRefused: true },
  {
    name: 'a commitment',
    whole: sequence(oid('1.2.3'), sequence(utf8('x'))),
    read: ofAttribute(OID.etsCommitmentType, readCommitmentTypes),
    cutIsRefused: true,
  },
  { name: 'a security store', whole: fromLatin1(file), read: readStore, cutIsRefused: false },
]

function expectValue(read: Read<unknown>): void {
  if (!read.ok) expect(read.error).toBeInstanceOf(FormatError)
}

describe('damage is a value, never an exception:', () => {
  for (const { name, whole, read, cutIsRefused } of subjects) {
    test(`${name} as it was made is read`, () => {
      expect(read(whole)).toMatchObject({ ok: true })
    })

    test(`${name} cut anywhere${cutIsRefused ? ' is refused' : ''}`, () => {
      for (let length = 0; length < whole.length; length++) {
        const cut = read(whole.subarray(0, length))
        expectValue(cut)
        if (cutIsRefused) expect([length, cut.ok]).toEqual([length, false])
      }
    })

    test(`${name} with bytes changed, taken away and put in`, () => {
      const change = fc.record({ at: fc.nat(whole.length - 1), taken: fc.nat(2), put: fc.uint8Array({ maxLength: 2 }) })
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
          const damaged = changes.reduce<Bytes>(
            (before, { at, taken, put }) => Buffer.concat([before.subarray(0, at), put, before.subarray(at + taken)]),
            whole,
          )
          expectValue(read(damaged))
        }),
        { numRuns: 600 },
      )
    })

    test(`${name} with single bits turned`, () => {
      fc.assert(
        fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
          const damaged = Buffer.from(whole)
          damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
          expectValue(read(damaged))
        }),
        { numRuns: 600 },
      )
    })
  }
})
