/** Documents read in their process, and hostile ones: whatever a file does to it, there is a reading or a reason. */
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { encryptDraft } from '../../fixtures/encrypted-pdf.ts'
import {
  addExternalImage,
  addFormWithinItself,
  addHugeImage,
  addNestedForms,
  inflateContent,
} from '../../fixtures/hostile-page.ts'
import { prependPrefix } from '../../fixtures/later-change.ts'
import { setPageEntry } from '../../fixtures/later-page.ts'
import { addNamedScript, addOpenAction } from '../../fixtures/later-script.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { blanksOf, buildPaper, drawPaper, type Paper, SCANNED_PAGE, scanSheet } from '../../fixtures/practice/paper.ts'
import { seededRandom } from '../../fixtures/practice/random.ts'
import { buildBlankPage } from '../../fixtures/practice/typeface.ts'
import { PAPER_TYPES } from '../../fixtures/practice/words.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { sha256 } from '../../src/bytes.ts'
import type { IdentityReading } from '../../src/identity/identity.ts'
import { checkTextAnswer } from '../../workers/text-messages.ts'
import { TEXT_LIMITS, type TextPool, type TextPoolOptions, textPool } from '../../workers/text-pool.ts'
import { IS_NIGHT } from '../night.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { world } from '../validation/given.ts'

const [plan] = PAPER_TYPES
const PAPER: Paper = {
  type: plan,
  number: 12,
  symbol: 'KH-UBND',
  date: '2021-07-22',
  about: 'tuyên truyền chuyển đổi số',
  body: 'UBND xã Húc',
  place: 'Húc',
  signedBy: 'Hồ Văn An',
}
const blank = await buildBlankPage()
const typed = await openDraft(await buildPaper(blank, drawPaper(PAPER, blank, false)))
const scan = await openDraft(await buildPaper(blank, SCANNED_PAGE, scanSheet(seededRandom(1))))

/** As the records clerk does it: a signature for the number, one for the day. */
function filledIn(draft: PdfDraft): PdfDraft {
  const blanks = blanksOf(PAPER, blank)
  const shown = { number: '12', day: '22' } as const
  return (['number', 'day'] as const).reduce(
    (signed, part) =>
      signPdf(signed, {
        cms: { signer: world.organisation },
        appearance: { box: blanks[part], lines: [shown[part]], size: 11, typeface: blank.typeface },
      }),
    draft,
  )
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const opened: TextPool[] = []
const faults: string[] = []
/** For files that do no harm to their process: its start takes longer than any of them. */
const shared = textPool({ ...TEXT_LIMITS, size: 1, onFault: (why) => faults.push(why) })
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close()
  faults.length = 0
})
afterAll(async () => {
  shared.close()
  await folder.remove()
})

function open(change: Partial<TextPoolOptions> = {}): TextPool {
  const pool = textPool({ ...TEXT_LIMITS, size: 1, onFault: (why) => faults.push(why), ...change })
  opened.push(pool)
  return pool
}

const openMisbehaving = (change: Partial<TextPoolOptions> = {}) =>
  open({ worker: new URL('misbehaving-worker.ts', import.meta.url), ...change })

async function read(pool: TextPool, bytes: Uint8Array | string, name = 'a.pdf'): Promise<IdentityReading> {
  const path = join(folder.path, name)
  await writeFile(path, bytes)
  return pool.read({ path, sha256: sha256(Buffer.from(bytes)) })
}

/** "12/KH-UBND of 2021-07-22, page-text", or why nothing was read. */
function told(reading: IdentityReading): string {
  if (reading.kind === 'unread') return `unread: ${reading.why}`
  const { text, codeNumber, codeNotation, issuedDate } = reading.identity
  if (!codeNumber) return `${text}: no number`
  return `${codeNumber.value}/${codeNotation?.value} of ${issuedDate?.value}, ${codeNumber.source}`
}

describe('a document', () => {
  test('is read with its number, date, body, subject and signer', async () => {
    const reading = await read(shared, typed.bytes)
    expect(told(reading)).toBe('12/KH-UBND of 2021-07-22, page-text')
    expect(reading).toMatchObject({
      identity: {
        pageAmount: 1,
        typeName: { value: 'Kế hoạch' },
        organName: { value: 'UBND XÃ HÚC' },
        organAbove: { value: 'UBND HUYỆN HƯỚNG HÓA' },
        subject: { value: 'Tuyên truyền chuyển đổi số' },
        signerInfo: { value: { position: null, fullName: 'Hồ Văn An' } },
      },
    })
  })

  test('whose number and day are in signatures is read from their widgets, and without them says neither', async () => {
    const blanks = await openDraft(await buildPaper(blank, drawPaper(PAPER, blank, true)))
    expect(told(await read(shared, blanks.bytes))).toBe('legible: no number')
    expect(told(await read(shared, filledIn(blanks).bytes))).toBe('12/KH-UBND of 2021-07-22, signature-widget')
  })

  test('that is a scan says nothing, signed or not, and none is taken for another', async () => {
    const other = await buildPaper(blank, SCANNED_PAGE, scanSheet(seededRandom(2)))
    const signed = signPdf(scan, {
      cms: { signer: world.organisation },
      appearance: {
        box: [330, 795, 230, 36],
        lines: ['Ký bởi: UBND xã Húc', 'Thời gian ký: 22.07.2021 08:00:00 +07:00'],
        ...blank,
      },
    })
    const readings = [await read(shared, scan.bytes), await read(shared, signed.bytes), await read(shared, other)]
    expect(readings.map(told)).toEqual(Array(3).fill('none: no number'))
    const [one, again, two] = readings.map((reading) => (reading.kind === 'read' ? reading.traces.content : null))
    expect(again).toBe(one)
    expect(two).not.toBe(one)
  })

  test('is read the same behind other bytes, and by a fresh process', async () => {
    const pool = open({ recycleAfter: 1 })
    const expected = await read(pool, typed.bytes)
    expect(await read(pool, prependPrefix(typed.bytes))).toEqual(expected)
    expect(await read(pool, typed.bytes)).toEqual(expected)
  })

  test('that opens without a password though it is encrypted is read; its content is compared with none', async () => {
    const { bytes } = await encryptDraft(typed.bytes, { algorithm: 'AES-256' })
    const reading = await read(shared, bytes)
    expect(told(reading)).toBe('12/KH-UBND of 2021-07-22, page-text')
  })
})

describe('hostile files', () => {
  const limits = { processorMs: 4_000, maxRssMb: 400 }
  const cases: readonly { name: string; file: PdfDraft; expected: RegExp }[] = [
    { name: 'ten billion forms within forms', file: addNestedForms(typed, 10), expected: /^unread: limit$|no number/ },
    { name: 'a form that draws itself', file: addFormWithinItself(typed), expected: /^unread|no number/ },
    { name: 'an image of 900 million pixels', file: addHugeImage(typed, 30_000), expected: /^unread|no number/ },
    {
      name: 'a content that inflates to 200 MB',
      file: inflateContent(typed, 200_000_000),
      expected: /^unread|no number/,
    },
    { name: 'a script that runs when the file is opened', file: addOpenAction(addNamedScript(typed)), expected: /^12/ },
  ]
  // By day one of them, and all of them as pictures: both processes are sealed by the same code.
  const shown = IS_NIGHT ? cases : cases.filter(({ name }) => name.startsWith('a form'))
  test.each(shown)('$name: a reading or a reason, and the next file is read', async ({ file, expected }) => {
    const pool = open(limits)
    expect(told(await read(pool, file.bytes))).toMatch(expected)
    expect(told(await read(pool, typed.bytes))).toMatch(/^12/)
  })

  const unreadable: readonly { name: string; bytes: Uint8Array | string }[] = [
    { name: 'no document', bytes: 'no document' },
    { name: 'an empty file', bytes: '' },
    {
      name: 'a page tree that is its own ancestor',
      bytes: setPageEntry(typed, '/Type', '/Pages /Kids [1 0 R 2 0 R 3 0 R 4 0 R 5 0 R]').bytes,
    },
  ]
  test.each(unreadable)('$name says nothing', async ({ bytes }) => {
    expect(told(await read(shared, bytes))).toMatch(/^unread: unreadable$|no number/)
  })

  test('a file that is no longer the one that was judged, or is gone, is not read', async () => {
    const path = join(folder.path, 'changed.pdf')
    await writeFile(path, typed.bytes)
    expect(told(await shared.read({ path, sha256: sha256(scan.bytes) }))).toBe('unread: unreadable')
    expect(told(await shared.read({ path: `${path}.gone`, sha256: sha256(scan.bytes) }))).toBe('unread: unreadable')
  })

  test('an address in a file is never asked', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await read(shared, addExternalImage(typed, `http://127.0.0.1:${port}/a.png`).bytes)
    server.close()
    expect(asked).toBe(0)
  })
})

describe('a process', () => {
  const limits = { processorMs: 3_000, maxHeapMb: 64, maxRssMb: 300 }
  for (const [deed, expected] of [
    ['loop', 'unread: limit'],
    ['heap', 'unread: limit'],
    ['buffers', 'unread: limit'],
    ['crash', 'unread: failed'],
    ['fault', 'unread: failed'],
  ] as const) {
    test(`that ends in ${deed} is ${expected}`, async () => {
      expect(told(await read(openMisbehaving(limits), 'x', deed))).toBe(expected)
      expect(faults.length).toBe(expected === 'unread: failed' ? 1 : 0)
    })
  }

  test('that others hold up tells nothing of the file: the job is done another time', async () => {
    await expect(read(openMisbehaving({ ...limits, wallMs: 500 }), 'x', 'wait')).rejects.toThrow('held up for 500 ms')
  })

  test('that answers something else is not believed', async () => {
    expect(told(await read(openMisbehaving(), 'x', 'read'))).toBe('unread: failed')
    expect(faults[0]).toContain('No answer')
  })

  test('cannot write files', async () => {
    await read(openMisbehaving(), 'x', 'write')
    expect(faults[0]).toContain('ERR_ACCESS_DENIED')
  })
})

test('an answer is checked in each of its fields', async () => {
  const reading = await read(shared, typed.bytes)
  expect(checkTextAnswer(structuredClone(reading))).toEqual(reading)
  if (reading.kind !== 'read') throw new Error('Not read')
  const { identity, traces } = reading
  const wrong: readonly unknown[] = [
    null,
    'read',
    { kind: 'read' },
    { ...reading, more: 1 },
    { ...reading, identity: { ...identity, codeNumber: '12' } },
    { ...reading, identity: { ...identity, subject: { ...identity.subject, value: 'a'.repeat(100_000) } } },
    { ...reading, traces: { ...traces, content: '../../etc/passwd' } },
    { ...reading, traces: { ...traces, sketch: Array(100_000).fill(1) } },
    { kind: 'unread', why: 'because' },
  ]
  for (const answer of wrong) expect(checkTextAnswer(answer).kind).toBe('failed')
})
