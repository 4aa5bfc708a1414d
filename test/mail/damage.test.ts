/** Letters damaged at random: each is read, or refused in our own words, and what is found of it stays bounded. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildSignedData, OID } from '../../fixtures/signed-data.ts'
import { sha256 } from '../../src/bytes.ts'
import { LetterError } from '../../src/mail/letter.ts'
import { readLetter } from '../../src/mail/message.ts'
import { readTnef } from '../../src/mail/tnef.ts'
import { file, forwarded, multipart, type Part, PDF, single, TEXT } from './letters.ts'
import { embedded, longName, tnefOf } from './tnef-bytes.ts'
import { zipOf } from './zip-bytes.ts'

const signed = buildSignedData({
  contentType: OID.data,
  content: multipart([TEXT, file(PDF, 'application/pdf', 'a.pdf')], 'mixed', 1),
  digests: [],
  certificates: [],
  signerInfos: [],
})
const packet = tnefOf([
  { title: 'A.PDF', data: PDF, properties: [longName('Báo cáo.pdf')] },
  { title: 'message', properties: [embedded(tnefOf([{ title: 'B.PDF', data: PDF }]))] },
])
const LETTERS: readonly Uint8Array[] = [
  multipart([
    TEXT,
    file(PDF, 'application/pdf', '=?UTF-8?B?S+G6vw==?=.pdf'),
    forwarded(single(file(PDF, 'application/pdf'))),
  ]),
  single(
    file(
      zipOf([
        { name: 'a.pdf', bytes: PDF },
        { name: 'b.zip', bytes: zipOf([{ name: 'c', bytes: PDF }]) },
      ]),
      'application/zip',
    ),
  ),
  single(file(signed, 'application/pkcs7-mime', 'smime.p7m')),
  multipart([
    TEXT,
    { headers: ['Content-Type: application/ms-tnef', 'Content-Transfer-Encoding: binary'], body: packet },
  ]),
  multipart([
    {
      headers: [
        "Content-Disposition: attachment; filename*0*=UTF-8''K%E1; filename*1=x",
        'Content-Transfer-Encoding: quoted-printable',
      ],
      body: '=25PDF-1.7=\r\n',
    },
  ]),
]

type Wound = { readonly at: number; readonly remove: number; readonly insert: Uint8Array }
const wound: fc.Arbitrary<Wound> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(400)),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom(
        '--b0\r\n',
        '--b0--',
        '\r\n\r\n',
        '"',
        ';',
        "''",
        '%',
        '=?',
        'boundary=',
        'message/rfc822',
        '\0',
        '\xff\xff\xff\xff',
      )
      .map((text) => Buffer.from(text, 'latin1')),
  ),
})

function damage(bytes: Uint8Array, wounds: readonly Wound[]): Uint8Array {
  return wounds.reduce((whole, { at, remove, insert }) => {
    const from = Math.floor(at * whole.length)
    return Buffer.concat([whole.subarray(0, from), insert, whole.subarray(from + remove)])
  }, bytes)
}

test('a damaged letter is read, or refused as a letter', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...LETTERS),
    fc.array(wound, { minLength: 1, maxLength: 6 }),
    async (raw, wounds) => {
      const letter = await readLetter(damage(raw, wounds)).catch((error: unknown) => {
        if (error instanceof LetterError) return null
        throw error
      })
      expect(letter?.parts.length ?? 0).toBeLessThanOrEqual(100)
      expect(letter?.unopened.length ?? 0).toBeLessThanOrEqual(300)
    },
  )
  await fc.assert(property, { numRuns: 3_000, seed: 20_210_829 })
})

test('whatever bytes a file has, they come out of a letter as they went in', async () => {
  const encoding = fc.constantFrom('base64', 'quoted-printable', 'binary')
  const attached = fc.record({ bytes: fc.uint8Array({ maxLength: 3_000 }), encoding })
  const property = fc.asyncProperty(
    fc.array(attached, { minLength: 1, maxLength: 5 }),
    fc.boolean(),
    async (files, isNested) => {
      const parts = files.map((each) => encoded(Buffer.concat([PDF, each.bytes]), each.encoding))
      const letter = multipart(parts, 'mixed', 7_304_251)
      const { parts: found } = await readLetter(isNested ? multipart([TEXT, forwarded(letter)]) : letter)
      expect(found.map(({ bytes }) => sha256(bytes))).toEqual(files.map(({ bytes }) => sha256(PDF, bytes)))
    },
  )
  await fc.assert(property, { numRuns: 1_000, seed: 20_210_829 })
})

function encoded(bytes: Uint8Array, encoding: string): Part {
  if (encoding === 'base64') return file(bytes, 'application/pdf')
  const escaped = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')
  const body = encoding === 'binary' ? bytes : escaped.replace(/.{75}/g, '$&=\r\n')
  return { headers: ['Content-Type: application/pdf', `Content-Transfer-Encoding: ${encoding}`], body }
}

test('winmail.dat with a checksum that fits whatever the damage never fails otherwise than by being unreadable', () => {
  const property = fc.property(fc.array(wound, { minLength: 1, maxLength: 4 }), (wounds) => {
    const properties = damage(embedded(packet).value, wounds)
    const files = readTnef(
      tnefOf([{ title: 'x', data: PDF, properties: [{ type: 0x0d, id: 0x3701, value: properties }] }]),
    )
    for (const { bytes } of files ?? []) readTnef(bytes)
  })
  fc.assert(property, { numRuns: 2_000, seed: 20_210_829 })
})

test('a letter of random bytes is read, or refused as a letter', async () => {
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
    const raw = Buffer.concat([Buffer.from('Content-Type: multipart/mixed; boundary=-\n\n---\n'), bytes])
    await readLetter(raw)
  })
  await fc.assert(property, { numRuns: 1_000, seed: 20_210_829 })
})
