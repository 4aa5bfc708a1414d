/** Which letters a program wrote by itself, and which hold links in place of files. */
import { expect, test } from 'vitest'
import { readLetter } from '../../src/mail/message.ts'
import { file, multipart, PDF, TEXT } from './letters.ts'

const letters: readonly { name: string; header: string; isAutomatic: boolean }[] = [
  { name: 'nothing said', header: 'X: y', isAutomatic: false },
  { name: 'Auto-Submitted: no', header: 'Auto-Submitted: no', isAutomatic: false },
  { name: 'Auto-Submitted: No (comment)', header: 'Auto-Submitted: No (by hand)', isAutomatic: false },
  { name: 'Auto-Submitted: auto-replied', header: 'auto-submitted: auto-replied', isAutomatic: true },
  { name: 'Auto-Submitted with parameters', header: 'Auto-Submitted: auto-generated; x=y', isAutomatic: true },
  { name: 'an empty Auto-Submitted', header: 'Auto-Submitted: ', isAutomatic: false },
  { name: 'X-Auto-Response-Suppress', header: 'X-Auto-Response-Suppress: All', isAutomatic: false },
  { name: 'X-Autoreply', header: 'X-Autoreply: yes', isAutomatic: true },
  { name: 'a mailing list', header: 'Precedence: list', isAutomatic: false },
  { name: 'Precedence: auto_reply', header: 'Precedence: auto_reply', isAutomatic: true },
]
for (const { name, header, isAutomatic } of letters) {
  test(`automatic: ${name}`, async () => {
    const raw = Buffer.concat([Buffer.from(`${header}\r\n`), multipart([TEXT, file(PDF, 'application/pdf')])])
    const letter = await readLetter(raw)
    expect(letter.isAutomatic).toBe(isAutomatic)
    expect(letter.parts).toHaveLength(1)
  })
}

test('automatic: a report of delivery', async () => {
  expect((await readLetter(multipart([TEXT], 'report'))).isAutomatic).toBe(true)
})

const words: readonly { name: string; type?: string; body: string; hasFileLinks: boolean }[] = [
  { name: 'no link', body: 'Kính gửi Phòng Nội vụ', hasFileLinks: false },
  { name: 'a page', body: 'Xem https://huonghoa.quangtri.gov.vn/tin-tuc.', hasFileLinks: false },
  { name: 'a store of files', body: 'https://drive.google.com/file/d/1/view', hasFileLinks: true },
  {
    name: 'a store of files in HTML',
    type: 'text/html',
    body: '<a href="https://www.dropbox.com/s/1">x</a>',
    hasFileLinks: true,
  },
  { name: 'a PDF somewhere', body: 'http://qlvb.quangtri.gov.vn/tep/KH-322.PDF?x=1', hasFileLinks: true },
  { name: 'a host that only looks like a store', body: 'https://drive.google.com.evil.example/x', hasFileLinks: false },
  { name: 'a link without a host', body: 'https://[/a.pdf', hasFileLinks: false },
]
for (const { name, type = 'text/plain', body, hasFileLinks } of words) {
  test(`links: ${name}`, async () => {
    const raw = multipart([{ headers: [`Content-Type: ${type}`], body }])
    expect((await readLetter(raw)).hasFileLinks).toBe(hasFileLinks)
  })
}
