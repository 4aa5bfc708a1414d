/** Reminders: to whom, when, and never twice. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { anchorRecord } from '../../src/outbox/anchor-record.ts'
import { remindNow, remindWhoIsDue, writeWeeklyDigest } from '../../src/outbox/remind-units.ts'
import { letterWith } from '../pipeline/sample-letters.ts'
import { at } from '../store/sample-rows.ts'
import { unit } from '../tally/build.ts'
import { draft } from '../web/people.ts'
import { openOffice } from './office.ts'

const time = (written: string) => Date.parse(`${written}+07:00`) as Instant
const ON = { remindersSince: at(0) }
const [lacking, silent] = [unit('Húc', { addresses: ['ubnd@example.vn'] }), unit('Tân Lập', { addresses: [] })]

test('nobody is reminded while reminders are off', async () => {
  const office = await openOffice({ units: [lacking] })
  office.clock.now = time('2021-08-20T08:00:00')
  expect(await remindWhoIsDue(office.ports)).toBe(0)
})

test('each day of the plan once, however often it is looked at; one that was missed once, with what holds then', async () => {
  const office = await openOffice({ units: [lacking, silent], settings: ON })
  await office.receive(letterWith({ 'a.pdf': 'A' }))
  const hours = ['2021-08-13T07:59:59', '2021-08-13T08:00:00', '2021-08-13T08:01:00', '2021-08-16T12:00:00']
  const missed = ['2021-08-26T19:00:00', '2021-08-26T20:00:00', '2021-08-30T08:00:00', '2021-09-30T08:00:00']
  const written: number[] = []
  for (const hour of [...hours, ...missed]) {
    office.clock.now = time(hour)
    written.push(await remindWhoIsDue(office.ports))
  }
  expect(written).toEqual([0, 1, 0, 0, 1, 0, 1, 0])
  const out = (await office.out()).filter(({ kind }) => kind === 'reminder')
  expect(out.map(({ recipient }) => recipient)).toEqual(Array(3).fill('ubnd@example.vn'))
  expect(out[1]?.text).toMatch(/Đến 19 giờ 00 phút ngày 26\/8\/2021, hệ thống ghi nhận 01\/03/)
})

test('a person reminds at any time, but each address once a day, also where the plan has that day', async () => {
  const office = await openOffice({ units: [lacking], settings: ON })
  office.clock.now = time('2021-08-13T07:00:00')
  const { units } = await office.ports.tally()
  expect(await remindNow(office.ports, units, draft)).toBe(1)
  expect(await remindNow(office.ports, units, draft)).toBe(0)
  office.clock.now = time('2021-08-13T08:00:00')
  expect(await remindWhoIsDue(office.ports)).toBe(0)
})

test('an address from which a letter came back is left alone until somebody says that it is good', async () => {
  const office = await openOffice({ units: [lacking], settings: ON })
  office.clock.now = time('2021-08-13T08:00:00')
  await remindWhoIsDue(office.ports)
  const leased = await office.store.takeNotice(office.clock.now, 1000)
  await office.store.recordBounce(leased?.messageId ?? '', '5.1.1', office.clock.now)
  office.clock.now = time('2021-08-20T08:00:00')
  expect(await remindWhoIsDue(office.ports)).toBe(0)
  await office.store.forgetBadAddress('ubnd@example.vn', draft)
  expect(await remindWhoIsDue(office.ports)).toBe(1)
})

test('the summary of the week goes to those who are named, once', async () => {
  const office = await openOffice({ units: [lacking] })
  expect(await writeWeeklyDigest(office.ports)).toBe(0)
  const ports = { ...office.ports, digestTo: ['lanhdao@example.vn'] }
  expect([await writeWeeklyDigest(ports), await writeWeeklyDigest(ports)]).toEqual([1, 0])
})

test('the last entry of the record goes to them each day on which it is another', async () => {
  const office = await openOffice({ units: [lacking] })
  expect(await anchorRecord(office.ports)).toBe(0)
  const ports = { ...office.ports, digestTo: ['lanhdao@example.vn'] }
  expect([await anchorRecord(ports), await anchorRecord(ports)]).toEqual([1, 0])
  await office.store.recordAudit(draft)
  const { number, sha256 } = await office.store.auditHead()
  expect(await anchorRecord(ports)).toBe(1)
  const [last] = (await office.out()).toReversed()
  expect(last).toMatchObject({ kind: 'anchor', recipient: 'lanhdao@example.vn' })
  expect(last?.text.replaceAll('\n', ' ')).toContain(`${number}:${sha256}`)
})
