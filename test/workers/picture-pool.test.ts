/** Pictures of real drafts, and hostile files: whatever a file does to its process, there is a picture or a reason. */

import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  addExternalImage,
  addFormWithinItself,
  addHugeImage,
  addNestedForms,
  inflateContent,
} from '../../fixtures/hostile-page.ts'
import { addNote } from '../../fixtures/later-annotation.ts'
import { addAnnotation, replacePageContent } from '../../fixtures/later-change.ts'
import { addPage, removeLastPage, setPageEntry } from '../../fixtures/later-page.ts'
import { addNamedScript, addOpenAction } from '../../fixtures/later-script.ts'
import { addSeal, sealObjects } from '../../fixtures/later-seal.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { sha256 } from '../../src/bytes.ts'
import type { DrawnPage } from '../../src/validation/modification/drawn-page.ts'
import type { PagePicture } from '../../src/validation/modification/page-pictures.ts'
import { PICTURE_LIMITS, type PicturePool, type PicturePoolOptions, picturePool } from '../../workers/picture-pool.ts'
import { IS_NIGHT } from '../night.ts'
import { missingRenderer } from '../services/renderer.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const why = await missingRenderer()

const plain = await openDraft(await buildPlainPdf('Tong so: 1.000.000 dong', 'Trang 2'))
const forged = 'BT /F1 14 Tf 72 740 Td (Tong so: 9.000.000 dong) Tj ET'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const opened: PicturePool[] = []
/** For files that do no harm to their process: its start takes longer than any of them. */
const shared = picturePool(PICTURE_LIMITS)
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close()
})
afterAll(async () => {
  shared.close()
  await folder.remove()
})

function open(change: Partial<PicturePoolOptions> = {}): PicturePool {
  const pool = picturePool({ ...PICTURE_LIMITS, ...change })
  opened.push(pool)
  return pool
}

/** A pool whose processes do what the name of the file says. */
const openMisbehaving = (change: Partial<PicturePoolOptions> = {}) =>
  open({ worker: new URL('misbehaving-worker.ts', import.meta.url), ...change })

const picture = (changes: Partial<PagePicture> = {}): PagePicture => ({
  ...{ signature: 1, page: 1, change: 'changed', before: 1, after: null, places: [], compared: true, seals: [] },
  ...changes,
})

async function draw(pool: PicturePool, bytes: Uint8Array | string, changes: Partial<PagePicture> = {}, name = 'a.pdf') {
  const path = join(folder.path, name)
  await writeFile(path, bytes)
  return pool.draw({ path, sha256: sha256(Buffer.from(bytes)) }, picture(changes))
}

/** Width and height of a PNG, from its first chunk (ISO/IEC 15948, 11.2.2). */
function sizeOf(png: Uint8Array): string {
  const view = Buffer.from(png)
  expect(view.subarray(1, 4).toString('latin1')).toBe('PNG')
  return `${view.readUInt32BE(16)}x${view.readUInt32BE(20)}`
}

/** The sides that are there, boxes and size, or why there is nothing. */
function told(drawn: DrawnPage): string {
  if (drawn.kind === 'none') return drawn.why
  const { before, after, boxes, sameSize } = drawn
  const sides = [before && `before ${before.page}`, after && `after ${after.page}`].filter((side) => side !== null)
  return `${sides.join(', ')}: ${boxes.length} boxes${sameSize ? '' : ', other size'}`
}

const note = { rectangle: [100, 300, 300, 340], code: 'annotation-added', facts: { what: 'added' } } as const

describe.skipIf(why !== null)(`pictures of pages${why === null ? '' : ` (${why})`}`, () => {
  const cases: readonly { name: string; file: PdfDraft; changes?: Partial<PagePicture>; expected: string }[] = [
    {
      name: 'a digit of a sum that was replaced has a box',
      file: replacePageContent(plain, forged),
      expected: 'before 1, after 1: 1 boxes',
    },
    { name: 'a seal that was added has a box', file: addAnnotation(plain), expected: 'before 1, after 1: 1 boxes' },
    {
      name: 'a note has the box that the finding tells, and is not looked for',
      file: addNote(addAnnotation(plain), 'Dong y'),
      changes: { places: [note], compared: false },
      expected: 'before 1, after 1: 1 boxes',
    },
    {
      name: 'a note that the finding tells and a digit that it does not have a box each',
      file: addNote(replacePageContent(plain, forged), 'Dong y'),
      changes: { places: [note] },
      expected: 'before 1, after 1: 2 boxes',
    },
    {
      name: 'a page that did not change has none',
      file: replacePageContent(plain, forged),
      changes: { page: 2 },
      expected: 'before 2, after 2: 0 boxes',
    },
    {
      name: 'a page that was added has one side',
      file: addPage(plain),
      changes: { page: 3, change: 'added' },
      expected: 'after 3: 0 boxes',
    },
    {
      name: 'a page that was taken away has the other',
      file: removeLastPage(plain),
      changes: { page: 2, change: 'removed' },
      expected: 'before 2: 0 boxes',
    },
    {
      name: 'paper that was turned is not compared',
      file: setPageEntry(plain, '/Rotate', '90'),
      expected: 'before 1, after 1: 0 boxes, other size',
    },
    {
      name: 'paper that was cut is not compared',
      file: setPageEntry(plain, '/CropBox', '[0 0 595 500]'),
      expected: 'before 1, after 1: 0 boxes, other size',
    },
    {
      name: 'a place beside the page has no box',
      file: addNote(plain, 'Dong y'),
      changes: { places: [{ ...note, rectangle: [5_000, 5_000, 5_100, 5_100] }], compared: false },
      expected: 'before 1, after 1: 0 boxes',
    },
  ]
  test.each(cases)('$name', async ({ file, changes, expected }) => {
    expect(told(await draw(shared, file.bytes, changes))).toBe(expected)
  })

  test('name the box of a later signature that holds, and of a change beside it not', async () => {
    const file = replacePageContent(addSeal(plain), forged)
    const field = `Dau${sealObjects(plain).field}`
    const boxes = async (seals: PagePicture['seals']) => {
      const drawn = await draw(shared, file.bytes, { seals })
      return drawn.kind === 'drawn' ? drawn.boxes.map(({ seal }) => seal) : []
    }
    expect(await boxes([{ field, signer: 'UBND xã Húc' }])).toEqual([0, null])
    // Under another name, or of none that holds, it is a change like any other.
    expect(new Set(await boxes([{ field: 'Other', signer: 'UBND xã Húc' }]))).toEqual(new Set([null]))
    expect(new Set(await boxes([]))).toEqual(new Set([null]))
  })

  test('have the size that they say, and no more than 1,600 pixels a side', async () => {
    const files = [
      plain,
      setPageEntry(plain, '/MediaBox', '[0 0 14400 20]'),
      setPageEntry(plain, '/MediaBox', '[0 0 9 9]'),
    ]
    const sizes: string[] = []
    for (const file of files) {
      const drawn = await draw(shared, addAnnotation(file).bytes, { before: file === plain ? 1 : 2 })
      if (drawn.kind === 'none' || !drawn.after) throw new Error(told(drawn))
      expect(sizeOf(drawn.after.png)).toBe(`${drawn.after.width}x${drawn.after.height}`)
      sizes.push(sizeOf(drawn.after.png))
    }
    expect(sizes).toEqual(['1131x1600', '1600x3', '36x36'])
  })

  test('are the same each time', async () => {
    const { bytes } = addAnnotation(plain)
    const [first, second] = [await draw(open(), bytes), await draw(open(), bytes)]
    expect(first).toEqual(second)
  })

  test('box the digit, not the line', async () => {
    const drawn = await draw(shared, replacePageContent(plain, forged).bytes)
    const [box] = drawn.kind === 'drawn' ? drawn.boxes : []
    // A digit of 14 points is 8 points wide, at 1.9 pixels each.
    expect(box?.width).toBeLessThan(20)
    expect(box?.height).toBeLessThan(30)
  })

  test('a fresh process draws what the last one did', async () => {
    const pool = open({ recycleAfter: 1 })
    const { bytes } = addAnnotation(plain)
    expect(await draw(pool, bytes)).toEqual(await draw(pool, bytes))
  })
})

describe.skipIf(why !== null)(`hostile files${why === null ? '' : ` (${why})`}`, () => {
  // Of the processor: some four starts of the process.
  const limits = { processorMs: 4_000, maxRssMb: 400 }
  const cases: readonly { name: string; file: PdfDraft; changes?: Partial<PagePicture>; expected: RegExp }[] = [
    { name: 'ten billion forms within forms', file: addNestedForms(plain, 10), expected: /^limit$/ },
    { name: 'a form that draws itself', file: addFormWithinItself(plain), expected: /^(before|limit|unreadable)/ },
    { name: 'an image of 900 million pixels', file: addHugeImage(plain, 30_000), expected: /^limit$/ },
    { name: 'a content that inflates to 200 MB', file: inflateContent(plain, 200_000_000), expected: /^limit$/ },
    { name: 'page 1,000,000,000', file: plain, changes: { page: 1_000_000_000 }, expected: /^no-page$/ },
    {
      name: 'a script that runs when the file is opened',
      file: addOpenAction(addNamedScript(plain)),
      expected: /: 0 boxes$/,
    },
  ]
  // By day one of the three that are ended at their limit.
  const AT_NIGHT = ['ten billion forms within forms', 'a content that inflates to 200 MB']
  const shown = cases.filter(({ name }) => IS_NIGHT || !AT_NIGHT.includes(name))
  test.each(shown)('$name: a picture or a reason, and the next file is drawn', async ({ file, changes, expected }) => {
    const pool = open(limits)
    expect(told(await draw(pool, file.bytes, changes))).toMatch(expected)
    expect(told(await draw(pool, addAnnotation(plain).bytes))).toBe('before 1, after 1: 1 boxes')
  })

  const unreadable: readonly { name: string; bytes: Uint8Array | string }[] = [
    { name: 'no document', bytes: 'no document' },
    { name: 'an empty file', bytes: '' },
    { name: 'half a file', bytes: plain.bytes.subarray(0, plain.bytes.length / 2) },
    {
      name: 'a page tree that is its own ancestor',
      bytes: setPageEntry(plain, '/Type', '/Pages /Kids [1 0 R 2 0 R 3 0 R 4 0 R 5 0 R]').bytes,
    },
  ]
  test.each(unreadable)('$name has no picture', async ({ bytes }) => {
    expect((await draw(shared, bytes)).kind).toBe('none')
  })

  test('a file that is no longer the one that was judged has no picture', async () => {
    const path = join(folder.path, 'changed.pdf')
    await writeFile(path, plain.bytes)
    expect(told(await shared.draw({ path, sha256: sha256(Buffer.from('another')) }, picture()))).toBe('unreadable')
    const missing = { path: join(folder.path, 'missing.pdf'), sha256: sha256() }
    expect(told(await shared.draw(missing, picture()))).toBe('unreadable')
    expect(told(await shared.draw({ ...missing, path: folder.path }, picture()))).toBe('unreadable')
  })

  test('an address in a file is never asked', async () => {
    let asked = 0
    const server = createServer((_, answer) => {
      asked++
      answer.end('x')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const drawn = await draw(shared, addExternalImage(plain, `http://127.0.0.1:${port}/x`).bytes)
    await new Promise((resolve) => server.close(resolve))
    expect(drawn.kind).toBe('drawn')
    expect(asked).toBe(0)
  })
})

describe('the pool', () => {
  const limits: readonly { deed: string; change: Partial<PicturePoolOptions>; expected: string }[] = [
    { deed: 'loop', change: { processorMs: 1_500 }, expected: 'limit' },
    { deed: 'heap', change: { maxHeapMb: 32 }, expected: 'limit' },
    { deed: 'buffers', change: { maxRssMb: 300 }, expected: 'limit' },
    { deed: 'crash', change: {}, expected: 'failed' },
    { deed: 'fault', change: {}, expected: 'failed' },
    { deed: 'write', change: {}, expected: 'failed' },
  ]
  for (const { deed, change, expected } of limits) {
    test(`a process that ends in ${deed} is no picture and no exception`, async () => {
      expect(told(await draw(openMisbehaving(change), 'content', {}, deed))).toBe(expected)
    })
  }

  test('a process cannot write files', async () => {
    await draw(openMisbehaving(), 'content', {}, 'write')
    expect(await readFile(join(folder.path, 'write'), 'utf8')).toBe('content')
  })

  test('where too many wait the next one is told so', async () => {
    const pool = openMisbehaving({ processorMs: 1_500, maxWaiting: 1 })
    const drawn = await Promise.all([1, 2, 3].map(() => draw(pool, 'content', {}, 'loop')))
    expect(drawn.map(told).toSorted()).toEqual(['busy', 'limit', 'limit'])
  })

  test('what is asked of a closed pool is no exception', async () => {
    const pool = openMisbehaving()
    pool.close()
    expect(told(await draw(pool, 'content', {}, 'read'))).toBe('failed')
  })
})
