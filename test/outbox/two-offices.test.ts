/** Two services that write to each other stop after one answer each, over real mail servers. */
import { expect, onTestFinished, test } from 'vitest'
import { sendNext } from '../../src/outbox/send-notices.ts'
import { smtpSender } from '../../src/outbox/smtp.ts'
import { letterWith } from '../pipeline/sample-letters.ts'
import { unit } from '../tally/build.ts'
import { mailServer } from './mail-server.ts'
import { openOffice } from './office.ts'

const never = new AbortController().signal

/** As if a server on the way had hung a document to each letter, so that all of them are worth an answer. */
const withDocument = (raw: string, number: number): string => {
  const fields = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/)
  const kept = fields.filter((line) => !/^(?:content-|mime-version)/i.test(line))
  const letter = letterWith({ 'phu-luc.pdf': `document ${number}` })
  return `${kept.join('\r\n')}\r\n${letter.slice(letter.indexOf('MIME-Version'))}`
}

test('one answer each, though every letter carries a document', async () => {
  const addresses = ['north@example.vn', 'south@example.vn'] as const
  const units = [unit('Húc', { addresses: [...addresses] })]
  const settings = { registeredOnly: true }
  const [north, south] = [
    await openOffice({ own: addresses[0], units, settings }),
    await openOffice({ own: addresses[1], units, settings }),
  ]
  let letters = 0
  const server = await mailServer({
    onEnd: async ({ to, raw }) => {
      const receiver = to[0] === addresses[0] ? north : south
      await receiver.receive(withDocument(raw, letters++))
    },
  })
  onTestFinished(server.close)
  const person = (from: string) => letterWith({ 'a.pdf': from }).replace('ubnd@example.vn', from)
  await north.receive(person(addresses[1]))
  await south.receive(person(addresses[0]))
  for (let round = 0; round < 5; round++) {
    for (const [office, from] of [[north, addresses[0]] as const, [south, addresses[1]] as const]) {
      await office.answer()
      const sender = smtpSender({
        ...{ host: '127.0.0.1', port: server.port, secure: 'none-loopback', login: null, ca: null },
        ...{ from, fromName: from },
      })
      const ports = { store: office.store, sender, clock: office.ports.clock, tell: () => undefined, leaseMs: 60_000 }
      while ((await sendNext(ports, 0, never)) === 'tried');
    }
  }
  expect(server.taken.map(({ from, to }) => [from, ...to])).toEqual([
    [addresses[0], addresses[1]],
    [addresses[1], addresses[0]],
  ])
  expect((await north.silences()).filter((why) => why === 'automatic')).toHaveLength(1)
  expect((await south.silences()).filter((why) => why === 'automatic')).toHaveLength(1)
}, 120_000)
