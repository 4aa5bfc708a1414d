/** What the pages ask about letters of ours, from the parts that write them. */
import { writeReminder } from '../notices/reminder.ts'
import { draftReceipt } from '../outbox/draft-receipt.ts'
import { remindNow } from '../outbox/remind-units.ts'
import type { OutboxView } from '../web/outbox-view.ts'
import type { Letters } from './open-letters.ts'

export function outboxView({ from, ports }: Letters): OutboxView {
  const { store, campaign, contact, trialWord, holidays, clock } = ports
  return {
    ...{ store, from, trialWord, holidays },
    reminder: (unit) => writeReminder({ campaign, contact, unit, now: clock() }),
    remind: (units, entry) => (from === null ? Promise.resolve(0) : remindNow(ports, units, entry)),
    receipt: async (letter, counted) => draftReceipt(ports, await store.noticeSettings(), letter, counted),
  }
}
