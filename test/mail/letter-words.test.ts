/** The words of a letter: as plain text, whatever was written, and as much as a page shows. */
import { describe, expect, test } from 'vitest'
import { readLetterWords } from '../../src/mail/letter-words.ts'

const read = (head: string, body: string | Buffer) =>
  readLetterWords(Buffer.concat([Buffer.from(`From: a@x.vn\r\n${head}\r\n\r\n`), Buffer.from(body)]))
const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`
const MIXED = 'Content-Type: multipart/mixed; boundary=b'

const cases: readonly { name: string; head: string; body: string | Buffer; text: string }[] = [
  { name: 'plain text', head: 'Subject: x', body: 'Kính gửi\r\nPhòng Nội vụ', text: 'Kính gửi\nPhòng Nội vụ' },
  {
    name: 'plain text beside HTML, wherever it stands',
    head: 'Content-Type: multipart/alternative; boundary=b',
    body: `${part('text/html; charset=utf-8', '<p>trang</p>')}${part('text/plain; charset=utf-8', 'chữ')}--b--`,
    text: 'chữ',
  },
  {
    name: 'HTML without what runs, is styled or is fetched',
    head: 'Content-Type: text/html; charset=utf-8',
    body: '<style>p{}</style><script>alert(1)</script><p>Xin&nbsp;chào <b>các anh</b></p><img src="http://evil.example/a.gif">',
    text: 'Xin chào các anh\n\n[http://evil.example/a.gif]',
  },
  {
    name: 'lines that were broken by a program (RFC 3676)',
    head: 'Content-Type: text/plain; charset=utf-8; format=flowed',
    body: 'Báo cáo kết quả \r\nthực hiện\r\n\r\nTrân trọng',
    text: 'Báo cáo kết quả thực hiện\n\nTrân trọng',
  },
  {
    name: 'TCVN3',
    head: 'Content-Type: text/plain; charset=tcvn-5712',
    body: Buffer.from('\u00a7\u00a8k R\u00abng', 'latin1'),
    text: 'Đăk Rông',
  },
  {
    name: 'text that looks like the head of another part',
    head: 'Content-Type: text/plain; charset=utf-8; boundary=b; format="flowed\\"; x=y"',
    body: '--b\r\nContent-Type: text/html\r\n\r\n<b>x</b>\r\n--b--',
    text: '--b\nContent-Type: text/html\n\n<b>x</b>\n--b--',
  },
  {
    name: 'words behind a file',
    head: MIXED,
    body: `${part('application/pdf; name=a.pdf', '%PDF-1.7')}${part('text/plain; charset=utf-8', 'sau tệp')}--b--`,
    text: 'sau tệp',
  },
]
describe('readLetterWords', () => {
  for (const { name, head, body, text } of cases) {
    test(`gives ${name}`, async () => expect(await read(head, body)).toEqual({ kind: 'words', text, isCut: false }))
  }

  const none: readonly { name: string; head: string; body: string }[] = [
    { name: 'a letter that is a file', head: 'Content-Type: application/pdf', body: '%PDF-1.7' },
    { name: 'blanks alone', head: 'Subject: x', body: ' \r\n\t\r\n' },
    { name: 'a text that is a file', head: 'Content-Type: text/plain; name=a.txt', body: 'x' },
    { name: 'HTML of nothing but tags', head: 'Content-Type: text/html', body: '<div>'.repeat(100_000) },
    {
      name: 'a nested letter, whose words are of another',
      head: 'Content-Type: message/rfc822',
      body: 'A: b\r\n\r\nx',
    },
  ]
  for (const { name, head, body } of none) {
    test(`has none for ${name}`, async () => expect(await read(head, body)).toEqual({ kind: 'none' }))
  }

  const long: readonly { name: string; head: string; body: string }[] = [
    { name: 'a text of ten million letters', head: 'Subject: x', body: 'Kính gửi '.repeat(1_000_000) },
    { name: 'HTML that grows', head: 'Content-Type: text/html', body: `x${'<hr>'.repeat(100_000)}` },
    { name: 'ten thousand parts', head: MIXED, body: part('text/plain', 'y '.repeat(5_000)).repeat(10_000) },
  ]
  for (const { name, head, body } of long) {
    test(`cuts ${name}`, async () => {
      const words = await read(head, body)
      expect(words).toMatchObject({ kind: 'words', isCut: true })
      expect(words.kind === 'words' && words.text.length).toBeLessThanOrEqual(6_000)
    })
  }
})
