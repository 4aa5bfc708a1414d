import { expect, test } from 'vitest'
import { readDeliveryReport } from '../../src/mail/delivery-report.ts'
import { deliveryReport } from './delivery-reports.ts'

const ID = '<reminder.00ff@example.vn>'

const reports: readonly { name: string; raw: string; expected: object | null }[] = [
  { name: 'with the header of ours', raw: deliveryReport(ID), expected: { messageId: ID, status: '5.1.1' } },
  {
    name: 'with the whole of ours',
    raw: deliveryReport(ID, { original: 'message/rfc822' }),
    expected: { messageId: ID, status: '5.1.1' },
  },
  {
    name: 'a full mailbox',
    raw: deliveryReport(ID, { status: '4.2.2' }),
    expected: { messageId: ID, status: '4.2.2' },
  },
  {
    name: 'a status that is none',
    raw: deliveryReport(ID, { status: 'x' }),
    expected: { messageId: ID, status: '5.0.0' },
  },
  { name: 'only late', raw: deliveryReport(ID, { action: 'delayed' }), expected: null },
  { name: 'delivered', raw: deliveryReport(ID, { action: 'delivered' }), expected: null },
  { name: 'without a Message-ID', raw: deliveryReport('none'), expected: null },
  { name: 'no report', raw: deliveryReport(ID).replace('multipart/report', 'multipart/mixed'), expected: null },
  { name: 'cut off', raw: deliveryReport(ID).slice(0, 400), expected: null },
]
for (const { name, raw, expected } of reports) {
  test(`a report of delivery: ${name}`, () => expect(readDeliveryReport(Buffer.from(raw))).toEqual(expected))
}
