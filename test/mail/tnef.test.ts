/** winmail.dat: what Outlook packed is found under its name, and half a packet is none. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readLetter } from '../../src/mail/message.ts'
import { MIME_LIMITS, readMimeParts } from '../../src/mail/mime.ts'
import { readTnef } from '../../src/mail/tnef.ts'
import { sharedFolder } from '../format/shared.ts'
import { file, multipart, PDF, single, TEXT } from './letters.ts'
import { attribute, embedded, longName, tnefOf } from './tnef-bytes.ts'

const byName = { type: 0x03, id: 0x8001, value: Buffer.alloc(4), name: Buffer.from('Tên\0', 'utf16le') }
const flags = { type: 0x0b, id: 0x7ffe, value: Buffer.from('01000000', 'hex') }
const shortName = { type: 0x1e, id: 0x3707, value: Buffer.from('B\xe1o.pdf\0', 'latin1') }
const binary = { type: 0x102, id: 0x3701, value: PDF }

const packets: readonly { name: string; bytes: Uint8Array; files: readonly string[] | null }[] = [
  { name: 'no attachment', bytes: tnefOf([]), files: [] },
  {
    name: 'two attachments',
    bytes: tnefOf([
      { title: 'A.PDF', data: PDF },
      { title: 'B.PDF', data: PDF },
    ]),
    files: ['A.PDF', 'B.PDF'],
  },
  {
    name: 'a long name behind other properties',
    bytes: tnefOf([{ title: 'BAOCAO~1.PDF', data: PDF, properties: [flags, byName, longName('Báo cáo.pdf')] }]),
    files: ['Báo cáo.pdf'],
  },
  {
    name: 'a long name in an old charset',
    bytes: tnefOf([{ title: 'A', data: PDF, properties: [shortName] }]),
    files: ['Báo.pdf'],
  },
  {
    name: 'a title in an old charset',
    bytes: tnefOf([{ title: Buffer.from('B\xe1o', 'latin1'), data: PDF }]),
    files: ['Báo'],
  },
  { name: 'content among the properties', bytes: tnefOf([{ title: 'a.pdf', properties: [binary] }]), files: ['a.pdf'] },
  { name: 'an attachment without content', bytes: tnefOf([{ title: 'a.pdf' }]), files: [] },
  {
    name: 'a property of a type that is not known',
    bytes: tnefOf([{ title: 'a.pdf', data: PDF, properties: [{ ...flags, type: 0x99 }, longName('b.pdf')] }]),
    files: ['a.pdf'],
  },
  { name: 'an end in the middle', bytes: tnefOf([{ title: 'a.pdf', data: PDF }]).subarray(0, -5), files: null },
  {
    name: 'a length that lies',
    bytes: tnefOf([], Buffer.from('02 0f800600 ffffffff 00'.replaceAll(' ', ''), 'hex')),
    files: null,
  },
  { name: 'a wrong checksum', bytes: tnefOf([], Buffer.from('020f8006000100000041ffff', 'hex')), files: null },
  {
    name: 'more attributes than are read',
    bytes: tnefOf([], ...Array.from({ length: 5_001 }, () => attribute(1, 0x00089006, Buffer.alloc(0)))),
    files: null,
  },
]
for (const { name, bytes, files } of packets) {
  test(`winmail.dat: ${name}`, () => {
    expect(readTnef(bytes)?.map((each) => each.name) ?? null).toEqual(files)
  })
}

const nested = (levels: number): Uint8Array =>
  levels === 0
    ? tnefOf([{ title: 'a.pdf', data: PDF }])
    : tnefOf([{ title: 'message', properties: [embedded(nested(levels - 1))] }])

test('winmail.dat: its PDFs are taken byte for byte, those of messages in it too, as far as five deep', async () => {
  const pack = (bytes: Uint8Array) => multipart([TEXT, file(bytes, 'application/ms-tnef', 'winmail.dat')])
  const found = await readLetter(pack(tnefOf([{ title: 'a.pdf', data: PDF }])))
  expect(found.parts).toEqual([{ path: '2/1', name: 'a.pdf', bytes: PDF }])
  expect((await readLetter(pack(nested(4)))).parts.map(({ path }) => path)).toEqual(['2/1/1/1/1/1'])
  expect((await readLetter(pack(nested(5)))).unopened).toMatchObject([{ path: '2/1/1/1/1/1', reason: 'limit-reached' }])
})

test('winmail.dat: 300 files in it are read as far as the limit', async () => {
  const bytes = tnefOf(Array.from({ length: 300 }, () => ({ title: 'x', data: Buffer.of(1) })))
  expect((await readLetter(single(file(bytes, 'application/ms-tnef')))).unopened).toMatchObject([
    { path: '1/200', reason: 'limit-reached' },
  ])
})

const MAILS = sharedFolder('mails')
const missing = MAILS === null ? ' (../shared/mails is missing: put the collection of letters there to run this)' : ''
test.skipIf(MAILS === null)(`winmail.dat: a real one is read to its end${missing}`, () => {
  const raw = readFileSync(`${MAILS}mimekit/UnitTests__TestData__tnef__ukr.eml`)
  const [, packet] = [...readMimeParts(raw, { ...MIME_LIMITS })]
  expect(packet?.kind === 'part' && readTnef(packet.bytes)).toEqual([])
})
