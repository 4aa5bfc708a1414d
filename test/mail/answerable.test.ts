/** Which letters a program may answer, row by row of RFC 3834, 2, and in which thread. */
import { describe, expect, test } from 'vitest'
import { threadOf, type Unanswerable, whyUnanswerable } from '../../src/mail/answerable.ts'
import { readHeaderBlock } from '../../src/mail/header-block.ts'

const OWN = new Set(['noivu@example.vn'])
const FROM = 'From: UBND xã Húc <ubnd.huc@example.vn>'
const headerOf = (...lines: readonly string[]) => readHeaderBlock(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))

const rows: readonly { name: string; lines: readonly string[]; why: Unanswerable | null }[] = [
  { name: 'a letter of a person', lines: [FROM], why: null },
  { name: 'Auto-Submitted: no', lines: [FROM, 'Auto-Submitted: no'], why: null },
  { name: 'Auto-Submitted: No (by hand)', lines: [FROM, 'Auto-Submitted: No (by hand)'], why: null },
  { name: 'Auto-Submitted: auto-replied', lines: [FROM, 'Auto-Submitted: auto-replied'], why: 'automatic' },
  { name: 'Auto-Submitted: auto-generated', lines: [FROM, 'Auto-Submitted: auto-generated'], why: 'automatic' },
  { name: 'Auto-Submitted: auto-notified', lines: [FROM, 'Auto-Submitted: auto-notified; owner=x'], why: 'automatic' },
  { name: 'the second Auto-Submitted', lines: [FROM, 'Auto-Submitted: no', 'Auto-Submitted: x'], why: 'automatic' },
  { name: 'a comment before auto-replied', lines: [FROM, 'Auto-Submitted: (x) auto-replied'], why: 'automatic' },
  { name: 'X-Auto-Response-Suppress, which is no sign', lines: [FROM, 'X-Auto-Response-Suppress: All'], why: null },
  { name: 'X-Autoreply', lines: [FROM, 'X-Autoreply: yes'], why: 'automatic' },
  { name: 'a report', lines: [FROM, 'Content-Type: multipart/report; boundary=x'], why: 'automatic' },
  { name: 'a receipt of a reader', lines: [FROM, 'Content-Type: message/disposition-notification'], why: 'automatic' },
  { name: 'X-Mailing-List', lines: [FROM, 'X-Mailing-List: <cchc@example.vn>'], why: 'mailing-list' },
  { name: 'List-Id', lines: [FROM, 'List-Id: <cchc.example.vn>'], why: 'mailing-list' },
  { name: 'List-Unsubscribe', lines: [FROM, 'LIST-UNSUBSCRIBE: <mailto:x@example.vn>'], why: 'mailing-list' },
  { name: 'List-Post', lines: [FROM, 'List-Post: NO'], why: 'mailing-list' },
  { name: 'Listening, which is no list', lines: [FROM, 'Listening: x'], why: null },
  { name: 'Precedence: bulk', lines: [FROM, 'Precedence: bulk'], why: 'bulk' },
  { name: 'Precedence: List', lines: [FROM, 'Precedence: List'], why: 'bulk' },
  { name: 'Precedence: junk', lines: [FROM, 'precedence:junk'], why: 'bulk' },
  { name: 'Precedence: first-class', lines: [FROM, 'Precedence: first-class'], why: null },
  { name: 'Return-Path: <>', lines: ['Return-Path: <>', FROM], why: 'no-return-path' },
  { name: 'Return-Path: < >', lines: ['Return-Path:  < > ', FROM], why: 'no-return-path' },
  { name: 'Return-Path: <> with a comment', lines: ['Return-Path: <> (null)', FROM], why: 'no-return-path' },
  { name: 'Return-Path: <MAILER-DAEMON>', lines: ['Return-Path: <MAILER-DAEMON>', FROM], why: 'no-return-path' },
  { name: 'Return-Path: <a@b.vn>', lines: ['Return-Path: <a@b.vn>', FROM], why: null },
  { name: 'from ourselves', lines: ['From: NOIVU@example.vn'], why: 'own' },
  { name: 'sent by ourselves for another', lines: [FROM, 'Sender: Noi vu <NoiVu@example.vn>'], why: 'own' },
  { name: 'what has been through us', lines: [FROM, 'X-Loop: noivu@example.vn'], why: 'own' },
  { name: 'X-Loop of another', lines: [FROM, 'X-Loop: other@example.vn'], why: null },
  { name: 'no From', lines: ['To: noivu@example.vn'], why: 'no-sender' },
  { name: 'two Froms', lines: [FROM, 'From: other@example.vn'], why: 'no-sender' },
  { name: 'a From with a comment', lines: ['From: a@example.vn(x)evil.example'], why: 'no-sender' },
  { name: 'MAILER-DAEMON', lines: ['From: MAILER-DAEMON@example.vn'], why: 'mail-system' },
  { name: 'postmaster', lines: ['From: Postmaster <postmaster@example.vn>'], why: 'mail-system' },
  { name: 'owner-list', lines: ['From: owner-cchc@example.vn'], why: 'mail-system' },
  { name: 'list-request', lines: ['From: cchc-request@example.vn'], why: 'mail-system' },
  { name: 'no-reply', lines: ['From: no-reply@example.vn'], why: 'mail-system' },
  { name: 'noreply.vnpt', lines: ['From: noreply.vnpt@example.vn'], why: 'mail-system' },
  { name: 'no_reply', lines: ['From: no_reply@example.vn'], why: 'mail-system' },
  { name: 'autoreply', lines: ['From: autoreply@example.vn'], why: 'mail-system' },
  { name: 'sent by a list', lines: [FROM, 'Sender: cchc-bounces@example.vn'], why: 'mail-system' },
  { name: 'sent by a secretary', lines: [FROM, 'Sender: vanthu@example.vn'], why: null },
  { name: 'a name that only begins so', lines: ['From: noreplay@example.vn'], why: null },
]
for (const { name, lines, why } of rows) {
  test(`answerable: ${name}`, () => expect(whyUnanswerable(headerOf(...lines), OWN)).toBe(why))
}

test('the address of Reply-To is never looked at', () => {
  expect(whyUnanswerable(headerOf(FROM, 'Reply-To: noivu@example.vn'), OWN)).toBeNull()
})

describe('the thread', () => {
  const threads: readonly { name: string; lines: readonly string[]; expected: object }[] = [
    { name: 'no Message-ID', lines: ['References: <a@b>'], expected: { inReplyTo: null, references: null } },
    { name: 'a first letter', lines: ['Message-ID: <1@b>'], expected: { inReplyTo: '<1@b>', references: '<1@b>' } },
    {
      name: 'an answer',
      lines: ['Message-ID: <3@b>', 'References: <1@b>\r\n <2@b>'],
      expected: { inReplyTo: '<3@b>', references: '<1@b> <2@b> <3@b>' },
    },
    {
      name: 'words beside',
      lines: ['Message-ID: x <1@b> Bcc: y@z', 'References: evil <a b@c> <0@b>'],
      expected: { inReplyTo: '<1@b>', references: '<0@b> <1@b>' },
    },
    { name: 'no identifier', lines: ['Message-ID: none'], expected: { inReplyTo: null, references: null } },
  ]
  for (const { name, lines, expected } of threads) {
    test(name, () => expect(threadOf(headerOf(...lines))).toEqual(expected))
  }

  test('of a long one keeps the first and the last', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `<${index}@b>`)
    const { references } = threadOf(headerOf('Message-ID: <last@b>', `References: ${ids.join('\r\n ')}`))
    const kept = references?.split(' ') ?? []
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([20, '<0@b>', '<last@b>'])
  })
})
