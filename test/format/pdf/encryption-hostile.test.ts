/** Damaged encrypted files: a refusal or another reading, never an exception, and never slow. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openEncryption } from '../../../fixtures/encrypted-pdf.ts'
import { buildEncryption, type EncryptionPlan, FILE_ID } from '../../../fixtures/encryption-keys.ts'
import { onePage, pdfText, root, type Save, streamText } from '../../../fixtures/pdf-text.ts'
import { type Bytes, fromLatin1 } from '../../../src/bytes.ts'
import { decodeStream } from '../../../src/format/pdf/decode-stream.ts'
import { readPdf } from '../../../src/format/pdf/file.ts'
import type { PdfObject } from '../../../src/format/pdf/object.ts'
import { readSignatureFields } from '../../../src/format/pdf/signature-field.ts'
import { reading } from '../../../src/format/read.ts'

function encrypted(plan: EncryptionPlan, save: Partial<Save>): Bytes {
  const built = buildEncryption(plan)
  const objects = {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>',
    4: '<< /FT /Sig /T (A) /V << /Type /Sig /Contents <00> /ByteRange [0 1 2 3] /M (D:2021) >> >>',
    5: streamText('BT ET', '/Filter [/Crypt] /DecodeParms 6 0 R'),
    6: '[<< /Name /Identity >>]',
    7: streamText('BT ET'),
  }
  return fromLatin1(
    pdfText([
      {
        objects: { ...onePage, ...objects },
        trailer: `${root} /Encrypt ${built.dictionary} /ID [<${FILE_ID}> <00>]`,
        encrypt: openEncryption(plan, built),
        ...save,
      },
    ]),
  )
}

const packed = { stream: 8, objects: { 9: '[(x) 5 0 R]' } }
const files: readonly (readonly [name: string, bytes: Bytes])[] = [
  ['RC4', encrypted({ algorithm: 'RC4-128' }, {})],
  ['AES, object streams', encrypted({ algorithm: 'AES-128' }, { xref: 'stream', packed })],
  ['AES with 256 bits', encrypted({ algorithm: 'AES-256' }, {})],
]

/** Reads all that there is to read, each string and each stream. Anything but a FormatError gets through and fails the test. */
function readAll(bytes: Bytes): void {
  const read = readPdf(bytes)
  if (!read.ok) return
  const file = read.value
  for (const { number: revision, entries } of file.revisions) {
    reading(() => readSignatureFields(file, revision))
    for (const number of entries.keys()) {
      const object = reading(() => file.object(number, revision))
      if (!object.ok) continue
      for (const part of partsOf(object.value?.value ?? null)) {
        if (part.kind === 'string') reading(() => part.bytes)
        if (part.kind === 'stream') reading(() => decodeStream(file, part, revision))
      }
    }
  }
}

type Part = Exclude<PdfObject, null | boolean | number>

function* partsOf(value: PdfObject): Generator<Part> {
  if (typeof value !== 'object' || value === null) return
  yield value
  const inner = value.kind === 'stream' ? [value.dictionary] : value.kind === 'array' ? value.items : []
  for (const item of value.kind === 'dictionary' ? value.entries.values() : inner) yield* partsOf(item)
}

describe('damage is a refusal or another reading, never an exception', () => {
  for (const [name, bytes] of files) {
    test(`${name}, cut at any byte`, () => {
      for (let length = 0; length <= bytes.length; length++) readAll(bytes.subarray(0, length))
    })

    test(`${name}, some bytes changed`, () => {
      const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      fc.assert(
        fc.property(flips, (changes) => {
          const changed = Uint8Array.from(bytes)
          for (const [offset, byte] of changes) changed[offset] = byte
          readAll(changed)
        }),
        { numRuns: 500, seed: 1 },
      )
    })
  }
})

describe('work is limited', () => {
  test('a stream is decrypted once, however often it is asked for', () => {
    const read = readPdf(encrypted({ algorithm: 'RC4-128' }, {}))
    const file = read.ok ? read.value : null
    const stream = file?.object(7, 1)?.value
    if (!file || typeof stream !== 'object' || stream?.kind !== 'stream') throw new Error('No stream')
    const before = file.ledger.decodedBytes
    expect(stream.raw).toBe(stream.raw)
    expect(file.ledger.decodedBytes - before).toBe(512 + stream.raw.length)
  })

  test('an encryption dictionary that leads in a circle', () => {
    const objects = { ...onePage, 4: '5 0 R', 5: '4 0 R' }
    const looped = readPdf(fromLatin1(pdfText([{ objects, trailer: `${root} /Encrypt 4 0 R` }])))
    expect(looped).toMatchObject({ ok: false, error: { name: 'BudgetError' } })
  })
})
