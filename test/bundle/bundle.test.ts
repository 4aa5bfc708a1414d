/** Bundles are written the same each time, and read only where they are whole and hold nothing else. */
import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { type Bundle, BundleError } from '../../src/bundle/bundle.ts'
import { writeManifest } from '../../src/bundle/manifest.ts'
import { readBundle } from '../../src/bundle/read-bundle.ts'
import { writeBundle } from '../../src/bundle/write-bundle.ts'
import { asBuffer, sha256 } from '../../src/bytes.ts'
import { hashOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { sampleBundle } from './sample-bundle.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let path: string
beforeAll(async () => {
  folder = await temporaryFolder()
  path = join(folder.path, 'bundle.zip')
})
afterAll(() => folder.remove())

/** Of the sample. Another value means that bundles of before would be written otherwise today. */
const WRITTEN = '02346c5e677eb608fa88650362c2a6e008030b914c7e091cc6944de5538bb426'

async function writtenBytes(bundle: Bundle): Promise<Buffer> {
  return buffer((await writeBundle(bundle)).stream)
}

describe('a bundle', () => {
  test('is read as it was written', async () => {
    const { stream, bytes } = await writeBundle(sampleBundle())
    await pipeline(stream, createWriteStream(path))
    expect((await stat(path)).size).toBe(bytes)
    expect(await readBundle(path)).toEqual(sampleBundle())
  })

  test('has the same bytes in every place and on every day', async () => {
    const program = `
      import { sampleBundle } from './test/bundle/sample-bundle.ts'
      import { writeBundle } from './src/bundle/write-bundle.ts'
      const { stream } = await writeBundle(sampleBundle())
      stream.pipe(process.stdout)`
    for (const TZ of ['Asia/Ho_Chi_Minh', 'America/New_York', 'UTC']) {
      const written = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
        cwd: new URL('../..', import.meta.url),
        env: { TZ },
      })
      expect(sha256(written)).toBe(WRITTEN)
    }
  })

  test('without a time of receipt, without evidence and with a certificate that is anchor and intermediate', async () => {
    const { trust } = sampleBundle()
    const bundle = sampleBundle({
      receivedAt: null,
      evidence: [],
      trust: { ...trust, intermediates: [hashOf('root')] },
      content: new Map([[hashOf('root'), Buffer.from('root')]]),
    })
    await writeFile(path, await writtenBytes(bundle))
    expect(await readBundle(path)).toEqual(bundle)
  })

  test('that lacks what it names is not written', async () => {
    await expect(writeBundle(sampleBundle({ content: new Map() }))).rejects.toThrow('lacks certificates/')
  })
})

type Entry = readonly [name: string, content: Uint8Array | string]

/** The entries of the sample. */
const ENTRIES: readonly Entry[] = [
  ['bundle.json', writeManifest(sampleBundle())],
  ['report.json', sampleBundle().report],
  ['document.pdf', 'document'],
  [`certificates/${hashOf('root')}.cer`, 'root'],
  [`certificates/${hashOf('issuer')}.cer`, 'issuer'],
  [`lists/${hashOf('list')}.crl`, 'list'],
  [`responses/${hashOf('response')}.ors`, 'response'],
]

async function zipped(entries: readonly Entry[], compress: boolean): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of entries) zip.addBuffer(asBuffer(Buffer.from(content)), name, { compress })
  zip.end()
  return buffer(zip.outputStream)
}

const replaced = (name: string, content: Uint8Array | string): readonly Entry[] =>
  ENTRIES.map((entry) => (entry[0] === name ? [name, content] : entry))
const { policy } = sampleBundle()
const manifest = (change: (text: string) => string) => replaced('bundle.json', change(writeManifest(sampleBundle())))

describe('a ZIP file', () => {
  describe('in another spelling than the one it is written in is refused', () => {
    const FOUND = Buffer.from('document.pdf')
    const altered = async (change: (bytes: Buffer) => void) => {
      const bytes = await writtenBytes(sampleBundle())
      change(bytes)
      return bytes
    }
    const cases: readonly { name: string; bytes: () => Promise<Buffer> }[] = [
      { name: 'in another order', bytes: () => zipped(ENTRIES.toReversed(), false) },
      { name: 'deflated', bytes: () => zipped(ENTRIES, true) },
      {
        name: 'another local name',
        bytes: () => altered((bytes) => bytes.write('DOCUMENT.PDF', bytes.indexOf(FOUND))),
      },
      {
        name: 'another local checksum',
        bytes: () => altered((bytes) => bytes.writeUInt32LE(7, bytes.indexOf(FOUND) - 16)),
      },
      {
        name: 'a comment',
        bytes: async () => {
          const bytes = await writtenBytes(sampleBundle())
          return Buffer.concat([bytes.subarray(0, -2), Buffer.from([5, 0]), Buffer.from('hello')])
        },
      },
      {
        name: 'a key twice in the table of contents',
        bytes: () =>
          zipped(
            manifest((text) => text.replace('{', '{"receivedAt":"2030-01-01T00:00:00.000Z",')),
            false,
          ),
      },
    ]
    for (const { name, bytes } of cases) {
      test(name, async () => {
        await writeFile(path, await bytes())
        await expect(readBundle(path)).rejects.toThrow(BundleError)
        await expect(readBundle(path)).rejects.toThrow('không đúng từng byte')
      })
    }
  })

  const big = new Uint8Array(4 * 1024 * 1024 + 1)
  const many = Array.from({ length: 1_000 }, (_, i): Entry => [`certificates/${hashOf(String(i))}.cer`, ''])
  const refused: readonly { name: string; entries: readonly Entry[]; says: string }[] = [
    { name: 'one more file', entries: [...ENTRIES, ['readme.txt', '']], says: 'tệp lạ: readme.txt' },
    {
      name: 'a name that would command a terminal',
      entries: [...ENTRIES, ['x\u001b[2J', '']],
      says: 'tệp lạ: x\ufffd[2J',
    },
    {
      name: 'a certificate that is not named',
      entries: [...ENTRIES, [`certificates/${hashOf('other')}.cer`, 'other']],
      says: `tệp lạ: certificates/${hashOf('other')}`,
    },
    { name: 'a name twice', entries: [...ENTRIES, ['document.pdf', 'other']], says: 'tệp lạ: document.pdf' },
    {
      name: 'no document',
      entries: ENTRIES.filter(([name]) => name !== 'document.pdf'),
      says: 'thiếu tệp document.pdf',
    },
    { name: 'no list', entries: ENTRIES.filter(([name]) => !name.startsWith('lists')), says: 'thiếu tệp lists/' },
    { name: 'no table of contents', entries: ENTRIES.slice(1), says: 'thiếu tệp bundle.json' },
    {
      name: 'another document',
      entries: replaced('document.pdf', 'Document'),
      says: 'document.pdf trong bộ chứng cứ đã bị',
    },
    { name: 'another report', entries: replaced('report.json', '{}'), says: 'report.json trong bộ chứng cứ đã bị' },
    {
      name: 'another list',
      entries: replaced(`lists/${hashOf('list')}.crl`, 'other'),
      says: `lists/${hashOf('list')}.crl trong bộ chứng cứ đã bị`,
    },
    { name: 'a table of contents that is none', entries: replaced('bundle.json', '{'), says: 'không phải JSON' },
    {
      name: 'a table that is no UTF-8',
      entries: replaced('bundle.json', Buffer.from([0xff])),
      says: 'không phải UTF-8',
    },
    { name: 'a later format', entries: manifest((text) => text.replace('"format":1', '"format":2')), says: '"format"' },
    {
      name: 'a table with one more word',
      entries: manifest((text) => text.replace('{', '{"x":1,')),
      says: 'bundle.json',
    },
    {
      name: 'a policy that allows MD5, which no file of a policy can',
      entries: replaced(
        'bundle.json',
        writeManifest(
          sampleBundle({
            policy: {
              ...policy,
              algorithms: { ...policy.algorithms, digests: { ...policy.algorithms.digests, md5: null } },
            },
          }),
        ),
      ),
      says: 'bundle.json',
    },
    {
      name: 'a policy that is not the one it was judged by',
      entries: manifest((text) => text.replace('"eddsa":true', '"eddsa":false')),
      says: 'Chính sách trong bundle.json đã bị sửa',
    },
    {
      name: 'a table that is too large',
      entries: replaced('bundle.json', big),
      says: 'bundle.json trong bộ chứng cứ quá lớn',
    },
    { name: 'too many files', entries: [...ENTRIES, ...many], says: 'quá nhiều tệp' },
  ]
  for (const { name, entries, says } of refused) {
    test(`with ${name} is refused`, async () => {
      await writeFile(path, await zipped(entries, true))
      const reading = readBundle(path)
      await expect(reading).rejects.toThrow(BundleError)
      await expect(reading).rejects.toThrow(says)
    })
  }
})

describe('no bundle is', () => {
  const whole = () => writtenBytes(sampleBundle())
  const cases: readonly { name: string; bytes: () => Promise<Uint8Array> }[] = [
    { name: 'an empty file', bytes: async () => new Uint8Array() },
    { name: 'a document', bytes: async () => Buffer.from('%PDF-1.7\n%%EOF\n') },
    { name: 'the first half of one', bytes: async () => (await whole()).subarray(0, 2_000) },
    {
      name: 'one with a name that leads out',
      bytes: async () =>
        Buffer.from((await whole()).toString('latin1').replaceAll('document.pdf', '../cument.pdf'), 'latin1'),
    },
  ]
  for (const { name, bytes } of cases) {
    test(name, async () => {
      await writeFile(path, await bytes())
      await expect(readBundle(path)).rejects.toThrow(BundleError)
    })
  }

  test('a file that is not there', async () => {
    await expect(readBundle(join(folder.path, 'nowhere.zip'))).rejects.toThrow(/nowhere\.zip/)
  })
})
