/** File names in the spellings that mail programs use. RFC 2047, RFC 2183, RFC 2231. */
import { expect, test } from 'vitest'
import { readLetter } from '../../src/mail/message.ts'
import { multipart, type Part, PDF } from './letters.ts'

const names: readonly { name: string; header: string | Uint8Array; read: string }[] = [
  { name: 'plain', header: 'filename=a.pdf', read: 'a.pdf' },
  { name: 'quoted', header: 'filename="ke hoach; so 1.pdf"', read: 'ke hoach; so 1.pdf' },
  { name: 'quoted, with quotes in it', header: 'filename="a \\"b\\" \\\\ c.pdf"', read: 'a "b" \\ c.pdf' },
  { name: 'a Windows path', header: 'filename="C:\\van ban\\a.pdf"', read: 'C:\\van ban\\a.pdf' },
  { name: 'blanks without quotes', header: 'filename=Ke hoach 322 (2).pdf; x=y', read: 'Ke hoach 322 (2).pdf' },
  { name: 'a comment behind it', header: 'filename=a.pdf (of ours); x=y', read: 'a.pdf' },
  { name: 'a quote that does not end', header: 'filename="a b.pdf', read: 'a b.pdf' },
  { name: 'capitals, blanks around the sign', header: 'FileName = "a.pdf"', read: 'a.pdf' },
  { name: 'the first of two', header: 'filename="a.pdf"; filename="b.pdf"', read: 'a.pdf' },
  { name: 'folded', header: 'filename="ke\r\n hoach.pdf"', read: 'ke hoach.pdf' },
  { name: 'raw UTF-8', header: 'filename="Kế hoạch.pdf"', read: 'Kế hoạch.pdf' },
  { name: 'raw UTF-8 without quotes that ends in a byte A0', header: 'filename=Kế hoạch và', read: 'Kế hoạch và' },
  { name: 'raw Windows-1258', header: Buffer.from('filename="B\xe1o c\xe1o.pdf"', 'latin1'), read: 'Báo cáo.pdf' },
  {
    name: 'raw TCVN3',
    header: Buffer.from('filename="B\xb8o c\xb8o th\xf9c hi\xd6n.pdf"', 'latin1'),
    read: 'Báo cáo thực hiện.pdf',
  },
  { name: 'decomposed letters', header: `filename="${'Kế hoạch'.normalize('NFD')}.pdf"`, read: 'Kế hoạch.pdf' },
  { name: 'RFC 2231', header: "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf", read: 'Kế hoạch.pdf' },
  { name: 'RFC 2231 with a language', header: "filename*=utf-8'vi'K%e1%ba%bf.pdf", read: 'Kế.pdf' },
  { name: 'RFC 2231 in an old charset', header: "filename*=windows-1258''B%E1o.pdf", read: 'Báo.pdf' },
  { name: 'RFC 2231 in a charset that nobody knows', header: "filename*=x-none''K%E1%BA%BF.pdf", read: 'Kế.pdf' },
  {
    name: 'RFC 2231 beside a plain name',
    header: 'filename="K?.pdf"; filename*=UTF-8\'\'K%E1%BA%BF.pdf',
    read: 'Kế.pdf',
  },
  {
    name: 'RFC 2231 in pieces',
    header: 'filename*0*=UTF-8\'\'K%E1%BA%BF;\r\n filename*1=" 322"; filename*2=.pdf',
    read: 'Kế 322.pdf',
  },
  { name: 'RFC 2231 in pieces out of order', header: 'filename*1="hoach.pdf"; filename*0="ke "', read: 'ke hoach.pdf' },
  {
    name: 'RFC 2231 cut within a character',
    header: "filename*0*=UTF-8''K%E1%BA; filename*1*=%BF.pdf",
    read: 'Kế.pdf',
  },
  { name: 'RFC 2231 with a piece missing', header: 'filename*0="a"; filename*2="b"', read: 'a' },
  { name: 'RFC 2231 without its asterisk', header: 'filename="UTF-8\'\'K%E1%BA%BF.pdf"', read: 'Kế.pdf' },
  { name: 'a percent sign that is one', header: 'filename="100% cot\'s.pdf"', read: "100% cot's.pdf" },
  { name: 'an encoded word', header: 'filename="=?UTF-8?B?S+G6vyBob+G6oWNo?=.pdf"', read: 'Kế hoạch.pdf' },
  { name: 'an encoded word without quotes', header: 'filename==?UTF-8?Q?K=E1=BA=BF?=', read: 'Kế' },
  {
    name: 'encoded words that cut a character',
    header: 'filename="=?UTF-8?B?S+G6?=\r\n =?UTF-8?B?vw==?="',
    read: 'Kế',
  },
  { name: 'encoded words in pieces', header: 'filename*0="=?UTF-8?B?S+G6"; filename*1="vw==?="', read: 'Kế' },
  { name: 'no name', header: 'x=y', read: '' },
  { name: 'a climbing name', header: 'filename="../../x.pdf"', read: '../../x.pdf' },
]
for (const { name, header, read } of names) {
  const cases = [Buffer.from('Content-Disposition: attachment; '), Buffer.from('Content-Type: application/pdf; ')]
  test(`file name: ${name}`, async () => {
    for (const [at, head] of cases.entries()) {
      const field = Buffer.from(header)
      const spelled = at === 0 ? field : Buffer.from(field.toString('latin1').replace(/filename/gi, 'name'), 'latin1')
      const raw = Buffer.concat([Buffer.from('From: a@b.vn\r\n'), head, spelled, Buffer.from('\r\n\r\n'), PDF])
      expect((await readLetter(raw)).parts.map((found) => found.name)).toEqual([read])
    }
  })
}

test('file name: that of Content-Disposition stands before that of Content-Type', async () => {
  const headers = [
    'Content-Type: application/pdf; name=type.pdf',
    'Content-Disposition: inline; filename=disposition.pdf',
  ]
  const part: Part = { headers, body: PDF }
  expect((await readLetter(multipart([part]))).parts.map(({ name }) => name)).toEqual(['disposition.pdf'])
})

test('file name: raw bytes of an older charset never make a letter unreadable', async () => {
  for (let byte = 0x80; byte < 0x100; byte++) {
    const head = Buffer.from('From: a@b.vn\r\nContent-Type: application/pdf; name="B')
    const raw = Buffer.concat([head, Buffer.from([byte, 0x6f]), Buffer.from('.pdf"\r\n\r\n'), PDF])
    expect((await readLetter(raw)).parts).toHaveLength(1)
  }
})
