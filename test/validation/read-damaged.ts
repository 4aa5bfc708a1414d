/**
 * A program that reads damaged and hostile evidence with every reader, and prints the most memory that it held, in bytes. It
 * ends with an error where a reader throws anything but an error of the format, or where its heap runs out.
 */
import fc from 'fast-check'
import { buildRevocationWorld, LISTED, NEXT_LIST } from '../../fixtures/cases/revocation-world.ts'
import * as der from '../../fixtures/der.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildLargeCertificateList } from '../../fixtures/pki/large-certificate-list.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { withSecurityStore } from '../../fixtures/security-store.ts'
import { buildTimeStampToken } from '../../fixtures/time-stamp.ts'
import type { Bytes } from '../../src/bytes.ts'
import { readTimeStampToken } from '../../src/format/cms/time-stamp-token.ts'
import { readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import { readSecurityStore } from '../../src/format/pdf/security-store.ts'
import { reading } from '../../src/format/read.ts'
import { readCertificate } from '../../src/format/x509/certificate.ts'
import { readCertificateList } from '../../src/format/x509/crl.ts'
import { mutate, mutation } from './mutation.ts'

const [seed = '0', runs = '0'] = process.argv.slice(2)

const world = await buildRevocationWorld()
const list = { issuer: world.ca, number: 1, thisUpdate: LISTED, nextUpdate: NEXT_LIST }
const store = {
  certificates: [world.ca.certificate],
  certificateLists: [world.list()],
  ocspResponses: [world.answer()],
  compressed: true,
}
const signer = world.signer({
  policies: ['1.2.3'],
  mail: 'vanthu@huonghoa.example',
  revocationListUrls: ['http://a.example/'],
})
const entries = Array.from({ length: 20 }, (_, n) => ({ serial: BigInt(n), at: LISTED, reason: 'superseded' as const }))

function readStore(bytes: Bytes): void {
  const file = readPdf(bytes)
  if (file.ok) reading(() => readSecurityStore(file.value, file.value.revisions.length))
}

function readList(bytes: Bytes): void {
  const read = readCertificateList(bytes)
  if (read.ok) for (const serial of ['', '00', '4d', '-01']) read.value.entriesOf(serial)
}

type Reader = (bytes: Bytes) => void
const evidenceReaders: readonly Reader[] = [readCertificate, readList, readOcspResponse, readTimeStampToken]
const readers: readonly Reader[] = [...evidenceReaders, readStore]

const whole: readonly Bytes[] = [
  signer.certificate,
  world.ca.certificate,
  world.list({ revoked: entries, issuingDistributionPoint: { urls: ['http://a.example/'], indirect: true } }),
  world.answer({ responder: world.responder(), nonce: Buffer.alloc(16) }),
  buildTimeStampToken(Buffer.from('value'), {
    authority: world.timeStampAuthority,
    genTime: LISTED,
    nonce: 5n,
    name: true,
  }),
  withSecurityStore(await openDraft(await buildPlainPdf('Quyet dinh')), store).bytes,
]

/** Encodings that claim more than they hold, nest without end, or hold very many values. */
const hostile: readonly Bytes[] = [
  Buffer.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
  Buffer.of(0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  nested(Buffer.of(0x30, 0x80), 200_000),
  nested(Buffer.of(0x24, 0x80), 200_000),
  Buffer.concat([der.header(0x30, 2_000_000), Buffer.alloc(2_000_000, Buffer.of(5, 0))]),
  Buffer.concat([der.header(0x30, 3_000_000), Buffer.alloc(3_000_000, Buffer.of(0x30, 1, 0))]),
  buildLargeCertificateList({ ...list, entries: 110_000 }),
  // Half of the list of 110,000 entries, which says that it is whole.
  buildLargeCertificateList({ ...list, entries: 110_000 }).subarray(0, 2_000_000),
]

function nested(opening: Bytes, depth: number): Bytes {
  return Buffer.alloc(depth * opening.length, opening)
}

for (const bytes of hostile) for (const read of evidenceReaders) read(bytes)

const settings = { numRuns: Number(runs), seed: Number(seed) }
const damaged = fc
  .tuple(fc.constantFrom(...whole), fc.array(mutation, { minLength: 1, maxLength: 5 }))
  .map(([bytes, changes]) =>
    changes.reduce((before, change) => (before.length > 0 ? mutate(before, change) : before), bytes),
  )
const arbitrary = fc.oneof(
  { weight: 6, arbitrary: damaged },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
)
fc.assert(
  fc.property(arbitrary, (bytes) => {
    for (const read of readers) read(bytes)
  }),
  settings,
)

console.log(process.resourceUsage().maxRSS * 1024)
