/** Encrypted files that the empty password opens; with qpdf's opinion in encryption-qpdf.test.ts. */
import { describe, expect, test } from 'vitest'
import { openEncryption } from '../../../fixtures/encrypted-pdf.ts'
import { buildEncryption, type EncryptionPlan, FILE_ID } from '../../../fixtures/encryption-keys.ts'
import { onePage, pdfText, root, type Save, streamText } from '../../../fixtures/pdf-text.ts'
import { fromHex, fromLatin1, toHex, toLatin1 } from '../../../src/bytes.ts'
import { PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import { decodeStream } from '../../../src/format/pdf/decode-stream.ts'
import { rc4 } from '../../../src/format/pdf/encryption/rc4.ts'
import type { PdfFile } from '../../../src/format/pdf/file.ts'
import { asArray, asDictionary, asStream, asString } from '../../../src/format/pdf/narrow.ts'
import type { PdfObject } from '../../../src/format/pdf/object.ts'
import { reading } from '../../../src/format/read.ts'
import { open } from './open.ts'

const ALGORITHMS = ['RC4-40', 'RC4-128', 'AES-128', 'AES-256 of revision 5', 'AES-256'] as const
const AES_128: EncryptionPlan = { algorithm: 'AES-128' }

/** A file of one page and `objects`, encrypted with a dictionary in the trailer. */
function encrypted(plan: EncryptionPlan, objects: Save['objects'], save: Partial<Save> = {}): string {
  const built = buildEncryption(plan)
  const trailer = `${root} /Encrypt ${built.dictionary} /ID [<${FILE_ID}> <00>]`
  return pdfText([{ objects: { ...onePage, ...objects }, trailer, encrypt: openEncryption(plan, built), ...save }])
}

const text = (value: PdfObject | undefined): string | null => {
  const string = asString(value)
  return string && toLatin1(string.bytes)
}
const entry = (value: PdfObject | undefined, key: string): PdfObject =>
  (asDictionary(value) ?? asStream(value)?.dictionary)?.entries.get(key) ?? null
const value = (file: PdfFile, number: number): PdfObject => file.object(number, file.revisions.length)?.value ?? null
function content(file: PdfFile, number: number): string | null {
  const stream = asStream(value(file, number))
  return stream && toLatin1(decodeStream(file, stream, file.revisions.length))
}

describe('RC4', () => {
  // RFC 6229, 2.
  const streams = [
    { key: '0102030405', output: 'b2396305f03dc027ccc3524a0a1118a8' },
    { key: '0102030405060708090a0b0c0d0e0f10', output: '9ac7cc9a609d1ef7b2932899cde41b97' },
  ]
  for (const { key, output } of streams) {
    test(`by a key of ${key.length * 4} bits`, () => {
      expect(toHex(rc4(fromHex(key), new Uint8Array(16)))).toBe(output)
    })
  }
})

describe('a file is read', () => {
  const objects = { 4: '<< /Title (Ke hoach \\(1\\)) /List [(a) << /Deep <6221> >>] >>', 5: streamText('BT ET') }
  const passwords: readonly Omit<EncryptionPlan, 'algorithm'>[] = [{}, { userPassword: 'user', ownerPassword: '' }]
  for (const algorithm of ALGORITHMS) {
    for (const password of passwords) {
      const whose = password.userPassword ? 'owner' : 'user'
      test(`${algorithm}, when the password of the ${whose} is empty`, () => {
        const file = open(encrypted({ algorithm, ...password }, objects))
        const list = asArray(entry(value(file, 4), 'List'))?.items
        expect(file.locked).toBeNull()
        expect(text(entry(value(file, 4), 'Title'))).toBe('Ke hoach (1)')
        expect([text(list?.[0]), text(entry(list?.[1], 'Deep'))]).toEqual(['a', 'b!'])
        expect(content(file, 5)).toBe('BT ET')
      })
    }
  }

  test('with objects whose generation is not 0', () => {
    for (const algorithm of ALGORITHMS) {
      const built = buildEncryption({ algorithm })
      const body = openEncryption({ algorithm }, built)(4, '(x)', 0, 259)
      const trailer = `${root} /Encrypt ${built.dictionary} /ID [<${FILE_ID}> <00>]`
      const file = open(pdfText([{ objects: { ...onePage, 4: body }, trailer }]).replace('4 0 obj', '4 259 obj'))
      expect(text(value(file, 4))).toBe('x')
    }
  })

  test('when its cross-reference is lost', () => {
    const file = open(encrypted(AES_128, objects).replace('startxref', 'startxxxx'))
    expect([...file.notes]).toEqual(['xref-repaired'])
    expect([text(entry(value(file, 4), 'Title')), content(file, 5)]).toEqual(['Ke hoach (1)', 'BT ET'])
  })

  test('when the encryption dictionary is not as long as it says its key is', () => {
    const file = open(encrypted({ algorithm: 'RC4-128' }, objects).replace('/Length 128', '/Length 40 '))
    expect(content(file, 5)).toBe('BT ET')
  })
})

describe('what is not encrypted is left as it is', () => {
  const signature = (type: string) => `<< ${type} /Contents <0102> /Reason (Duyet) >>`
  for (const type of ['/Type /Sig', '/Type /DocTimeStamp', '/ByteRange [0 1 2 3]', '/Type /Sig /ByteRange [0 1 2 3]']) {
    test(`the contents of a signature with ${type}, and nothing else of it`, () => {
      const built = buildEncryption(AES_128)
      const whole = openEncryption(AES_128, built)
      // The writer of the fixtures knows signatures by their byte range.
      const body = whole(4, signature(`${type} /ByteRange`), 0).replace(`${type} /ByteRange`, type)
      const trailer = `${root} /Encrypt ${built.dictionary} /ID [<${FILE_ID}> <00>]`
      const read = value(open(pdfText([{ objects: { ...onePage, 4: body }, trailer }])), 4)
      expect([entry(read, 'Contents'), text(entry(read, 'Reason'))]).toMatchObject([
        { bytes: fromHex('0102') },
        'Duyet',
      ])
    })
  }

  test('a comment on a page is no signature: its contents are encrypted', () => {
    const file = open(encrypted(AES_128, { 4: '<< /Type /Annot /Contents (ghi chu) >>' }))
    expect(text(entry(value(file, 4), 'Contents'))).toBe('ghi chu')
  })

  test('objects in object streams, which are encrypted with the stream', () => {
    for (const algorithm of ['RC4-128', 'AES-128', 'AES-256'] as const) {
      const packed = { stream: 8, objects: { 5: '[(trong) <41>]' } }
      const whole = encrypted({ algorithm }, {}, { xref: 'stream', packed })
      for (const file of [open(whole), open(whole.replace('startxref', 'startxxxx'))]) {
        expect(asArray(value(file, 5))?.items.map(text)).toEqual(['trong', 'A'])
      }
    }
  })

  test('cross-reference streams', () => {
    const file = open(encrypted(AES_128, {}, { xref: 'stream' }))
    expect(asArray(entry(value(file, 99), 'ID'))?.items[0]).toMatchObject({ bytes: fromHex(FILE_ID) })
    expect(asStream(value(file, 99))?.raw.buffer).toBe(file.bytes.buffer)
  })

  test('the encryption dictionary and /ID, where they are objects', () => {
    const plan: EncryptionPlan = { algorithm: 'RC4-128' }
    const built = buildEncryption(plan)
    const objects = { ...onePage, 7: built.dictionary, 8: `[<${FILE_ID}> <00>]`, 9: '(x)' }
    const whole = openEncryption(plan, built)
    const save: Save = {
      objects,
      trailer: `${root} /Encrypt 7 0 R /ID 8 0 R`,
      encrypt: (object, body, place) => (object === 9 ? whole(object, body, place) : body),
    }
    const file = open(pdfText([save]))
    expect(text(value(file, 9))).toBe('x')
    expect(asArray(value(file, 8))?.items[0]).toMatchObject({ bytes: fromHex(FILE_ID) })
    expect(asString(entry(value(file, 7), 'U'))?.bytes).toHaveLength(32)
  })

  test('strings or streams, where their crypt filter is Identity', () => {
    for (const spared of ['strings', 'streams'] as const) {
      const file = open(encrypted({ ...AES_128, spared }, { 4: '(chu)', 5: streamText('BT ET') }))
      expect([text(value(file, 4)), content(file, 5)]).toEqual(['chu', 'BT ET'])
    }
  })

  test('metadata, where /EncryptMetadata is false', () => {
    for (const algorithm of ['AES-128', 'AES-256'] as const) {
      const objects = { 4: streamText('<x/>', '/Type /Metadata'), 5: streamText('BT ET') }
      const file = open(encrypted({ algorithm, plainMetadata: true }, objects))
      expect([content(file, 4), content(file, 5)]).toEqual(['<x/>', 'BT ET'])
    }
  })

  test('a stream that names Identity, or no filter, by a crypt filter of its own', () => {
    for (const entries of [
      '/Filter /Crypt',
      '/Filter [/Crypt] /DecodeParms [<< /Name /Identity >>]',
      '/Filter [/Crypt /ASCIIHexDecode] /DecodeParms [<< /Type /CryptFilterDecodeParms /Name /Identity >> null]',
    ]) {
      const data = entries.includes('Hex') ? '4254>' : 'BT'
      expect(content(open(encrypted(AES_128, { 5: streamText(data, entries) })), 5)).toBe('BT')
    }
  })

  test('nothing at all, which some writers leave in the place of an empty string or stream', () => {
    const plan: EncryptionPlan = { algorithm: 'AES-256' }
    const built = buildEncryption(plan)
    const objects = { ...onePage, 4: '()', 5: streamText('') }
    const file = open(pdfText([{ objects, trailer: `${root} /Encrypt ${built.dictionary}` }]))
    expect([text(value(file, 4)), content(file, 5)]).toEqual(['', ''])
  })
})

describe('a file stays locked', () => {
  const dictionary = buildEncryption(AES_128).dictionary
  const dictionary256 = buildEncryption({ algorithm: 'AES-256' }).dictionary
  const cases: readonly { name: string; encryption: string; why: string }[] = [
    { name: 'by a password', encryption: passwordOf('AES-128'), why: 'empty password' },
    { name: 'by a password of RC4 with 40 bits', encryption: passwordOf('RC4-40'), why: 'empty password' },
    { name: 'by a password of revision 6', encryption: passwordOf('AES-256'), why: 'empty password' },
    { name: 'by certificates', encryption: dictionary.replace('/Standard', '/Adobe.PubSec'), why: 'Adobe.PubSec' },
    { name: 'by an unknown version', encryption: dictionary.replace('/V 4', '/V 3'), why: 'Version 3' },
    { name: 'by an unknown revision', encryption: dictionary.replace('/R 4', '/R 5'), why: 'revision 5' },
    {
      name: 'by an unknown revision of version 5',
      encryption: dictionary256.replace('/R 6', '/R 7'),
      why: 'revision 7',
    },
    { name: 'by an unknown cipher', encryption: dictionary.replace('/AESV2', '/AESV4'), why: 'AESV4' },
    { name: 'by a cipher of another version', encryption: dictionary.replace('/AESV2', '/AESV3'), why: 'AESV3' },
    {
      name: 'by a filter that is not there',
      encryption: dictionary.replace('/StmF /StdCF', '/StmF /A'),
      why: 'filter A',
    },
    { name: 'without permissions', encryption: dictionary.replace('/P -4', ''), why: '/P' },
    { name: 'with a short /O', encryption: dictionary.replace(/\/O <../, '/O <'), why: '/O' },
    { name: 'with a short /UE', encryption: dictionary256.replace(/\/UE <../, '/UE <'), why: '/UE' },
    { name: 'with a key twice', encryption: dictionary.replace('/P -4', '/P -4 /P -8'), why: 'twice' },
    { name: 'by something that is no dictionary', encryption: '(x)', why: 'no dictionary' },
    { name: 'by an object that is not there', encryption: '77 0 R', why: 'no dictionary' },
    { name: 'by an encryption dictionary named twice', encryption: `${dictionary} /Encrypt null`, why: 'twice' },
  ]
  for (const { name, encryption, why } of cases) {
    test(name, () => {
      const { locked } = open(pdfText([{ objects: onePage, trailer: `${root} /Encrypt ${encryption}` }]))
      expect(locked).toMatchObject({
        clause: expect.stringContaining('ISO 32000-2, 7.'),
        message: expect.stringContaining(why),
      })
    })
  }

  test('without the /ID that its key was derived with', () => {
    expect(open(encrypted(AES_128, {}).replace(/\/ID \[<../, '/ID [<')).locked).not.toBeNull()
  })
})

function passwordOf(algorithm: EncryptionPlan['algorithm']): string {
  return buildEncryption({ algorithm, userPassword: 'user' }).dictionary
}

describe('data that cannot be decrypted', () => {
  const vector = '00'.repeat(16)
  const { dictionary } = buildEncryption(AES_128)
  const file = (objects: Save['objects'], encryption = dictionary) =>
    open(
      pdfText([
        { objects: { ...onePage, ...objects }, trailer: `${root} /Encrypt ${encryption} /ID [<${FILE_ID}> <>]` },
      ]),
    )
  const broken = [
    { name: 'less than a vector', data: '00' },
    { name: 'a vector and no block', data: vector },
    { name: 'a part of a block', data: `${vector}${vector}00` },
    { name: 'broken padding', data: `${vector}${vector}` },
  ]
  const refused = { ok: false, error: { name: 'FormatError', clause: 'ISO 32000-2, 7.6.3.1' } }
  for (const { name, data } of broken) {
    test(`as a string, beside which all else is read: ${name}`, () => {
      const read = value(file({ 4: `[/Name <${data}>]` }), 4)
      expect(asArray(read)?.items[0]).toEqual({ kind: 'name', name: 'Name' })
      expect(reading(() => text(asArray(read)?.items[1]))).toMatchObject(refused)
    })
    test(`as a stream, whose dictionary is read all the same: ${name}`, () => {
      const read = file({ 4: streamText(toLatin1(fromHex(data)), '/Width 1') })
      expect(entry(value(read, 4), 'Width')).toBe(1)
      expect(reading(() => content(read, 4))).toMatchObject(refused)
    })
  }

  test('by a crypt filter that is not there', () => {
    const read = file({ 4: streamText('data', '/Filter /Crypt /DecodeParms << /Name /Mine >>') })
    expect(reading(() => content(read, 4))).toMatchObject({ ok: false, error: { clause: 'ISO 32000-2, 7.6.6' } })
  })

  test('by a crypt filter behind another filter', () => {
    const read = file(
      { 4: streamText('41>', '/Filter [/ASCIIHexDecode /Crypt]') },
      dictionary.replace('/StmF /StdCF', ''),
    )
    expect(reading(() => content(read, 4))).toMatchObject({ ok: false, error: { clause: 'ISO 32000-2, 7.4.1' } })
  })

  test('more strings than the limit allows keys to be set up for', () => {
    const strings = `[${'<00>'.repeat(PDF_BUDGET.decodedBytes / 512 / 10)}]`
    const read = file(
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [index + 4, strings])),
      buildEncryption({ algorithm: 'RC4-40' }).dictionary,
    )
    const all = reading(() =>
      Array.from({ length: 11 }, (_, index) => asArray(value(read, index + 4))?.items.map(text)),
    )
    expect(all).toMatchObject({ ok: false, error: { name: 'BudgetError' } })
  })
})

test('the encryption dictionary of the last trailer counts', () => {
  const plan: EncryptionPlan = { algorithm: 'RC4-128' }
  const built = buildEncryption(plan)
  const encrypt = openEncryption(plan, built)
  const trailer = `${root} /Encrypt ${built.dictionary} /ID [<${FILE_ID}> <00>]`
  const dropped = open(pdfText([{ objects: { ...onePage, 4: '(x)' }, trailer, encrypt }, { objects: {} }]))
  const added = open(pdfText([{ objects: onePage }, { objects: { 4: '(x)' }, trailer, encrypt }]))
  expect([text(value(dropped, 4)), text(value(added, 4))]).toEqual([expect.not.stringMatching(/^x$/), 'x'])
})

test('a string in two places is the same string, whatever its vector', () => {
  const file = open(encrypted({ algorithm: 'AES-256' }, { 4: '(x)', 5: '(x)' }))
  expect(text(value(file, 4))).toBe(text(value(file, 5)))
  expect(toLatin1(fromLatin1(encrypted({ algorithm: 'AES-256' }, { 4: '(x)' })))).not.toContain('(x)')
})
