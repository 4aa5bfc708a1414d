/** Archives made to harm: what comes out is counted, whatever the archive says of itself. */
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readLetter } from '../../src/mail/message.ts'
import { readZip, ZIP_LIMITS, type ZipFinding } from '../../src/mail/zip.ts'
import { file, PDF, single } from './letters.ts'
import { zipOf } from './zip-bytes.ts'

const MEBIBYTE = Buffer.alloc(1024 * 1024)

async function read(bytes: Uint8Array, allowance = { ...ZIP_LIMITS }): Promise<readonly string[]> {
  const found: ZipFinding[] = []
  for await (const finding of readZip(bytes, allowance)) found.push(finding)
  return found.map((each) =>
    each.kind === 'file' ? `${each.name} ${each.bytes.length}` : `${each.name} ${each.reason}`,
  )
}

/** The layer of 42.zip: sixteen archives of the same bytes, `levels` deep, zeros at the bottom. */
function fortyTwo(levels: number): Uint8Array {
  const bytes = levels === 0 ? MEBIBYTE : fortyTwo(levels - 1)
  return zipOf(Array.from({ length: 16 }, (_, n) => ({ name: `lib ${n}.zip`, bytes })))
}

/** Each entry of the table names the one local file: a kernel of 1 MiB unpacked, counted as often as it comes out. */
function overlapping(entries: number): Uint8Array {
  const plain = Buffer.from(zipOf(Array.from({ length: entries }, (_, n) => ({ name: `${n % 10}`, bytes: MEBIBYTE }))))
  const table = plain.readUInt32LE(plain.length - 6)
  const packed = deflateRawSync(MEBIBYTE).length
  const local = plain.subarray(0, 30 + 1 + packed)
  const entriesOfTable = plain.subarray(table, plain.length - 22)
  for (let at = 0; at < entriesOfTable.length; at += 47) entriesOfTable.writeUInt32LE(0, at + 42)
  const end = Buffer.from(plain.subarray(plain.length - 22))
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entriesOfTable, end])
}

test('ZIP bomb: of the layers of 42.zip each is a file of an honest size, until one breaks the measure', async () => {
  expect(await read(fortyTwo(2))).toHaveLength(16)
  expect(await read(fortyTwo(0))).toEqual(['lib 0.zip 1048576', 'lib 1.zip limit-reached'])
})

test('ZIP bomb: entries that overlap are counted as often as they come out', async () => {
  expect(await read(overlapping(200))).toEqual(['0 1048576', '1 limit-reached'])
})

test('ZIP bomb: a letter with 42.zip ends where the limit on archives in archives does', async () => {
  const { parts, unopened } = await readLetter(single(file(fortyTwo(3), 'application/zip', '42.zip')))
  expect(parts).toEqual([])
  expect(new Set(unopened.map(({ reason }) => reason))).toEqual(new Set(['limit-reached']))
})

test('ZIP: what all archives of a letter give is counted together', async () => {
  const allowance = { files: 3, bytes: 2_000_000 }
  expect(await read(zipOf([{ name: 'a', bytes: MEBIBYTE }]), allowance)).toEqual(['a 1048576'])
  expect(await read(zipOf([{ name: 'b', bytes: MEBIBYTE }]), allowance)).toEqual(['b limit-reached'])
  const files = ['1', '2'].map((name) => ({ name, bytes: PDF }))
  expect(await read(zipOf(files), { files: 1, bytes: 1_000 })).toEqual([' limit-reached', '1 23'])
})

const lies: readonly { name: string; bytes: Uint8Array; found: readonly string[] }[] = [
  {
    name: 'a size smaller than what comes out',
    bytes: zipOf([{ name: 'a', bytes: PDF, size: 1 }]),
    found: ['a unreadable-archive'],
  },
  {
    name: 'a size larger than what comes out',
    bytes: zipOf([{ name: 'a', bytes: PDF, size: 4_000_000_000 }]),
    found: ['a unreadable-archive'],
  },
  {
    name: 'a checksum that is not that of the bytes',
    bytes: zipOf([{ name: 'a', bytes: PDF, crc: 1 }]),
    found: ['a unreadable-archive'],
  },
  {
    name: 'names that lead out',
    bytes: zipOf(['../a', '/b', 'C:\\c', '..\\..\\d', 'e\0.pdf', '\u202efdp.f'].map((name) => ({ name, bytes: PDF }))),
    found: ['../a 23', '/b 23', 'C:\\c 23', '..\\..\\d 23', 'e\0.pdf 23', '\u202efdp.f 23'],
  },
  {
    name: 'a symbolic link is the words of its target',
    bytes: zipOf([{ name: 'link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    found: ['link 11'],
  },
  {
    name: 'a file with a password',
    bytes: zipOf([{ name: 'a', bytes: PDF, encrypted: true }]),
    found: [' encrypted-archive'],
  },
  {
    name: 'a table that is missing',
    bytes: zipOf([{ name: 'a', bytes: PDF }]).subarray(0, 50),
    found: [' unreadable-archive'],
  },
  { name: 'nothing in it', bytes: zipOf([]), found: [] },
]
for (const { name, bytes, found } of lies) {
  test(`ZIP: ${name}`, async () => expect(await read(bytes)).toEqual(found))
}
