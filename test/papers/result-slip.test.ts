/** Phiếu kết quả kiểm tra chữ ký số: what TT 15/2025/TT-BKHCN demands, on one page, in letters that are there to be seen. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { paperText } from '../../src/papers/paper-text.ts'
import { openPages } from '../../src/papers/pdf-pages.ts'
import { type CheckedDocument, resultSlip } from '../../src/papers/result-slip.ts'
import { describeWith } from '../services/required.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { byCertificate, campaign, DEADLINE, received, report, signature, signer } from '../tally/build.ts'
import { HOSTILE } from './hostile.ts'

const revoked = { status: 'good', revokedAt: null, source: null } as const
const member = {
  commonName: 'UBND xã Húc',
  sha256: report('x').sha256,
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2023-01-01T00:00:00Z',
}
const good = signature('valid', {
  signer: signer({ organizationalUnits: ['UBND xã Húc'] }),
  timestamp: { time: '2021-08-20T02:00:05.000Z', authority: 'Máy chủ cấp dấu thời gian 01', outcome: 'valid' },
  path: [{ ...member, revocation: revoked }],
})

function checked(changes: Partial<CheckedDocument> = {}): CheckedDocument {
  const judged = report('a', 'valid', [good])
  return {
    campaign,
    submission: received('a', 30, byCertificate('Húc'), judged),
    report: judged,
    judgedAt: DEADLINE,
    receivedAt: (DEADLINE - 3_600_000) as Instant,
    programVersion: '0.1.0',
    policy: 'official-2021',
    ...changes,
  }
}

const folder = await temporaryFolder()
afterAll(() => folder.remove())

/** As poppler reads it. */
function wordsOf(bytes: Uint8Array): { readonly text: string; readonly pages: number } {
  const path = join(folder.path, 'slip.pdf')
  writeFileSync(path, bytes)
  const text = spawnSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).stdout
  return { text: text.replace(/\s+/g, ' '), pages: text.split('\f').length - 1 }
}

/** The letters with marks: twelve vowels in six tones but for the six bare ones, and đ; in both cases. */
const LETTERS = [...'aăâeêioôơuưy']
  .flatMap((vowel) =>
    ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
  )
  .concat('đ')
  .filter((letter) => letter > '\u007f')
  .flatMap((letter) => [letter, letter.toLocaleUpperCase('vi')])

describeWith('pdftotext', 'poppler-utils', 'the slip', () => {
  test('is one page with the result and the seven fields of each signature', async () => {
    const { text, pages } = wordsOf(await resultSlip(checked()))
    expect(pages).toBe(1)
    const demanded = [
      'PHIẾU KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ',
      'Kết quả: HỢP LỆ',
      'Cơ quan cấp chứng thư số CA thử nghiệm',
      'Chủ thể ký UBND xã Húc',
      'Đơn vị quản lý chứng thư số UBND xã Húc, UBND huyện Hướng Hóa',
      '20/08/2021 09:00:00 (GMT+7) theo máy người ký; dấu thời gian 20/08/2021 09:00:05',
      'Tính toàn vẹn Phần được ký còn nguyên vẹn',
      'Tính hợp lệ tại thời điểm ký Hợp lệ; dẫn tới chứng thư số gốc được tin cậy; không bị thu hồi',
      'Thời hạn hiệu lực chứng thư số 01/01/2020 đến 01/01/2023',
      report('a').sha256,
    ]
    expect(demanded.filter((words) => !text.includes(words))).toEqual([])
    expect(text).not.toContain('CẢNH BÁO')
  })

  test.each([
    { name: 'a status that is unknown', path: [{ ...member, revocation: { ...revoked, status: 'unknown' } as const }] },
    { name: 'no path', path: [] },
  ])('warns of $name', async ({ path }) => {
    const signed = signature('revocation-unknown', { path })
    const { text } = wordsOf(await resultSlip(checked({ report: report('a', 'revocation-unknown', [signed]) })))
    expect(text).toContain('CẢNH BÁO: chưa kiểm tra được đầy đủ tình trạng thu hồi')
  })

  test('with three signatures is still one page; of a thousand it tells twelve and how many more there are', async () => {
    const three = await resultSlip(checked({ report: report('a', 'valid', [good, good, good]) }))
    expect(wordsOf(three).pages).toBe(1)
    const many = Array.from({ length: 1_000 }, () => good)
    const { text, pages } = wordsOf(await resultSlip(checked({ report: report('a', 'valid', many) })))
    expect(text).toContain('Và 988 chữ ký khác')
    expect(pages).toBeLessThan(8)
  })

  test('of a file that nobody signed says so', async () => {
    const { text, pages } = wordsOf(await resultSlip(checked({ report: report('a', 'not-signed', []) })))
    expect(pages).toBe(1)
    expect(text).toContain('Kết quả: CHƯA KÝ SỐ')
  })

  test.each(HOSTILE)('holds the hostile text %j as text', async (text) => {
    const named = signer({ commonName: text, organization: text, issuer: text })
    const signed = report('a', 'valid', [{ ...good, signer: named }])
    const item = received('a', 30, byCertificate('Húc'), signed)
    const bytes = await resultSlip(
      checked({ report: signed, submission: { ...item, submission: { ...item.submission, fileName: text } } }),
    )
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(URI|JavaScript|Launch|OpenAction)\b/)
    // The typeface has no full-width forms.
    const start = paperText(text)
      .replace(/[\uff00-\uffef]/g, '\ufffd')
      .trim()
      .slice(0, 30)
    expect(wordsOf(bytes).text.replaceAll(' ', '')).toContain(start.replaceAll(' ', ''))
  })

  test('made again is the same to the byte', async () => {
    expect(Buffer.compare(await resultSlip(checked()), await resultSlip(checked()))).toBe(0)
  })

  test('has tables that are frames around their text, and no black fields over it', async () => {
    wordsOf(await resultSlip(checked()))
    const { dots } = drawnPage()
    const dark = dots.reduce((sum, grey) => sum + (grey < 128 ? 1 : 0), 0)
    expect(dark / dots.length).toBeGreaterThan(0.01)
    expect(dark / dots.length).toBeLessThan(0.1)
  })

  test.each(['regular', 'bold', 'italic'] as const)('shows all 134 letters with marks in its %s face', async (face) => {
    expect(LETTERS).toHaveLength(134)
    const pages = await openPages('letters')
    pages.begin(false)
    const places = LETTERS.map((letter, index) => ({
      letter,
      x: 90 + (index % 12) * 36,
      y: 760 - Math.floor(index / 12) * 36,
    }))
    for (const { letter, x, y } of places) pages.write(letter, { x, y }, face, 20)
    const bytes = await pages.bytes()
    expect([...wordsOf(bytes).text.replaceAll(' ', '')].toSorted()).toEqual(LETTERS.toSorted())
    // Text that is there may still not be seen: each letter has left ink, and no two the same.
    const inkAt = drawn()
    const seen = places.map(({ x, y }) => inkAt(x, y))
    expect(seen.filter((ink) => !ink.includes('1'))).toEqual([])
    expect(new Set(seen).size).toBe(LETTERS.length)
  })
})

/** The first page as poppler draws it at two dots a point, a byte for each dot. */
function drawnPage(): { readonly dots: Buffer; readonly width: number } {
  const path = join(folder.path, 'slip.pdf')
  const { stdout } = spawnSync('pdftoppm', ['-r', '144', '-gray', '-singlefile', path], { maxBuffer: 1 << 26 })
  // PGM: "P5", width, height and maximum in words, then a byte for each dot.
  const [head = '', width = 0] = /^P5\s(\d+)\s\d+\s\d+\s/.exec(stdout.subarray(0, 40).toString('latin1')) ?? []
  return { dots: stdout.subarray(head.length), width: Number(width) }
}

/** For a place, the ink in the square of a letter, 1 or 0. */
function drawn(): (x: number, y: number) => string {
  const { dots, width } = drawnPage()
  return (x, y) => {
    const [left, top] = [x * 2 - 4, Math.round((841.89 - y) * 2) - 50]
    const rows = Array.from({ length: 66 }, (_, row) => (top + row) * width + left)
    return rows.map((at) => [...dots.subarray(at, at + 60)].map((grey) => (grey < 128 ? 1 : 0)).join('')).join('\n')
  }
}
