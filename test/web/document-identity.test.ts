/** What pages show of which document it is: with its source, and harmless whatever a file says. */
import { expect, test } from 'vitest'
import type { IdentityReading } from '../../src/identity/identity.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import { documentName } from '../../src/web/document-name.ts'
import { documentIdentity } from '../../src/web/pages/document-identity.ts'
import { byCertificate, received } from '../tally/build.ts'
import { HOSTILE } from './sample.ts'

const stated = <T>(value: T, source: 'page-text' | 'signature-widget' = 'page-text') =>
  ({ value, source, confidence: 'firm' }) as const
const reading = (evil = ''): IdentityReading => ({
  kind: 'read',
  identity: {
    ...{ text: 'legible', pageAmount: 3, isAppendix: false },
    codeNumber: stated('12', 'signature-widget'),
    codeNotation: stated(`KH-UBND${evil}`),
    typeName: stated('Kế hoạch'),
    issuedDate: stated('2021-07-22'),
    organName: stated(`UBND XÃ HÚC${evil}`),
    organAbove: stated(`UBND HUYỆN HƯỚNG HÓA${evil}`),
    subject: stated(`Tuyên truyền chuyển đổi số${evil}`),
    signerInfo: stated({ position: `CHỦ TỊCH${evil}`, fullName: `Hồ Văn An${evil}` }),
  },
  traces: { content: null, sketch: null },
})
const judged = (read: IdentityReading | null) => ({ ...received('a', 1, byCertificate('Húc')), reading: read })
const words = (page: unknown) =>
  String(page)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('a list names a document by number, date and subject, then body, source and file', async () => {
  expect(words(await documentName(judged(reading())))).toBe(
    'Kế hoạch số 12/KH-UBND ngày 22/7/2021 Tuyên truyền chuyển đổi số UBND XÃ HÚC ; theo chữ trong ô chữ ký số; tệp van-ban.pdf',
  )
})

test('a list names a document of which nothing is known by its file', async () => {
  expect(words(await documentName(judged(null)))).toBe('van-ban.pdf')
})

test('the page of a document shows each field with its source', async () => {
  const page = words(await documentIdentity(judged(reading())))
  for (const part of [
    'Cơ quan ban hành UBND XÃ HÚC theo chữ trên văn bản',
    'Số, ký hiệu 12/KH-UBND theo chữ trong ô chữ ký số',
    'Ngày văn bản 22/7/2021 theo chữ trên văn bản',
    'Tên loại Kế hoạch',
    'Trích yếu nội dung Tuyên truyền chuyển đổi số',
    'Người ký ghi trên văn bản CHỦ TỊCH, Hồ Văn An',
    'Số trang 3',
  ])
    expect(page).toContain(part)
})

test('the page of a scan says that there is nothing to read, and of one not read yet that it is not', async () => {
  const scan: IdentityReading = {
    kind: 'read',
    identity: { text: 'none', pageAmount: 1, isAppendix: false, ...NO_FIELDS },
    traces: { content: null, sketch: null },
  }
  expect(words(await documentIdentity(judged(scan)))).toContain('Tệp là bản quét hoặc ảnh, không có chữ để đọc.')
  expect(words(await documentIdentity(judged(null)))).toContain('Chưa đọc chữ trong tệp.')
})

test('nothing that a file says becomes markup', async () => {
  const evil = judged(reading(HOSTILE))
  for (const page of [String(await documentName(evil)), String(await documentIdentity(evil))]) {
    expect(page).not.toMatch(/<(?:script|img|svg|iframe)/i)
  }
})
