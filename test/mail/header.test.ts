/** Dates, trace fields and encoded text in headers. */
import { expect, test } from 'vitest'
import { readDateTime } from '../../src/mail/date-time.ts'
import { decodeHeaderText } from '../../src/mail/encoded-word.ts'
import { readHeaderBlock } from '../../src/mail/header-block.ts'
import { topmostReceived } from '../../src/mail/received.ts'

const dates: readonly { text: string; instant: string | null }[] = [
  { text: 'Mon, 26 Jul 2021 08:30:15 +0700', instant: '2021-07-26T01:30:15.000Z' },
  { text: '26 Jul 2021 08:30 +0700', instant: '2021-07-26T01:30:00.000Z' },
  { text: 'Sun, 29 Aug 2021 23:59:60 +0700', instant: '2021-08-29T16:59:59.000Z' },
  { text: 'Mon, 26 Jul 2021 08:30:15 +0700 (ICT (Hà Nội))', instant: '2021-07-26T01:30:15.000Z' },
  { text: 'Mon, 26 Jul 21 08:30:15 EST', instant: '2021-07-26T13:30:15.000Z' },
  { text: 'Mon, 26 Jul 1999 08:30:15 GMT', instant: '1999-07-26T08:30:15.000Z' },
  { text: 'Mon, 26 Jul 2021 08:30:15 -0330', instant: '2021-07-26T12:00:15.000Z' },
  { text: 'Mon, 26 Jul 2021 08:30:15', instant: '2021-07-26T08:30:15.000Z' },
  { text: 'Tue, 31 Feb 2021 08:30:15 +0700', instant: null },
  { text: 'Mon, 26 Jul 2021 25:30:15 +0700', instant: null },
  { text: 'Mon, 26 Jul 2021 08:30:15 +7000', instant: null },
  { text: '2021-07-26 08:30:15', instant: null },
  { text: 'Thứ hai', instant: null },
  { text: '', instant: null },
]
for (const { text, instant } of dates) {
  test(`date: ${text || 'nothing'} is ${instant ?? 'none'}`, () => {
    const read = readDateTime(text)
    expect(read === null ? null : new Date(read).toISOString()).toBe(instant)
  })
}

const traces: readonly { name: string; raw: string; instant: string | null }[] = [
  {
    name: 'the topmost of several, folded',
    raw: 'Received: from a by b\r\n\tfor <c@d.vn>;\r\n\tMon, 26 Jul 2021 08:00:00 +0700\r\nReceived: x; Sun, 25 Jul 2021 08:00:00 +0700\r\n\r\n',
    instant: '2021-07-26T01:00:00.000Z',
  },
  { name: 'one in the body', raw: 'Subject: x\r\n\r\nReceived: x; Mon, 26 Jul 2021 08:00:00 +0700\r\n', instant: null },
  { name: 'one without a date', raw: 'Received: from a by b\r\n\r\n', instant: null },
  {
    name: 'an unreadable one above a good one',
    raw: 'Received: x; soon\nReceived: y; 26 Jul 2021 08:00:00 Z\n\n',
    instant: null,
  },
  { name: 'nothing at all', raw: '', instant: null },
]
for (const { name, raw, instant } of traces) {
  test(`Received: ${name}`, () => {
    const read = topmostReceived(Buffer.from(raw))
    expect(read === null ? null : new Date(read).toISOString()).toBe(instant)
  })
}

const texts: readonly { name: string; raw: Uint8Array | string; text: string }[] = [
  { name: 'plain ASCII', raw: 'Ke hoach 322', text: 'Ke hoach 322' },
  { name: 'raw UTF-8', raw: 'Kế hoạch', text: 'Kế hoạch' },
  { name: 'decomposed letters', raw: 'Kế hoạch'.normalize('NFD'), text: 'Kế hoạch' },
  { name: 'raw Windows-1258', raw: Buffer.from([0x42, 0xe1, 0x6f, 0x20, 0x63, 0xe1, 0x6f]), text: 'Báo cáo' },
  { name: 'base64 words with blanks between', raw: '=?UTF-8?B?S+G6vw==?=  =?utf-8?b?IGhv4bqhY2g=?=', text: 'Kế hoạch' },
  { name: 'a character split between two words', raw: '=?utf-8?B?S+G6?= =?utf-8?B?vw==?=', text: 'Kế' },
  {
    name: 'quoted-printable with text around',
    raw: 'Fwd: =?utf-8?Q?K=E1=BA=BF_ho=E1=BA=A1ch?= (2)',
    text: 'Fwd: Kế hoạch (2)',
  },
  { name: 'Windows-1258 words', raw: '=?windows-1258?Q?B=E1o_c=E1o?=', text: 'Báo cáo' },
  { name: 'a language behind the charset', raw: '=?utf-8*vi?Q?K=E1=BA=BF?=', text: 'Kế' },
  { name: 'an unknown charset', raw: '=?x-tcvn3?Q?abc?=', text: 'abc' },
  { name: 'bytes that are not what the charset says', raw: '=?utf-8?Q?B=E1o?=', text: 'Báo' },
  { name: 'a word without an end', raw: '=?utf-8?Q?abc', text: '=?utf-8?Q?abc' },
]
for (const { name, raw, text } of texts) {
  test(`header text: ${name}`, () => {
    expect(decodeHeaderText(Buffer.from(raw).toString('latin1'))).toBe(text)
  })
}

test('a header block: mbox lines, garbage and blanks before the colon do not shift a field', () => {
  const raw = Buffer.from(
    'From x@y.vn Mon Jul 26 08:00:00 2021\r\ngarbage\r\n folded garbage\r\nA : 1\r\n\t2\r\nb:3\r\n\r\nC: 4',
  )
  expect(readHeaderBlock(raw)).toEqual([
    { name: 'a', value: ' 1\t2' },
    { name: 'b', value: '3' },
  ])
})
