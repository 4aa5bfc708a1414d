/** The ZIP of what units sent: names that are only names, all of them, and no more in memory than is on its way. */
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { INDEX, originalsZip } from '../../src/papers/originals.ts'
import { safeName } from '../../src/papers/safe-name.ts'
import { countTally } from '../../src/tally/tally.ts'
import { byCertificate, campaign, received, sha, unit, unknown } from '../tally/build.ts'
import { HOSTILE, hostileCount } from './hostile.ts'
import { entriesOf } from './office-file.ts'

const content = (document: string) => Buffer.from(`%PDF ${document}`)

describe('the ZIP of the originals', () => {
  test('has a folder for each unit, each document once, and an index', async () => {
    const submissions = [
      received('a', 30, byCertificate('Húc')),
      received('a', 20, byCertificate('Húc')),
      received('b', 10, byCertificate('Húc')),
      received('c', 10, unknown),
    ]
    const tally = countTally(campaign, [unit('Húc'), unit('Xy')], submissions)
    const entries = await entriesOf(await buffer(originalsZip(tally, async (document) => content(document))))
    expect([...entries.keys()]).toEqual([
      '01 UBND xã Húc/001 van-ban.pdf',
      '01 UBND xã Húc/002 van-ban.pdf',
      '00 Chưa xác định đơn vị/001 van-ban.pdf',
      INDEX,
    ])
    expect(entries.get('01 UBND xã Húc/002 van-ban.pdf')).toEqual(content(sha('b')))
    expect(entries.get(INDEX)?.toString()).toContain(`"${sha('c')}"`)
  })

  test('has names from hostile ones that are safe, unique and no path (S30)', async () => {
    const { tally } = hostileCount()
    const entries = await entriesOf(await buffer(originalsZip(tally, async (document) => content(document))))
    const names = [...entries.keys()].filter((name) => name !== INDEX)
    expect(names).toHaveLength(3 * HOSTILE.length)
    for (const name of names) {
      expect(name).toMatch(/^\d{2} [^/\\<>:"|?*]+\/\d{3} [^/\\<>:"|?*]+\.pdf$/)
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cn}]|\.\.\/|[ .]\//u)
      for (const part of name.split('/')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255)
    }
    expect(new Set(names.map((name) => name.toLowerCase().normalize('NFD'))).size).toBe(names.length)
  })

  test('goes on where a file is missing or damaged, and says which', async () => {
    const tally = countTally(
      campaign,
      [unit('Húc')],
      [received('a', 30, byCertificate('Húc')), received('b', 20, byCertificate('Húc'))],
    )
    const read = async (document: string) => (document === sha('a') ? null : content(document))
    const entries = await entriesOf(await buffer(originalsZip(tally, read)))
    expect([...entries.keys()]).toEqual(['01 UBND xã Húc/002 van-ban.pdf', INDEX])
    expect(entries.get(INDEX)?.toString()).toMatch(/001 van-ban\.pdf.*thiếu/)
  })

  test('reads the next file only when the one before has been taken, and none for a reader who has left', async () => {
    const submissions = Array.from({ length: 50 }, (_, index) =>
      received(`d${index}`, 90 - index, byCertificate('Húc')),
    )
    const tally = countTally(campaign, [unit('Húc')], submissions)
    let reads = 0
    const stream = originalsZip(tally, async () => {
      reads++
      return Buffer.alloc(1 << 20)
    })
    const taken = stream[Symbol.asyncIterator]()
    await taken.next()
    expect(reads).toBeLessThanOrEqual(3)
    stream.destroy()
    const after = reads
    await new Promise((resolve) => setImmediate(resolve))
    expect(reads).toBeLessThanOrEqual(after + 1)
  })

  test('ends with a fault where the store fails, so that nobody takes half of it for the whole', async () => {
    const tally = countTally(campaign, [unit('Húc')], [received('a', 30, byCertificate('Húc'))])
    const stream = originalsZip(tally, async () => {
      throw new Error('the disk is gone')
    })
    await expect(buffer(stream)).rejects.toThrow('the disk is gone')
  })
})

test.each([
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['com1', '_com1'],
  ['Công văn', 'Công văn'],
  ['a. ', 'a'],
  [`${'x'.repeat(79)}. y`, 'x'.repeat(79)],
])('safeName: %j is %j', (text, name) => {
  expect(safeName(text, 'otherwise')).toBe(name)
})
