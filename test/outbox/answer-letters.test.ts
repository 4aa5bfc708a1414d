/** Receipts, from a letter in the mailbox to the row that is to be sent. */
import { describe, expect, test } from 'vitest'
import type { Silence } from '../../src/notices/silence.ts'
import { deliveryReport } from '../mail/delivery-reports.ts'
import { letterWith } from '../pipeline/sample-letters.ts'
import { untilSettled } from '../pipeline/until-settled.ts'
import { at } from '../store/sample-rows.ts'
import { unit } from '../tally/build.ts'
import { judgeLater, openOffice, START, UNIT } from './office.ts'

const SUBMISSION = letterWith({ 'ke-hoach.pdf': 'A' }, 'Nop van ban')

test('a letter is answered once, to its sender, in its thread, however often it is looked at', async () => {
  const office = await openOffice()
  await office.receive(`Message-ID: <1@example.vn>\r\nReply-To: victim@example.com\r\n${SUBMISSION}`)
  for (let look = 0; look < 3; look++) await office.answer()
  const [receipt, ...others] = await office.out()
  expect(others).toEqual([])
  expect(receipt).toMatchObject({
    ...{ kind: 'receipt', recipient: 'ubnd@example.vn', unit: UNIT.id, state: 'waiting' },
    ...{ inReplyTo: '<1@example.vn>', references: '<1@example.vn>', subject: 'Thông báo đã nhận: Nop van ban' },
  })
  expect(receipt?.text).toMatch(/1\. ke-hoach\.pdf\n {3}Kết quả: Được tính\n[\s\S]*01\/03 văn bản hợp lệ/)
})

test('what waits for revocation data is told as such, and once more when it is decided', async () => {
  const later = judgeLater()
  const office = await openOffice({ judge: later.judge })
  await office.receive(SUBMISSION)
  await office.answer()
  await office.answer()
  later.decide()
  await office.store.requeueProvisional()
  await untilSettled(office.store, 1)
  for (let look = 0; look < 3; look++) await office.answer()
  const out = await office.out()
  expect(out.map(({ kind }) => kind)).toEqual(['receipt', 'settled'])
  expect(out[0]?.text).toMatch(/Kết quả: Tạm tính/)
  expect(out[1]?.text).toMatch(/nay đã có kết luận[\s\S]*Kết quả: Được tính/)
})

test('a last word is said whatever was said that day, and is none of the twenty', async () => {
  const later = judgeLater()
  const office = await openOffice({ judge: later.judge })
  for (let letter = 0; letter < 20; letter++) await office.receive(letterWith({ 'a.pdf': `${letter}` }))
  await office.answer()
  later.decide()
  await office.store.requeueProvisional()
  await untilSettled(office.store, 20)
  await office.answer()
  const kinds = Object.entries(Object.groupBy(await office.out(), ({ kind }) => kind))
  expect(kinds.map(([kind, letters]) => [kind, letters?.length])).toEqual([
    ['receipt', 20],
    ['settled', 20],
  ])
})

test('a letter with nothing that can be accepted comes back with its reasons', async () => {
  const office = await openOffice()
  await office.receive(letterWith({ 'a.rar': 'Rar!\x1a\x07\x01\x00' }))
  await office.receive(
    'From: ubnd@example.vn\r\nSubject: Mat\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIIB\r\n',
  )
  await office.answer()
  const out = await office.out()
  expect(out.map(({ kind }) => kind)).toEqual(['return', 'return'])
  expect(out.map(({ text }) => text).join()).toMatch(/mã SKS-T03/)
  expect(out.map(({ text }) => text).join()).toMatch(/tiêu đề “Mat”[\s\S]*Toàn bộ thư bị mã hóa/)
})

test('a letter on trial is answered, counts nowhere, and its file counts when it is submitted', async () => {
  const office = await openOffice()
  await office.receive(letterWith({ 'ke-hoach.pdf': 'A' }, '=?utf-8?q?[TH=E1=BB=AC]_Bao_cao?='))
  await office.answer()
  expect((await office.ports.tally()).units[0]).toMatchObject({ valid: 0, state: 'none', submissions: [] })
  await office.receive(letterWith({ 'ke-hoach.pdf': 'A' }, '=?utf-8?q?Re:_[TH=E1=BB=AC]_Bao_cao?='))
  await office.answer()
  expect((await office.ports.tally()).units[0]).toMatchObject({ valid: 1 })
  const out = await office.out()
  expect(out.map(({ kind }) => kind)).toEqual(['trial', 'receipt'])
  expect(out[0]?.text).toMatch(/Kết quả: Đạt[\s\S]*00\/03 văn bản hợp lệ/)
})

describe('no receipt:', () => {
  const quiet: readonly { name: string; head?: string; settings?: object; from?: string; why: Silence | null }[] = [
    { name: 'a program wrote the letter', head: 'Auto-Submitted: auto-generated\r\n', why: 'automatic' },
    { name: 'a mailing list', head: 'List-Id: <x.example.vn>\r\n', why: 'mailing-list' },
    { name: 'nobody takes answers', head: 'Return-Path: <>\r\n', why: 'no-return-path' },
    { name: 'from us', from: 'noivu@example.vn', why: 'own' },
    { name: 'an address that is in no row of the register', from: 'a@example.com', why: 'not-registered' },
    {
      name: 'the same where all are answered, but nothing says that it is from there',
      ...{ from: 'a@example.com', settings: { registeredOnly: false }, why: 'unconfirmed' },
    },
    { name: 'receipts are off', settings: { receiptsSince: null }, why: null },
    { name: 'it came before they were switched on', settings: { receiptsSince: at(8e15) }, why: null },
  ]
  for (const { name, head = '', settings = {}, from = 'ubnd@example.vn', why } of quiet) {
    test(name, async () => {
      const office = await openOffice({ settings })
      await office.receive(head + SUBMISSION.replace('From: ubnd@example.vn', `From: ${from}`))
      await office.answer()
      expect([await office.out(), await office.silences()]).toEqual([[], [why]])
    })
  }

  test('receipts were switched off meanwhile', async () => {
    const office = await openOffice()
    await office.receive(SUBMISSION)
    await office.store.changeNoticeSettings(
      { receiptsSince: null, registeredOnly: true, remindersSince: null },
      {
        at: START,
        actor: { account: null, name: 'x', role: null },
        action: 'notices-changed',
        subject: '',
        facts: {},
        address: null,
      },
    )
    await office.answer()
    expect([await office.out(), await office.silences()]).toEqual([[], ['switched-off']])
  })

  test('the 21st of a unit on one day, from whichever of its addresses; the next day there are some again', async () => {
    const two = unit('Húc', { addresses: ['ubnd@example.vn', 'vanthu@example.vn'] })
    const office = await openOffice({ units: [two] })
    for (let letter = 0; letter < 22; letter++) {
      const from = letter % 2 === 0 ? 'ubnd@example.vn' : 'vanthu@example.vn'
      await office.receive(letterWith({ 'a.pdf': `${letter}` }).replace('ubnd@example.vn', from))
      await office.answer()
    }
    expect(await office.out()).toHaveLength(20)
    expect((await office.silences()).filter((why) => why === 'daily-limit')).toHaveLength(2)
    office.clock.now = at(START + 24 * 3_600_000)
    await office.receive(letterWith({ 'a.pdf': 'next day' }))
    await office.answer()
    expect(await office.out()).toHaveLength(21)
  })
})

test('an address outside of the register is answered where its domain answers for the letter, and told of no unit', async () => {
  const office = await openOffice({ settings: { registeredOnly: false } })
  const head = 'Authentication-Results: mx.example.vn; dkim=pass header.d=example.com\r\n'
  await office.receive(head + SUBMISSION.replace('From: ubnd@example.vn', 'From: a@example.com'))
  await office.answer()
  const [receipt] = await office.out()
  expect(receipt).toMatchObject({ recipient: 'a@example.com', unit: null })
  expect(receipt?.text).not.toMatch(/hệ thống ghi nhận/)
})

test('a report that a letter of ours did not arrive marks its address; one that knows no Message-ID of ours does not', async () => {
  const office = await openOffice()
  await office.receive(SUBMISSION)
  await office.answer()
  const leased = await office.store.takeNotice(START, 1000)
  await office.receive(deliveryReport('<receipt.0000000000000000000000000000000000000000@example.vn>'))
  expect(await office.store.badAddresses()).toEqual([])
  await office.receive(deliveryReport(leased?.messageId ?? ''))
  expect(await office.store.badAddresses()).toMatchObject([{ address: 'ubnd@example.vn', status: '5.1.1' }])
  await office.answer()
  expect(await office.out()).toHaveLength(1)
})
